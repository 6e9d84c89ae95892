import { expect, test } from 'vitest';
import { HOUR, localDate } from '../../pipeline/days.ts';
import { exact } from '../../pipeline/domain/count.ts';
import { comparePublication } from '../../pipeline/jobs/compare-publication.ts';
import { readEqualAge } from '../../pipeline/jobs/equal-age.ts';
import { findCampaign } from '../../pipeline/jobs/figures.ts';
import { verifyPublication } from '../../pipeline/jobs/publications.ts';
import { publish } from '../../pipeline/jobs/publish.ts';
import { readSeries } from '../../pipeline/jobs/series.ts';
import { readTotals } from '../../pipeline/jobs/totals.ts';
import { openNight, rowsOf } from '../pipeline/night.ts';
import { campaignOf, december } from '../pipeline/night-catalogue.ts';
import { endsOf, read, store } from './pitfall-world.ts';

const NIGHT = december('08 12:00');
const ONE = campaignOf([['people', 'people-tj', 'a-1', 'replay']]);

test('pitfall 17: a published figure does not drift: it recomputes to its hash, and what came since is a difference beside it', async () => {
  const { app, clock } = await openNight({ catalogue: ONE, at: NIGHT });
  await store(app, read('06 02:00', 88_000));
  clock.set(NIGHT + HOUR);
  const published = await publish(app, { asOf: NIGHT, knownAt: NIGHT, by: 'duty editor' });
  clock.set(december('20 12:00'));
  // A reading of before, that arrives two weeks late.
  await store(app, read('07 02:00', 91_300, { recordedAt: december('20 02:00') }));
  expect(await endsOf(app, { asOf: NIGHT })).toEqual([91_300, 91_300]);
  const { ok, recomputed, recordIntact, differences } = await verifyPublication(app.db, published.id);
  expect({ ok, recomputed, recordIntact, differences, low: published.low }).toEqual({
    ...{ ok: true, recomputed: published.hash, recordIntact: true, differences: [], low: 88_000 },
  });
  const now = { asOf: NIGHT, knownAt: december('20 12:00') };
  expect((await comparePublication(app.db, published.id, now)).revisedText).toEqual({
    ...{ zh: '发布后修正 +3,300 人次', en: 'revised by +3,300 since' },
  });
});

test('pitfall 18: 23:59:59 and 00:00:00 in Beijing are two days, whatever zone the server is in', async () => {
  const { app } = await openNight({ catalogue: ONE, at: NIGHT });
  const zone = process.env.TZ;
  const instants = [december('06 00:00') - 1, december('06 00:00')];
  const days: string[][] = [];
  for (const [i, TZ] of ['America/Los_Angeles', 'Asia/Tokyo', 'UTC'].entries()) {
    process.env.TZ = TZ;
    days.push(instants.map(instant => localDate(instant, 'Asia/Shanghai')));
    const rows = instants.map(observedAt =>
      read('06 00:00', 1_000 + i, { observedAt: observedAt + i * HOUR * 24, recordedAt: NIGHT }),
    );
    await store(app, ...rows);
  }
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
  expect(days).toEqual([1, 2, 3].map(() => ['2022-12-05', '2022-12-06']));
  expect(await rowsOf(app, 'SELECT observed_at, local_date FROM readings ORDER BY observed_at')).toEqual([
    { observed_at: '2022-12-05 15:59:59.999', local_date: '2022-12-05' },
    { observed_at: '2022-12-05 16:00:00.000', local_date: '2022-12-06' },
    { observed_at: '2022-12-06 15:59:59.999', local_date: '2022-12-06' },
    { observed_at: '2022-12-06 16:00:00.000', local_date: '2022-12-07' },
    { observed_at: '2022-12-07 15:59:59.999', local_date: '2022-12-07' },
    { observed_at: '2022-12-07 16:00:00.000', local_date: '2022-12-08' },
  ]);
});

