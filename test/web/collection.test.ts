import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { startEmbedded } from '../../pipeline/clickhouse/embedded.ts';
import type { App } from '../../pipeline/jobs/app.ts';
import { runSlot } from '../../pipeline/jobs/run-slot.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { nightly, openNight } from '../pipeline/night.ts';
import { december } from '../pipeline/night-catalogue.ts';
import { openBrowser, openPage, screenshot, settle, type Visit, type VisitedPage } from '../setup/browser.ts';
import { serveNight } from './night-page.ts';
import {
  DESKTOP,
  expectAccessible,
  expectNoSidewaysScroll,
  inLanguage,
  PHONE,
  pagesOfDemo,
  plain,
  VIEWS,
} from './pages.ts';

const open = pagesOfDemo();
const NIGHT = december('06 02:00');
/** The page looks every second while something runs. */
const SOON = { timeout: 10_000 };

describe.each(VIEWS)('on a %s in %s', (device, lang, visit) => {
  test.each(['/collection', '/collection?sheet=collect:all'])(
    '%s can be used by everybody and fits',
    async path => {
      const page = await open(inLanguage(path, lang), visit);
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      await screenshot(page, `collection-${device}-${lang}${path.includes('sheet') ? '-collect' : ''}`);
      expect(page.troubles).toEqual([]);
    },
  );
});

test('the demo’s month: how the last night ended, what is due, and every run with its details', async () => {
  const page = await open('/collection');
  expect(plain(await page.locator('.collection-sentence').innerText())).toBe(
    '12月30日02:00的夜间采集：完整应读76，读到75，平台没有给数1',
  );
  expect(await page.locator('.repair h3').allInnerTexts()).toEqual(['今日头条 · 津云：授权还剩 6 天']);
  expect(await page.locator('#windows').innerText()).toContain(
    '微信公众号：4 个已关闭（7 天），最后的数即为定数。',
  );
  await page.locator('.tool-choice', { hasText: '不完整与失败' }).click();
  await expect.poll(() => new URL(page.url()).search).toBe('?runs=troubled');
  await page.locator('#history tbody a').first().click();
  const sheet = page.locator('dialog.sheet');
  await sheet.locator('.run-ends li').first().waitFor();
  expect(plain(await sheet.locator('.run-ends li').first().innerText())).toContain(
    '网络不通：快手·津云，2个分发',
  );
  expect(page.troubles).toEqual([]);
});

/** A page of a server of its own, which a test may write to. */
const visitNight = async (address: string, visit: Visit = DESKTOP): Promise<VisitedPage> => {
  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  const page = await openPage(browser, visit);
  await page.goto(`${address}/collection`);
  await settle(page);
  return page;
};

const begin = async (page: VisitedPage): Promise<void> => {
  const sheet = page.locator('dialog.sheet');
  await sheet.locator('input[type="text"]').fill('值班编辑');
  await sheet.locator('button[type="submit"]').click();
  await sheet.waitFor({ state: 'detached' });
};

/** Lets a run's first answers pass and holds the rest; returns how to let it go on. */
const holdSpool = (app: App): (() => void) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const append = app.spool.append.bind(app.spool);
  let seen = 0;
  vi.spyOn(app.spool, 'append').mockImplementation(async entry => {
    seen += 1;
    if (seen > 3) await promise;
    await append(entry);
  });
  return resolve;
};

test('an operator repairs a night: first run, its progress, what failed in words, another try, nothing left', async () => {
  const { app, clock, simulators } = await openNight({ server: null, at: december('05 20:00') });
  const page = await visitNight(await serveNight(app));
  expect(plain(await page.locator('.collection-none').innerText())).toBe(
    '还没有采集过采集之后，这里会显示每一次读到多少、缺什么、为什么。第一次夜间采集在12月6日02:00，也可以现在就采集。',
  );
  await screenshot(page, 'collection-first');

  clock.set(NIGHT);
  const restore = [
    simulators.fault({ platform: 'kuaishou', kind: 'status', status: 503 }),
    simulators.fault({ platform: 'jinyun', kind: 'wrong-shape' }),
  ];
  const go = holdSpool(app);
  await page.locator('.page-actions a').click();
  await begin(page);
  const live = page.locator('.collection-live');
  await live.waitFor();
  expect(await page.locator('.page-actions a').count()).toBe(0);
  expect((await live.locator('.progress-label').allInnerTexts()).sort()).toEqual(
    ['快手', '抖音', '津云'].sort(),
  );
  await screenshot(page, 'collection-live');
  // It goes on without the page, and is there when somebody comes back.
  await page.locator('.top-nav a').first().click();
  await page.locator('.campaigns').waitFor();
  await page.goBack();
  await live.waitFor();
  go();
  await live.waitFor({ state: 'detached' });

  const titles = () => page.locator('.repair h3').allInnerTexts();
  await expect.poll(titles, SOON).toEqual(['津云：应答读不懂，3 个分发', '快手：网络不通，1 个分发']);
  await expect
    .poll(async () => plain(await page.locator('.collection-sentence').innerText()), SOON)
    .toContain('不完整应读6，读到2，失败4');
  await expectAccessible(page);
  await screenshot(page, 'collection-repair');

  for (const undo of restore) undo();
  clock.set(NIGHT + 300_000);
  await page.locator('#rejects tbody a').first().click();
  await page.locator('dialog.sheet .evidence').waitFor();
  await expectAccessible(page);
  await screenshot(page, 'collection-reject', false);
  await page.locator('dialog.sheet a.button').click();
  await page.locator('dialog.sheet button[type="submit"]').click();
  await expect.poll(titles, SOON).not.toContain('津云：应答读不懂，3 个分发');
  await page.locator('.repair-action a').first().click();
  await page.locator('dialog.sheet button[type="submit"]').click();
  await page.locator('.repair-none').waitFor();
  await expect
    .poll(async () => plain(await page.locator('#rejects tbody').innerText()), SOON)
    .toContain('12月6日02:05已读到');
  expect(page.troubles).toEqual([]);
});

