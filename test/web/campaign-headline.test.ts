import { describe, expect, test } from 'vitest';
import { screenshot } from '../setup/browser.ts';
import { CAMPAIGN, DESKTOP, PHONE, pagesOfDemo } from './pages.ts';

const open = pagesOfDemo();

/** What the reference campaign's page is opened for, at the month's end. */
describe.each([
  ['desktop', DESKTOP],
  ['phone', PHONE],
])('the page on a %s', (device, view) => {
  const visit = (search = '') => open(`/campaigns/${CAMPAIGN}${search}`, view);

  test('says how far it reached, with bounds, coverage and that partners are simulated', async () => {
    const page = await visit();
    expect((await page.locator('h1').innerText()).replaceAll(/\s+/g, '')).toBe(
      '截至2022年12月30日18:00，11期节目视频观看总量超过1842万人次',
    );
    const facts = (await page.locator('.facts').innerText()).replaceAll(/\s+/g, '');
    expect(facts).toContain('18,424,822–18,439,807');
    expect(facts).toContain('已读198/200');
    expect(await page.locator('.headline-campaign').innerText()).toContain('模拟数据');
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await screenshot(page, `campaign-${device}-zh`, true);
    expect(page.troubles).toEqual([]);
  });

  test('speaks English when asked', async () => {
    const page = await visit('?lang=en');
    expect((await page.locator('h1').innerText()).replaceAll(/\s+/g, ' ')).toContain(
      'over 18.42 million view-times',
    );
    await screenshot(page, `campaign-${device}-en`, true);
    expect(page.troubles).toEqual([]);
  });

  test('opens the missing by name, and a link to them opens the same view', async () => {
    const page = await visit('?sheet=missing');
    const sheet = await page.locator('dialog.sheet').innerText();
    expect(sheet).toContain('央广网');
    expect(sheet).toContain('津云');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('dialog.sheet[open]').count()).toBe(0);
    expect(page.troubles).toEqual([]);
  });

  test('leads from an episode to its placements and their readings', async () => {
    const page = await visit('?sheet=episode:education');
    const sheet = page.locator('dialog.sheet');
    await expect.poll(() => sheet.locator('table tbody tr').count()).toBeGreaterThan(15);
    await sheet.locator('table tbody tr a').first().click();
    await expect.poll(() => page.url()).toContain('placement:');
    await expect.poll(() => sheet.locator('table tbody tr').count()).toBeGreaterThan(5);
    expect(page.troubles).toEqual([]);
  });

  test('re-tells an earlier evening', async () => {
    const page = await visit('?asOf=2022-12-10T12:00:00.000Z');
    expect((await page.locator('h1').innerText()).replaceAll(/\s+/g, '')).toContain(
      '截至2022年12月10日20:00',
    );
    expect(page.troubles).toEqual([]);
  });
});
