import { describe, expect, inject, test } from 'vitest';
import { screenshot } from '../setup/browser.ts';
import {
  CAMPAIGN,
  expectAccessible,
  expectNoSidewaysScroll,
  inLanguage,
  pagesOfDemo,
  plain,
  VIEWS,
} from './pages.ts';

const open = pagesOfDemo();
const PATH = `/campaigns/${CAMPAIGN}/works/human-resources-clip-1`;
const ARTICLE = `/campaigns/${CAMPAIGN}/works/human-resources-article`;

describe.each(VIEWS)('on a %s in %s', (device, lang, visit) => {
  test('can be used by everybody and fits', async () => {
    const page = await open(inLanguage(PATH, lang), visit);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    expect(page.troubles).toEqual([]);
    await screenshot(page, `work-${device}-${lang}`, device === 'desktop');
  });
});

test('says its total, what bent its curve, and lists its placements with the total of the API', async () => {
  const page = await open(PATH);
  const answer = await fetch(
    `${inject('dashboard')}/api/v1/campaigns/${CAMPAIGN}/works?work=human-resources-clip-1`,
  );
  const { total } = (await answer.json()) as { total: { low: number; high: number } };
  expect(await page.locator('#parts tfoot .figure').first().getAttribute('data-hint')).toBe(
    total.low === total.high
      ? total.low.toLocaleString('en')
      : `${total.low.toLocaleString('en')} – ${total.high.toLocaleString('en')}`,
  );
  expect(plain(await page.locator('.part-steps').innerText())).toBe('12月17日02:00计数下降−27,776分发号69');
  await page.locator('.part-steps a').click();
  await page.waitForURL(/\/placements\/69$/);
  expect(page.troubles).toEqual([]);
});

test('a work that the formula does not count says so, and shows its numbers beside', async () => {
  const page = await open(ARTICLE);
  expect(plain(await page.locator('.claim-wording').innerText())).toBe('不计入video_view_times@1');
  expect(await page.locator('#beside tbody tr').count()).toBeGreaterThan(2);
  expect(await page.locator('#beside').innerText()).toContain('阅读量');
  expect(await page.locator('#growth').count()).toBe(0);
  expect(page.troubles).toEqual([]);
});
