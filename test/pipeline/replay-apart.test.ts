import { expect, test } from 'vitest';
import { renderTotals } from '../../pipeline/cli/totals-text.ts';
import { HOUR } from '../../pipeline/days.ts';
import { apartOf } from '../../pipeline/domain/apart.ts';
import type { Catalogue, Placement, ReplayRule, Work } from '../../pipeline/domain/catalogue.ts';
import { addCorrection } from '../../pipeline/jobs/adjust.ts';
import { comparePublication } from '../../pipeline/jobs/compare-publication.ts';
import { readEqualAge } from '../../pipeline/jobs/equal-age.ts';
import { findCampaign } from '../../pipeline/jobs/figures.ts';
import { readGrowth } from '../../pipeline/jobs/growth.ts';
import { verifyPublication } from '../../pipeline/jobs/publications.ts';
import { publish } from '../../pipeline/jobs/publish.ts';
import { recount } from '../../pipeline/jobs/recount.ts';
import { readSeries } from '../../pipeline/jobs/series.ts';
import { readTotals } from '../../pipeline/jobs/totals.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { readPlacements } from '../../pipeline/store/catalogue.ts';
import type { Run } from '../../pipeline/store/runs.ts';
import { apiOn } from '../dashboards/api-world.ts';
import { read, refusal, store } from '../domain/pitfall-world.ts';
import { asOfParams, select } from '../sql/select.ts';
import { openNight } from './night.ts';
import { campaignOf, december } from './night-catalogue.ts';

const NIGHT = december('10 12:00');
const REPLAY = 30_000;

const base = campaignOf([['jinyun', 'jinyun-app', 'replay-1', 'replay']]);
const [replay] = base.placements as [Placement];
const [clip] = base.works as [Work];
const WORLD: Catalogue = {
  ...base,
  works: [...base.works, { ...clip, id: 'live', kind: 'live', title: '直播' }],
  placements: [
    replay,
    { ...replay, externalId: 'live-1', workId: 'live', metric: 'live_entries' },
    { ...replay, externalId: 'clip-1', workId: 'clip' },
    { ...replay, externalId: 'trailer-1', workId: 'trailer' },
  ],
};

/** A run that ended at the present, and leaves the totals it arrived at. */
const RUN: Run = {
  ...{ id: 'run', slot: NIGHT, trigger: 'manual', job: '', state: 'complete', startedAt: NIGHT - 1 },
  ...{ endedAt: NIGHT, expected: 4, read: 4, missed: 0, failed: 0, summary: '', version: 1 },
};

const ruled = (catalogue: Catalogue, rule: ReplayRule): Catalogue => ({
  ...catalogue,
  platforms: catalogue.platforms.map(each =>
    each.id === 'jinyun' ? { ...each, replayInLiveCount: rule } : each,
  ),
});

/** Each of the four counters read on the 6th and, twice as high, on the 8th. */
const open = async (catalogue: Catalogue) => {
  const night = await openNight({ catalogue, at: NIGHT });
  const counts = [REPLAY, 5_000, 700, 40];
  await store(
    night.app,
    ...counts.flatMap((count, index) => {
      const of = { placementId: index + 1, ...(index === 1 && { metric: 'live_entries' as const }) };
      return [read('06 02:00', count / 2, of), read('08 02:00', count, of)];
    }),
  );
  return night;
};