test('pitfall 19: a calendar day between uneven readings is interpolated and said to be an estimate', async () => {
  const { app, clock } = await openNight({ catalogue: ONE, at: NIGHT });
  clock.set(december('10 12:00'));
  // Read at noon of the 6th and, after a day without, at noon of the 8th: 4,800 in 48 hours.
  await store(app, read('06 12:00', 10_000), read('08 12:00', 14_800));
  const asOf = december('08 12:00');
  const { buckets, intervals } = await readSeries(
    app.db,
    await findCampaign(app.db, undefined),
    {
      grain: 'day',
      from: december('07 00:00'),
      to: december('08 00:00'),
      scope: { kind: 'campaign' },
    },
    { asOf, knownAt: december('10 12:00') },
  );
  expect(buckets.map(({ name }) => name)).toEqual(['2022-12-07']);
  expect(intervals.map(({ growth, grown, estimated }) => [growth, grown, estimated])).toEqual([
    [{ low: 2_400, high: 2_400 }, 1, 1],
  ]);
});

test('pitfall 21: episodes are compared at equal age since their broadcast, not by how long they have been up', async () => {
  const [placement] = ONE.placements;
  const [episode] = ONE.episodes;
  if (!placement || !episode) throw new Error('The catalogue has one of each.');
  const later = { ...episode, id: 'civil', number: 2, airedAt: december('08 09:00') };
  const [work] = ONE.works.filter(({ id }) => id === 'replay');
  const catalogue = {
    ...ONE,
    episodes: [episode, later],
    works: [...ONE.works, ...(work ? [{ ...work, id: 'civil-replay', episodeId: 'civil' }] : [])],
    placements: [
      placement,
      { ...placement, externalId: 'a-2', workId: 'civil-replay', publishedAt: december('08 09:00') },
    ],
  };
  const { app, clock } = await openNight({ catalogue, at: NIGHT });
  clock.set(december('09 12:00'));
  const young = (at: string, value: number) => read(at, value, { placementId: 2 });
  await store(app, read('06 09:00', 500), read('09 09:00', 9_000), young('09 09:00', 700));
  const moment = { asOf: december('09 09:00'), knownAt: december('09 12:00') };
  const { episodes } = await readEqualAge(app.db, await findCampaign(app.db, undefined), moment);
  // The older one has more by now, and had less after a day.
  expect((await readTotals(app, moment)).episodes.map(({ id, low }) => [id, low])).toEqual([
    ['education', 9_000],
    ['civil', 700],
  ]);
  const aged = (at: string, value: number) => ({
    ...{ id: '1d', at: december(at), total: exact(value), estimate: exact(value) },
    ...{ expected: 1, counted: 1, read: 1, interpolated: 0 },
  });
  const afterADay = episodes.map(({ episode: { id }, ages }) => [id, ages[1]]);
  expect(afterADay).toEqual([
    ['education', aged('06 09:00', 500)],
    ['civil', aged('09 09:00', 700)],
  ]);
});

test('pitfall 26: a change of definition is named with both rules, and the total across it is smoothed by nothing', async () => {
  const at = (text: string) => Date.parse(text);
  const base = campaignOf([['youtube', 'channel', 'dQw4w9WgXcQ', 'clip']]);
  const catalogue = {
    ...base,
    campaign: { ...base.campaign, startsOn: '2025-03-20', endsOn: '2025-04-10' },
    platforms: [{ id: 'youtube', name: 'YouTube', nameEn: 'YouTube', group: 'commercial' as const }],
    accounts: [{ id: 'channel', platformId: 'youtube', name: '津云' }],
    episodes: base.episodes.map(each => ({ ...each, airedAt: at('2025-03-20T09:00:00+08:00') })),
  };
  const { app, clock } = await openNight({ catalogue, at: NIGHT });
  clock.set(at('2025-04-02T12:00:00+08:00'));
  const reading = (text: string, value: number) =>
    read('06 02:00', value, { observedAt: at(text), recordedAt: at(text) });
  await store(app, reading('2025-03-30T12:00:00+08:00', 1_000), reading('2025-04-02T10:00:00+08:00', 1_900));
  const { total, breaks, definitions } = await readTotals(app, {});
  expect([total.low, breaks]).toEqual([
    1_900,
    [{ date: '2025-03-31', platform: 'youtube', metric: 'plays', before: 1, after: 2 }],
  ]);
  expect(definitions.map(({ version, from, to }) => [version, from, to])).toEqual([
    [1, '2025-03-20', '2025-03-30'],
    [2, '2025-03-31', '2025-04-02'],
  ]);
});
