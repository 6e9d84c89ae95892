import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDashboard } from '../../pipeline/cli/dashboard.ts';
import { fromDateTime64 } from '../../pipeline/days.ts';
import { type Demo, runDemo } from '../../pipeline/demo/demo.ts';
import { readTotals } from '../../pipeline/jobs/totals.ts';
import { silentLogger } from '../../pipeline/log.ts';
import type { Served } from '../../pipeline/serve.ts';
import { openBrowser, openPage, screenshot, settle, type Visit } from '../setup/browser.ts';

/**
 * The main job from beginning to end: a month of the reference campaign against the simulated partners, then its page
 * in a real browser. The figures are those of the model's seed: they are the same on every machine, and change when
 * the model does.
 */
const CAMPAIGN = 'year-end-interviews-2022';
let dir: string;
let demo: Demo;
let served: Served;
let browser: Awaited<ReturnType<typeof openBrowser>>;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'renci-demo-'));
  const environment = { data: null, logLevel: null, clickhouse: null };
  demo = await runDemo({ dir, environment, log: silentLogger, say: () => {} });
  served = await openDashboard(demo.app, { host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await served?.close();
  await demo?.close();
  rmSync(dir, { recursive: true, force: true });
});

test('no figure is typed: another seed of the model gives other totals, the same seed the same', async () => {
  const until = Date.parse('2022-12-06T02:00:00+08:00');
  const run = async (name: string, seed?: string) => {
    const short = await runDemo({
      ...{ dir: join(dir, name), environment: { data: null, logLevel: null, clickhouse: null } },
      ...{ log: silentLogger, say: () => {}, until, ...(seed === undefined ? {} : { seed }) },
    });
    await short.close();
    return short.totals.total;
  };
  const [first, again, other] = [await run('first'), await run('again'), await run('other', 'another seed')];
  expect(again).toEqual(first);
  expect(first.low).toBeGreaterThan(0);
  expect(other.low).not.toBe(first.low);
}, 60_000);

describe('the figures', () => {
  test('the headline, its bounds and its coverage', () => {
    const { campaign, asOf, knownAt, formula, total, coverage, simulated } = demo.totals;
    expect({ campaign, asOf, knownAt, formula, total, coverage, simulated }).toEqual({
      campaign: { id: CAMPAIGN, name: '向群众汇报——2022委办局长年终访谈' },
      asOf: '2022-12-30T10:00:00.000Z',
      knownAt: '2022-12-30T10:00:00.000Z',
      formula: 'video_view_times@1',
      total: {
        low: 18_424_822,
        high: 18_439_807,
        wording: { zh: '超过1842万人次', en: 'over 18.42 million view-times' },
      },
      coverage: { expected: 200, fresh: 198, carried: 1, stated: 0, removed: 1, held: 0, never: 0 },
      simulated: true,
    });
  });

  test('eleven episodes and the campaign-level works are the campaign, for both ends; education passed 1.8 million', () => {
    const { episodes, campaignLevel, platforms, total } = demo.totals;
    const ends = (parts: readonly { low: number; high: number | null }[]) => ({
      low: parts.reduce((sum, { low }) => sum + low, 0),
      high: parts.reduce((sum, { high }) => sum + Number(high), 0),
    });
    const whole = { low: total.low, high: total.high };
    expect(episodes.length).toBe(11);
    expect(ends([...episodes, campaignLevel])).toEqual(whole);
    expect(ends(platforms)).toEqual(whole);
    expect(episodes.find(({ id }) => id === 'education')?.low).toBeGreaterThan(1_800_000);
  });

  test('the missing are named, with the reason', () => {
    const named = demo.totals.missing.map(({ platform, state, reason }) => ({ platform, state, reason }));
    expect(named).toEqual([
      {
        platform: '央广网',
        state: 'carried',
        reason: 'simulated-partners-2022-12-30.csv line 29 shows "--" under 数值',
      },
      { platform: '津云', state: 'removed', reason: 'status is "offline"' },
    ]);
  });

  test('SQL says the same as the product', async () => {
    const rows = await demo.app.db.select(
      `SELECT campaign_id, low, high, expected, fresh, carried, removed FROM totals_as_of(
        as_of = '2022-12-30 10:00:00', known_at = '2022-12-30 10:00:00', formula = 'video_view_times@1')`,
      { name: 'analyst' },
    );
    expect(rows).toEqual([
      {
        campaign_id: CAMPAIGN,
        low: '18424822',
        high: '18439807',
        expected: '200',
        fresh: '198',
        carried: '1',
        removed: '1',
      },
    ]);
  });

  test('what was told on any evening is what a question for that moment answers today', async () => {
    const told = (await demo.app.db.select(
      `SELECT as_of, known_at, low, high, fresh, carried, never FROM campaign_totals FINAL
       WHERE toHour(as_of, 'Asia/Shanghai') = 20 ORDER BY as_of`,
      { name: 'told' },
    )) as Record<string, string>[];
    expect(told.length).toBe(26);
    for (const row of told) {
      const asOf = fromDateTime64(String(row.as_of));
      const { total, coverage } = await readTotals(demo.app, {
        asOf,
        knownAt: fromDateTime64(String(row.known_at)),
      });
      expect({
        low: total.low,
        high: total.high,
        fresh: coverage.fresh,
        carried: coverage.carried,
        never: coverage.never,
      }).toEqual({
        low: Number(row.low),
        high: Number(row.high),
        fresh: Number(row.fresh),
        carried: Number(row.carried),
        never: Number(row.never),
      });
    }
  });

  test('a night without Kuaishou is a gap in the ledger, and the next night repairs it', async () => {
    const nights = (await demo.app.db.select(
      `SELECT toDate(slot, 'Asia/Shanghai') AS night, state, failed > 0 AS failures, summary FROM runs FINAL
       WHERE job = 'nightly' AND state != 'complete' ORDER BY slot`,
      { name: 'nights' },
    )) as { night: string; state: string; summary: string }[];
    expect(nights.map(({ state }) => state)).toEqual(nights.map(() => 'incomplete'));
    expect(nights.length).toBe(1);
    expect(nights[0]?.summary).toMatch(/^read \d+ of \d+; .*Kuaishou: \d+ failed \(network ×\d+\)/);
  });
});

