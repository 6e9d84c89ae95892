import { describe, expect, test } from 'vitest';
import { screenshot } from '../setup/browser.ts';
import {
  CAMPAIGN,
  DESKTOP,
  expectAccessible,
  expectNoSidewaysScroll,
  inLanguage,
  PHONE,
  pagesOfDemo,
  VIEWS,
} from './pages.ts';

const open = pagesOfDemo();
const HOME = `/campaigns/${CAMPAIGN}`;

/** Each page has tests of its own; here stands what the shell draws itself. */
const PATHS = [HOME, `${HOME}?sheet=total`, '/nowhere'];

describe.each(VIEWS)('on a %s in %s', (device, lang, visit) => {
  test.each(PATHS)('%s can be used by everybody and fits', async path => {
    const page = await open(inLanguage(path, lang), visit);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    expect(page.troubles).toEqual([]);
  });

  test('the navigation leads to every page, names the one shown, and sets title and focus', async () => {
    const page = await open(inLanguage('/campaigns', lang), visit);
    const bar = page.locator(device === 'phone' ? '.bottom-bar' : '.top-nav');
    const names = await bar.locator('a').allInnerTexts();
    expect(names.map(name => name.trim())).toEqual(
      lang === 'en'
        ? ['Campaigns', 'Collection', 'Catalogue', 'Publications', 'Settings']
        : ['活动', '采集', '目录', '发布', '设置'],
    );
    const seen: unknown[] = [];
    for (const name of names.slice(1)) {
      await bar.getByText(name.trim()).click();
      await page.locator('h1', { hasText: name.trim() }).waitFor();
      seen.push([
        new URL(page.url()).pathname,
        await bar.locator('[aria-current="page"]').innerText(),
        await page.title(),
        await page.evaluate(() => document.activeElement?.id),
      ]);
    }
    const brand = lang === 'en' ? 'Renci' : '人次';
    expect(seen).toEqual(
      ['/collection', '/catalogue', '/publications', '/settings'].map((path, index) => {
        const name = names[index + 1] ?? '';
        return [path, name, `${name.trim()} — ${brand}`, 'content'];
      }),
    );
    await screenshot(page, `shell-${device}-${lang}`);
  });
});

describe('the address bar', () => {
  test('a sheet is closed by the back button, and closing it leaves nothing to go back to twice', async () => {
    const page = await open('/campaigns', DESKTOP);
    await page.locator('.campaign-link').first().click();
    await page.locator('.facts').waitFor();
    const campaign = page.url();
    const sheet = page.locator('dialog.sheet[open]');
    await page.locator('.facts a').first().click();
    await sheet.waitFor();
    await page.goBack();
    await expect.poll(() => sheet.count()).toBe(0);
    expect(page.url()).toBe(campaign);

    await page.locator('.facts a').first().click();
    await sheet.locator('tbody a').first().click();
    await expect.poll(() => page.url()).toContain('placement:');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.url()).toBe(campaign);
    expect(await sheet.count()).toBe(0);
    await page.goBack();
    await expect.poll(() => new URL(page.url()).pathname).toBe('/campaigns');
    expect(page.troubles).toEqual([]);
  });

  test('a sheet opened by a link is closed to the page beneath it', async () => {
    const page = await open(`${HOME}?sheet=missing`);
    await page.locator('dialog.sheet .sheet-button').last().click();
    await expect.poll(() => page.url().endsWith(HOME)).toBe(true);
  });

  test('the way back leads to where the page was left', async () => {
    const page = await open(HOME, PHONE);
    // Parts below the first screen come when the page has time for them: until then it is shorter.
    const scrolled = () => {
      window.scrollTo(0, 600);
      return window.scrollY;
    };
    await expect.poll(() => page.evaluate(scrolled)).toBe(600);
    await page.locator('.bottom-bar a').nth(1).click();
    await expect
      .poll(() => page.evaluate(() => [location.pathname, window.scrollY]))
      .toEqual(['/collection', 0]);
    await page.goBack();
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(600);
  });
});

test('offline is said above the page, with the age of what is shown', async () => {
  const page = await open(HOME);
  await page.context().setOffline(true);
  const notice = page.locator('.connection');
  await notice.waitFor();
  expect((await notice.innerText()).replaceAll(/\d+月\d+日 \d+:\d+/g, 'T').replaceAll('\n', '')).toBe(
    '现在离线，联网后自动更新。 数据取自 T（0 分钟前）。',
  );
  expect(await page.locator('h1').innerText()).toContain('1842万');
  await page.context().setOffline(false);
  await notice.waitFor({ state: 'detached' });
});

test('a page whose program cannot be fetched says so and leaves the way to the others', async () => {
  const page = await open('/campaigns');
  await page.context().route(/settings-page-.*\.js$/, route => route.abort());
  await page.locator('.top-nav a').last().click();
  const problem = page.locator('.problem-page');
  await problem.waitFor();
  expect(await problem.locator('h1').innerText()).toBe('这一页画不出来');
  await page.locator('.top-nav a').nth(1).click();
  await expect.poll(() => page.locator('h1').innerText()).toBe('采集');
});

test.each([721, 768, 1024, 2560])(
  'nothing is wider than a window of %d px, in the longer language',
  async width => {
    const page = await open(`${HOME}?lang=en`, { width });
    await expectNoSidewaysScroll(page);
  },
);