test('a run is stopped on the page: what was read is kept, and the ledger says by whom', async () => {
  const { app, clock } = await openNight({ server: null, at: december('05 20:00') });
  const page = await visitNight(await serveNight(app));
  clock.set(NIGHT);
  const go = holdSpool(app);
  await page.locator('.page-actions a').click();
  await begin(page);
  const live = page.locator('.collection-live');
  await live.locator('.progress-foot button').click();
  const sheet = page.locator('dialog.sheet');
  await sheet.locator('button.destructive').waitFor();
  await expectAccessible(page);
  await screenshot(page, 'collection-stop', false);
  await sheet.locator('button.destructive').click();
  await sheet.waitFor({ state: 'detached' });
  await expect.poll(async () => plain(await live.innerText()), SOON).toContain('由值班编辑中止');
  expect(await live.locator('.progress-foot button').count()).toBe(0);
  go();
  await live.waitFor({ state: 'detached' });
  await page.locator('#history tbody a').first().click();
  await sheet.locator('.run-remarks').waitFor();
  expect(plain(await sheet.locator('.run-remarks').innerText())).toMatch(
    /^由值班编辑中止，\d+个没有问，已读到的都保留值班编辑发起$/,
  );
  expect(page.troubles).toEqual([]);
});

test('a consent code is entered on the page: refused in words, then taken, and never shown', async () => {
  const { app, config } = await openNight({ server: null });
  const page = await visitNight(await serveNight(app), PHONE);
  const row = page.locator('#authorisations tbody tr', { hasText: '快手' });
  await row.locator('a').click();
  const sheet = page.locator('dialog.sheet');
  const code = sheet.locator('input[type=password]');
  await code.fill('no-such-code');
  await sheet.locator('input[autocomplete=name]').fill('值班编辑');
  await sheet.locator('button[type=submit]').click();
  await sheet.locator('.problem').waitFor();
  expect(await sheet.locator('.problem').innerText()).toContain('没有换得授权');
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await code.fill(config.platforms.kuaishou?.codes['kuaishou-jinyun'] ?? '');
  await sheet.locator('button[type=submit]').click();
  await sheet.getByText('授权成功').waitFor();
  expect(await sheet.innerText()).not.toContain(config.platforms.kuaishou?.codes['kuaishou-jinyun']);
});

test('a server that only reads has no button and says where to collect', async () => {
  const { app } = await openNight({ server: null });
  await runSlot(app, 'nightly', nightly(NIGHT));
  const page = await visitNight(await serveNight(app, { isReadOnly: true }), PHONE);
  expect(await page.locator('a.button').count()).toBe(0);
  expect(await page.locator('.notice').innerText()).toContain('本服务只读');
  await expectNoSidewaysScroll(page);
  expect(page.troubles).toEqual([]);
});

test('with the database away the page still says what runs, what waits on disk, and how to go on', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'renci-away-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const server = await startEmbedded({ dir, log: silentLogger });
  onTestFinished(server.stop);
  const { url, username, password } = server;
  const { app, clock } = await openNight({ server: { url, username, password, database: 'renci' } });
  await runSlot(app, 'nightly', nightly(NIGHT));
  const address = await serveNight(app);
  await server.stop();
  clock.set(NIGHT + 3_600_000);
  await runSlot(app, 'everything', { slot: NIGHT + 3_600_000, trigger: 'manual', job: '' });
  clock.set(NIGHT + 7_200_000);
  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  const page = await openPage(browser, DESKTOP);
  await page.goto(`${address}/collection`);
  await page.locator('#repair .problem').waitFor({ timeout: 30_000 });
  expect(plain(await page.locator('.collection-waiting').innerText())).toContain(
    '自12月6日03:00起的读数还没有入库',
  );
  expect(plain(await page.locator('#repair').innerText())).toContain('数据库暂时连不上');
  await screenshot(page, 'collection-away');
});
