import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Readings } from '../../dashboards/api/contract.ts';
import { openBrowser, openPage, settle, type Visit, type VisitedPage } from '../setup/browser.ts';
import { CAMPAIGN, DESKTOP, expectAccessible, PHONE, plain } from './pages.ts';
import { openPlacementWorld, type PlacementWorld } from './placement-world.ts';

let world: PlacementWorld;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: VisitedPage;
beforeAll(async () => {
  [world, browser] = await Promise.all([openPlacementWorld(), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});
const visit = async (path: string, how: Visit = DESKTOP, url = world.url): Promise<void> => {
  await page?.context().close();
  page = await openPage(browser, how);
  await page.goto(`${url}${path}`);
  await settle(page);
};
const sheet = () => page.locator('dialog.sheet');
const waiting = () => page.locator('.waiting');
const sign = async (reason: string | null) => {
  if (reason !== null) await sheet().getByLabel('理由').fill(reason);
  await sheet().getByLabel('签名').fill('值班编辑');
  await sheet().locator('button[type=submit]').click();
};
const done = () => sheet().getByRole('button', { name: '完成' }).click();
const claim = async (): Promise<string> => plain(await page.locator('.claim-wording').innerText());
const decided = async (): Promise<string[]> => {
  await sheet().locator('.decided').waitFor();
  return (await sheet().locator('.judged').allInnerTexts()).map(plain);
};
const decide = (row: number) =>
  page.locator('#readings tbody tr').nth(row).getByRole('link', { name: /^决定/ }).click();
const newest = async (id: number): Promise<Readings['readings']> =>
  ((await (await fetch(`${world.url}/api/v1/placements/${id}/readings`)).json()) as Readings).readings;

test('a reading that waits stands under the figure; what is chosen, is said before and seen at once after', async () => {
  await visit(`/placements/${world.doubted}`, PHONE);
  expect(await claim()).toBe('播放量5.4万–8.9万');
  expect(plain(await waiting().innerText())).toBe(
    '有1条读数等人决定12月6日18:00，平台写的是“54065”，比此前低得多。再读一次若仍是这样，规则会确认它；也可由人决定。' +
      '此前接受的是89,027（12月6日17:00）。现在计为54,065–89,027。决定再问一次平台看原始应答',
  );
  await waiting().getByRole('link', { name: '决定' }).click();
  // Nothing is chosen for whoever decides.
  expect(await sheet().locator('button[type=submit]').isDisabled()).toBe(true);
  expect((await sheet().locator('.decide-choice label').allInnerTexts()).map(plain)).toEqual([
    '剔除：不计入它的计数将为89,027·这条读数不计入，以它之前被接受的读数为准；不再待确认。',
    '接受：它就是计数它的计数将为54,065·从这条读数起按它计数，总量随之改变。',
  ]);
  await sheet().getByLabel('接受：它就是计数').check();
  await sheet().locator('button[type=submit]').click();
  expect(await sheet().locator('.field-note.wrong').count()).toBe(2);
  await sign('平台后台核对');
  expect(await decided()).toEqual([
    '待确认大幅下降，待下一次读数确认计为54,065–89,027',
    '接受人工接受计为54,065',
  ]);
  await done();
  await expect.poll(claim).toBe('播放量5.4万');
  expect(await waiting().count()).toBe(0);
  expect(page.troubles).toEqual([]);
});

test('a decision is undone, and the doubt is back', async () => {
  await visit(`/placements/${world.doubted}`);
  await decide(0);
  expect(await sheet().locator('input[type=radio]').count()).toBe(2);
  await sheet().getByLabel('撤销人工决定').check();
  await sign('核对有误');
  expect(await decided()).toEqual([
    '接受人工接受计为54,065',
    '待确认大幅下降，待下一次读数确认计为54,065–89,027',
  ]);
  await done();
  await expect.poll(claim).toBe('播放量5.4万–8.9万');
  expect(page.troubles).toEqual([]);
});

test('the platform is asked again: the same fall once more is confirmed, and counts', async () => {
  await visit(`/placements/${world.doubted}`, PHONE);
  await waiting().getByRole('link', { name: '再问一次平台' }).click();
  await expectAccessible(page);
  await sign(null);
  await expect
    .poll(async () => plain(await sheet().locator('.decided-title').innerText()), { timeout: 20_000 })
    .toBe('采集结束，读数已列在下面。');
  await done();
  await expect.poll(claim).toBe('播放量5.4万');
  expect(await waiting().count()).toBe(0);
  const [last, before] = await newest(world.doubted);
  expect(last?.observedAt.localeCompare('2022-12-06T10:00:00.000Z')).toBe(1);
  expect([last?.verdict, before?.text, before?.reason]).toEqual(['accepted', '54065', 'fall-confirmed']);
  expect(page.troubles).toEqual([]);
});

test('a zero is taken out without a wrong click: the cautious choice stands first, and nothing waits any more', async () => {
  await visit(`/placements/${world.blank}`);
  expect(plain(await waiting().locator('p').first().innerText())).toBe(
    '12月6日18:00，平台写的是“0”，可能是接口故障；零不会自动采用。' +
      '此前接受的是不少于100,001（12月6日17:00）。现在计为不少于100,001。',
  );
  await waiting().getByRole('link', { name: '决定' }).click();
  await sheet().locator('input[type=radio]').first().check();
  await sign('客户端显示异常');
  expect(await decided()).toEqual([
    '待确认平台给出零而无旁证，可能是接口故障计为不少于100,001',
    '待确认人工剔除计为不少于100,001',
  ]);
  await done();
  await expect.poll(() => waiting().count()).toBe(0);
  expect(await claim()).toBe('阅读量不少于10万');
  expect(page.troubles).toEqual([]);
});

test('takes an accepted reading out, and sees it in the list', async () => {
  await visit(`/placements/${world.fallen}`);
  await decide(0);
  await sign('页面读错');
  expect(await decided()).toEqual(['接受计为39,062', '待确认人工剔除计为38,739']);
  await done();
  await expect.poll(claim).toBe('播放量3.8万');
  await expect
    .poll(async () => plain(await page.locator('#readings tbody tr').first().innerText()))
    .toContain('人工剔除');
  expect(page.troubles).toEqual([]);
});

test('says why a counter fell', async () => {
  await visit(`/placements/${world.fallen}`);
  await page.getByRole('link', { name: '改分类' }).click();
  await sheet().getByLabel('下降的原因').selectOption('private');
  await sign('作者转为私密');
  await sheet().locator('.decided').waitFor();
  expect((await sheet().locator('.decided dd').allInnerTexts()).map(plain)).toEqual([
    '平台更正（清理虚假播放等）',
    '作品转为不公开',
  ]);
  await done();
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
      ...{ kind: 'correction', by: '值班编辑', reason: '重复统计', placement: world.fallen },
      ...{ low: -500, effectiveAt: '2022-12-06T00:00:00Z' },
    }),
  });
  expect(answer.status).toBe(201);
  await visit(`/placements/${world.fallen}`);
  expect(plain(await page.locator('#adjustments li').innerText())).toContain('−500更正');
  await page.getByRole('link', { name: '撤回' }).click();
  await sign('核实无误');
  await sheet().waitFor({ state: 'detached' });
  await expect
    .poll(async () => plain(await page.locator('#adjustments li').innerText()))
    .toMatch(/已由值班编辑于12月6日18:\d\d撤回：核实无误$/);
  expect(page.troubles).toEqual([]);
});

test('a server that only reads says so, and offers nothing that it would refuse', async () => {
  for (const id of [world.fallen, world.blank]) {
    await visit(`/placements/${id}`, DESKTOP, world.readOnlyUrl);
    expect(plain(await page.locator('#readings .panel-subtitle').innerText())).toContain('本服务只读');
    expect(await page.getByRole('link', { name: /决定|改分类|撤回|再问一次/ }).count()).toBe(0);
  }
  expect(page.troubles).toEqual([]);
});

test('a payload is there under its address, with the reading marked', async () => {
  const [payload] = (await newest(world.fallen)).flatMap(({ payloadId }) => payloadId || []);
  await visit(`/placements/${world.fallen}?sheet=payload:${payload}`);
  expect(await sheet().locator('mark').allInnerTexts()).toEqual(['39062']);
});