test.each([
  ['no', 35_740, 0],
  ['yes', 5_740, 1],
  ['unknown', 5_740, 1],
] as const)(
  'where the live count holds a replay: %s, every road gives one total',
  async (rule, whole, apart) => {
    const { app } = await open(ruled(WORLD, rule));
    const campaign = await findCampaign(app.db, undefined);
    const { asOf, knownAt } = await app.now();
    const exact = { low: whole, high: whole };
    const { get } = apiOn(app.db, { now: () => app.now() });
    const ask = async (path: string) => (await get(`/api/v1/campaigns/night${path}`)).body as never;

    const now = await readTotals(app, {});
    const past = await readTotals(app, { asOf: december('09 12:00'), knownAt });
    for (const { total, episodes, campaignLevel, platforms, coverage } of [now, past]) {
      expect([total.low, total.high, coverage.expected]).toEqual([whole, whole, 4 - apart]);
      expect(episodes.reduce((sum, { low }) => sum + low, 0) + campaignLevel.low).toBe(whole);
      expect(platforms.reduce((sum, { low }) => sum + low, 0)).toBe(whole);
    }
    expect(now.apart.map(({ why, low, high }) => [why, low, high])).toEqual(
      apart === 0 ? [] : [[rule === 'yes' ? 'in_live' : 'unknown', REPLAY, REPLAY]],
    );
    expect(renderTotals(now).includes('单列未计入 listed apart, not added:\n  30,000  津云')).toBe(
      apart === 1,
    );

    const [row] = await select(
      app.db,
      `SELECT low, high, expected, apart, apart_low, apart_high
     FROM totals_as_of(as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')}, formula = 'video_view_times@1')`,
      asOfParams(asOf, knownAt),
    );
    const left = apart === 0 ? null : String(REPLAY);
    expect(row).toEqual({
      ...{ low: String(whole), high: String(whole), expected: String(4 - apart) },
      ...{ apart: String(apart), apart_low: left, apart_high: left },
    });

    const days = ((await ask('/daily')) as { days: { date: string; low: number; expected: number }[] }).days;
    expect(days.slice(-3).map(({ low, expected }) => [low, expected])).toEqual([
      ...[1, 2, 3].map(() => [whole, 4 - apart]),
    ]);
    const series = await readSeries(
      app.db,
      campaign,
      { grain: 'day', from: december('09 00:00'), scope: { kind: 'campaign' } },
      { asOf, knownAt },
    );
    expect(series.samples.at(-1)?.known).toEqual(exact);
    const { kinds } = (await ask('/kinds')) as { kinds: { kind: string; low: number }[] };
    expect(kinds.some(({ kind }) => kind === 'replay')).toBe(apart === 0);

    const growth = await readGrowth(app.db, campaign, { from: december('07 00:00'), to: asOf, knownAt });
    expect(growth.growth).toEqual({ low: whole / 2, high: whole / 2 });
    const { episodes } = await readEqualAge(app.db, campaign, { asOf, knownAt });
    expect(episodes[0]?.ages[2]?.total).toEqual({ low: whole - 40, high: whole - 40 });

    await app.spool.append({ run: RUN });
    expect(await app.drain()).toBe(true);
    const stored = await select(app.db, 'SELECT low, expected FROM campaign_totals FINAL');
    expect(stored).toEqual([{ low: String(whole), expected: 4 - apart }]);
    expect((await recount(app, { check: true })).totals).toBe(0);
  },
);

test('the curve of one replay is its own, and a correction of what is in no total is refused', async () => {
  const { app } = await open(WORLD);
  const campaign = await findCampaign(app.db, undefined);
  const series = await readSeries(
    app.db,
    campaign,
    { grain: 'day', from: december('09 00:00'), scope: { kind: 'placement', id: 1 } },
    await app.now(),
  );
  expect(series.samples.at(-1)?.known).toEqual({ low: REPLAY, high: REPLAY });
  const correction = {
    by: '值班编辑',
    reason: '核对',
    placement: 1,
    low: -5,
    effectiveAt: december('09 00:00'),
  };
  expect(await refusal(addCorrection(app, correction))).toBe(
    'ConfigError: Placement 1 is listed apart and in no total: the count of its live show may hold it. There is nothing to correct.',
  );
});

