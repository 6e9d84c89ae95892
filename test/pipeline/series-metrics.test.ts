import { expect, test } from 'vitest';
import type { Metric } from '../../pipeline/domain/metrics.ts';
import type { Instant } from '../../pipeline/domain/reading.ts';
import { findCampaign } from '../../pipeline/jobs/figures.ts';
import { readSeries } from '../../pipeline/jobs/series.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { insertFallEvents } from '../../pipeline/store/fall-events.ts';
import { insertReadings } from '../../pipeline/store/readings.ts';
import { writeReference } from '../../pipeline/store/reference.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { at, catalogueOf, DOUYIN, reading, ZONE } from '../sql/seed.ts';

const { db } = testDatabase();
const REGISTERED = at('12-26 08:00');

test('a fall of another metric of the same family is no step of a curve: stricter views fall by themselves', async () => {
  await writeReference(db, REGISTERED);
  await applyCatalogue(
    db,
    catalogueOf({
      episodes: [{ id: 'education' }],
      works: [{ id: 'clip', episodeId: 'education' }],
      platforms: [DOUYIN],
      placements: [{ externalId: 'dy-1', workId: 'clip', publishedAt: at('12-26 09:00') }],
    }),
    REGISTERED,
  );
  const read = (metric: Metric, observedAt: Instant, value: number) =>
    insertReadings(db, [reading({ placementId: 1, metric, observedAt, value })], ZONE);
  for (const [day, plays] of [
    [27, 60_000],
    [28, 40_000],
    [29, 41_000],
  ] as const) {
    await read('plays', at(`12-${day} 10:00`), plays);
    await read('engaged_views', at(`12-${day} 10:00`), plays / 2);
  }
  const fallen = (metric: Metric, from: number, to: number) => ({
    ...({
      placementId: 1,
      metric,
      source: 'api',
      at: at('12-28 10:00'),
      confirmedAt: at('12-29 10:00'),
    } as const),
    ...({ from: { low: from, high: from }, to: { low: to, high: to }, cause: 'confirmed' } as const),
    ...({
      class: 'platform-correction',
      knownSince: at('12-29 10:01'),
      withdrawn: false,
      revision: 0,
    } as const),
  });
  await insertFallEvents(db, [fallen('plays', 60_000, 40_000), fallen('engaged_views', 30_000, 20_000)]);
  const now = at('12-30 08:00');
  const campaign = await findCampaign(db, undefined);
  const steps = await Promise.all(
    [{ kind: 'campaign' } as const, { kind: 'placement', id: 1 } as const].map(async scope => {
      const series = await readSeries(
        db,
        campaign,
        { grain: 'day', scope },
        { asOf: now, knownAt: now, isNow: true },
      );
      return series.intervals.flatMap(interval => interval.steps.map(({ at, change }) => ({ at, change })));
    }),
  );
  const correction = { at: at('12-28 10:00'), change: { low: -20_000, high: -20_000 } };
  expect(steps).toEqual([[correction], [correction]]);
});