const DESKTOP: Visit = { width: 1440 };
const PHONE: Visit = { width: 390 };

describe.each([
  ['desktop', DESKTOP],
  ['phone', PHONE],
])('the page on a %s', (device, visit) => {
  const open = async (search = '') => {
    const page = await openPage(browser, visit);
    await page.goto(`${served.url}/campaigns/${CAMPAIGN}${search}`);
    await settle(page);
    return page;
  };

  test('says how far it reached, with bounds, coverage and that partners are simulated', async () => {
    const page = await open();
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
    const page = await open('?lang=en');
    expect((await page.locator('h1').innerText()).replaceAll(/\s+/g, ' ')).toContain(
      'over 18.42 million view-times',
    );
    await screenshot(page, `campaign-${device}-en`, true);
    expect(page.troubles).toEqual([]);
  });

  test('opens the missing by name, and a link to them opens the same view', async () => {
    const page = await open('?sheet=missing');
    const sheet = await page.locator('dialog.sheet').innerText();
    expect(sheet).toContain('央广网');
    expect(sheet).toContain('津云');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('dialog.sheet[open]').count()).toBe(0);
    expect(page.troubles).toEqual([]);
  });

  test('leads from an episode to its placements and their readings', async () => {
    const page = await open('?sheet=episode:education');
    const sheet = page.locator('dialog.sheet');
    await expect.poll(() => sheet.locator('table tbody tr').count()).toBeGreaterThan(15);
    await sheet.locator('table tbody tr a').first().click();
    await expect.poll(() => page.url()).toContain('placement:');
    await expect.poll(() => sheet.locator('table tbody tr').count()).toBeGreaterThan(5);
    expect(page.troubles).toEqual([]);
  });

  test('re-tells an earlier evening', async () => {
    const page = await open('?asOf=2022-12-10T12:00:00.000Z');
    expect((await page.locator('h1').innerText()).replaceAll(/\s+/g, '')).toContain(
      '截至2022年12月10日20:00',
    );
    expect(page.troubles).toEqual([]);
  });
});