test('a publication freezes what it leaves out, verifies, and names a change of the rule as such', async () => {
  const { app, clock } = await open(WORLD);
  clock.set(NIGHT + HOUR);
  const published = await publish(app, { asOf: NIGHT, knownAt: NIGHT, by: 'duty editor' });
  expect([
    published.low,
    published.total.lines.map(({ externalId, apart, count }) => [externalId, apart, count?.low]),
  ]).toEqual([
    5_740,
    [
      ['replay-1', 'unknown', REPLAY],
      ['live-1', undefined, 5_000],
      ['clip-1', undefined, 700],
      ['trailer-1', undefined, 40],
    ],
  ]);
  clock.set(NIGHT + 2 * HOUR);
  await applyCatalogue(app.db, ruled(WORLD, 'no'), NIGHT + 2 * HOUR);
  const { ok, differences } = await verifyPublication(app.db, published.id);
  expect([ok, differences]).toEqual([true, []]);
  clock.set(NIGHT + 3 * HOUR);
  const { revision } = await comparePublication(app.db, published.id, {
    asOf: NIGHT,
    knownAt: NIGHT + 3 * HOUR,
  });
  expect([
    revision.change,
    revision.lines.map(({ externalId, before, after, why }) => [externalId, before, after, why]),
  ]).toEqual([
    { low: REPLAY, high: REPLAY },
    [['replay-1', null, { low: REPLAY, high: REPLAY }, ['replay-rule']]],
  ]);
});

test('a rule of one catalogue re-decides the replays of every campaign; one that says nothing leaves it', async () => {
  const { app } = await openNight({ catalogue: WORLD, at: NIGHT });
  const decided = async () => (await readPlacements(app.db)).map(({ id, apart }) => [id, apart]);
  const others = [2, 3, 4].map(id => [id, undefined]);
  expect(await decided()).toEqual([[1, 'unknown'], ...others]);
  const second = campaignOf([['jinyun', 'jinyun-app', 'other-1', 'clip']], 'second');
  await applyCatalogue(app.db, ruled(second, 'yes'), NIGHT + 1);
  expect(await decided()).toEqual([[1, 'in_live'], ...others, [5, undefined]]);
  await applyCatalogue(app.db, WORLD, NIGHT + 2);
  expect(await decided()).toEqual([[1, 'in_live'], ...others, [5, undefined]]);
});

test('a live show that is registered later sets its replay apart, from then on', async () => {
  const [only] = WORLD.placements as [Placement];
  const { app } = await openNight({ catalogue: { ...WORLD, placements: [only] }, at: NIGHT });
  expect((await readPlacements(app.db)).map(({ apart }) => apart)).toEqual([undefined]);
  await applyCatalogue(app.db, { ...WORLD, placements: WORLD.placements.slice(1, 2) }, NIGHT);
  expect((await readPlacements(app.db)).map(({ externalId, apart }) => [externalId, apart])).toEqual([
    ['replay-1', 'unknown'],
    ['live-1', undefined],
  ]);
});

test('a replay is apart from a live show of its own episode, on its own platform, counted in view-times, alone', () => {
  const work = (id: string, kind: Work['kind'], episodeId: string | null, campaignId = 'c') => ({
    ...{ id, kind, episodeId, campaignId },
  });
  const works = [
    work('live', 'live', 'e'),
    work('replay', 'replay', 'e'),
    work('other', 'replay', 'f'),
    work('trailer', 'replay', null),
    work('opening', 'live', null),
    work('replay', 'replay', 'e', 'd'),
  ];
  const at = (workId: string, platformId = 'p', metric: Placement['metric'] = 'plays', campaignId = 'c') => ({
    ...{ workId, platformId, metric, campaignId },
  });
  const live = [at('live', 'p', 'live_entries'), at('opening'), at('live', 'radio', 'listening_rate')];
  const asked = [
    at('replay'),
    at('other'),
    at('trailer'),
    at('replay', 'q'),
    at('replay', 'p', 'reads'),
    at('replay', 'p', 'plays', 'd'),
    at('replay', 'radio'),
    at('live'),
  ];
  const decide = apartOf(works, [...live, ...asked.slice(0, 7)], []);
  expect(asked.map(decide)).toEqual(['unknown', ...Array.from({ length: 7 }, () => null)]);
});
