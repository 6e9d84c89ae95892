import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openPage, settle, type Visit, type VisitedPage } from '../setup/browser.ts';
import type { CatalogueWorld } from './catalogue-world.ts';
import { CAMPAIGN, DESKTOP, PHONE, plain } from './pages.ts';
import { DOUBTED, FALLEN, openPlacementWorld, SAID } from './placement-world.ts';

let world: CatalogueWorld;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: VisitedPage;
beforeAll(async () => {
  [world, browser] = await Promise.all([openPlacementWorld(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});
const visit = async (path: string, how: Visit = DESKTOP): Promise<void> => {
  await page?.context().close();
  page = await openPage(browser, how);
  await page.goto(`${world.url}${path}`);
  await settle(page);
};
const sheet = () => page.locator('dialog.sheet');
const sign = async (reason: string) => {
  await sheet().getByLabel('理由').fill(reason);
  await sheet().getByLabel('签名').fill('值班编辑');
  await sheet().locator('button[type=submit]').click();
};
const claim = async (): Promise<string> => plain(await page.locator('.claim-wording').innerText());
const decided = async (): Promise<string[]> => {
  await sheet().locator('.decided').waitFor();
  return (await sheet().locator('.judged').allInnerTexts()).map(plain);
};
const decide = (row: number) =>
  page.locator('#readings tbody tr').nth(row).getByRole('link', { name: /^决定/ }).click();

test('sees a reading that waits, accepts it, and undoes that: before and after each time', async () => {
  await visit(`/placements/${DOUBTED}`, PHONE);
  const before = await claim();
  expect(before).toBe('播放量7万–13.2万');
  await decide(0);
  await sheet().locator('button[type=submit]').click();
  expect(await sheet().locator('.field-note.wrong').count()).toBe(2);
  await sign('平台后台核对');
  expect(await decided()).toEqual([
    '待确认大幅下降，待下一次读数确认计为70,000–132,000',
    '接受人工接受计为70,000',
  ]);
  await sheet().getByRole('button', { name: '完成' }).click();
  await expect.poll(claim).toBe('播放量7万');
  await decide(0);
  expect(await sheet().locator('input[type=radio]').count()).toBe(2);
  await sheet().getByLabel('撤销人工决定').check();
  await sign('核对有误');
  expect(await decided()).toEqual([
    '接受人工接受计为70,000',
    '待确认大幅下降，待下一次读数确认计为70,000–132,000',
  ]);
  await sheet().getByRole('button', { name: '完成' }).click();
  await expect.poll(claim).toBe(before);
  expect(page.troubles).toEqual([]);
});

test('takes an accepted reading out, and sees it in the list', async () => {
  await visit(`/placements/${FALLEN}`);
  await decide(0);
  await sign('页面读错');
  expect(await decided()).toEqual(['接受计为60,600', '待确认人工剔除计为60,500']);
  await sheet().getByRole('button', { name: '完成' }).click();
  await expect.poll(claim).toBe('播放量6万');
  await expect
    .poll(async () => plain(await page.locator('#readings tbody tr').first().innerText()))
    .toContain('人工剔除');
  expect(page.troubles).toEqual([]);
});

test('says why a counter fell', async () => {
  await visit(`/placements/${FALLEN}`);
  await page.getByRole('link', { name: '改分类' }).click();
  await sheet().getByLabel('下降的原因').selectOption('private');
  await sign('作者转为私密');
  await sheet().locator('.decided').waitFor();
  expect((await sheet().locator('.decided dd').allInnerTexts()).map(plain)).toEqual([
    '平台更正（清理虚假播放等）',
    '作品转为不公开',
  ]);
  await sheet().getByRole('button', { name: '完成' }).click();
  await expect
    .poll(async () => plain(await page.locator('#falls').innerText()))
    .toContain('作品转为不公开值班编辑：作者转为私密');
  expect(page.troubles).toEqual([]);
});

test('withdraws an adjustment, which stays listed', async () => {
  const answer = await fetch(`${world.url}/api/v1/campaigns/${CAMPAIGN}/adjustments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ kind: 'correction', by: '值班编辑', reason: '重复统计', placement: FALLEN },
      ...{ low: -500, effectiveAt: '2022-12-29T00:00:00Z' },
    }),
  });
  expect(answer.status).toBe(201);
  await visit(`/placements/${FALLEN}`);
  expect(plain(await page.locator('#adjustments li').innerText())).toContain('−500更正');
  await page.getByRole('link', { name: '撤回' }).click();
  await sign('核实无误');
  await sheet().waitFor({ state: 'detached' });
  await expect
    .poll(async () => plain(await page.locator('#adjustments li').innerText()))
    .toMatch(/已由值班编辑于12月30日18:00撤回：核实无误$/);
  expect(page.troubles).toEqual([]);
});

test('a payload of the past is there under its address', async () => {
  await visit(`/placements/${DOUBTED}?sheet=payload:${SAID}`);
  expect(await sheet().locator('mark').allInnerTexts()).toEqual(['70000']);
});
