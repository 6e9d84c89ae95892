import { expect, test } from 'vitest';
import { screenshot } from '../setup/browser.ts';
import { CAMPAIGN, DESKTOP, expectAccessible, PHONE, pagesOfDemo } from './pages.ts';

const open = pagesOfDemo();

test('Ctrl K finds an episode by its organisation; arrow and Enter open it', async () => {
  const page = await open('/collection');
  await page.keyboard.press('Control+k');
  const box = page.locator('dialog.search[open]');
  await box.waitFor();
  await page.keyboard.type('教委');
  await box.locator('.search-result').first().waitFor();
  await expect.poll(() => box.locator('.search-said').innerText()).toContain('条结果');
  await expectAccessible(page);
  await screenshot(page, 'search-desktop-zh', false);
  expect(await box.locator('[aria-selected="true"] .search-name').innerText()).toBe('市教委 · 第 2 期');
  await page.keyboard.press('Enter');
  await expect.poll(() => new URL(page.url()).pathname).toBe(`/campaigns/${CAMPAIGN}/episodes/education`);
  expect(await box.count()).toBe(0);
  expect(page.troubles).toEqual([]);
});

test.each([
  ['desktop', DESKTOP],
  ['phone', PHONE],
])('a pasted platform link finds its placement: %s', async (_device, visit) => {
  const page = await open('/campaigns', visit);
  const { url, id } = await page.evaluate(async path => {
    const { placements } = await (await fetch(path)).json();
    const row = placements.find((one: { url: string }) => one.url.includes('douyin.com/video/'));
    return { url: row.url as string, id: row.placementId as number };
  }, `/api/v1/campaigns/${CAMPAIGN}/placements`);
  await page.locator('.search-open').click();
  await page.locator('dialog.search input').fill(`看看这个 ${url}?previous_page=app_code_link 复制打开`);
  const results = page.locator('.search-result');
  await results.first().waitFor();
  expect(await results.count()).toBe(1);
  await results.click();
  await expect.poll(() => new URL(page.url()).pathname).toBe(`/placements/${id}`);
});

test('a link that nobody registered leads to the catalogue with it', async () => {
  const page = await open('/campaigns');
  await page.keyboard.press('/');
  await page.locator('dialog.search input').fill('https://www.douyin.com/video/7999999999999999999');
  const add = page.locator('.search-said a');
  await add.waitFor();
  expect(await page.locator('.search-said').innerText()).toContain('没有分发使用这个链接。');
  await add.click();
  await expect
    .poll(() => new URL(page.url()).searchParams.get('add'))
    .toBe('https://www.douyin.com/video/7999999999999999999');
});
