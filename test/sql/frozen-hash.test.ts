import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../pipeline/days.ts';
import { hashOf } from '../../pipeline/domain/publication.ts';
import { Assessor } from '../../pipeline/jobs/assess.ts';
import { findCampaign } from '../../pipeline/jobs/figures.ts';
import { formTotal } from '../../pipeline/jobs/frozen-total.ts';
import { insertMisses } from '../../pipeline/store/evidence.ts';
import type { Moment } from '../../pipeline/store/placement-counts.ts';
import {
  insertReadings,
  insertVerdicts,
  readHistory,
  rewriteRollups,
} from '../../pipeline/store/readings.ts';
import { readTails } from '../../pipeline/store/series-tails.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { storeMessyChanges } from './messy-changes.ts';
import { messyMisses, messyMonth, registerMessyMonth } from './messy-month.ts';
import { ZONE } from './seed.ts';

const { db } = testDatabase();

test('a total forms again to the same hash, whatever arrives after its K, and however often', async () => {
  await registerMessyMonth(db);
  const campaign = await findCampaign(db, 'year-end');
  const hashAt = async (moment: Moment): Promise<string> =>
    hashOf((await formTotal(db, campaign, moment, 'content_view_times@1')).total);
  const assessor = new Assessor({
    readHistory: async placements => ({ readings: await readHistory(db, placements), decisions: [] }),
    readTails: (placements, windowMs) => readTails(db, placements, windowMs),
    zoneOf: () => ZONE,
    rules: () => [],
  });
  // Both are dated, and known from then on.
  await insertMisses(db, messyMisses());
  await storeMessyChanges(db);
  const frozen: { readonly moment: Moment; readonly hash: string }[] = [];
  const days = [...Map.groupBy(messyMonth(), ({ recordedAt }) => Math.floor(recordedAt / DAY))];
  for (const [day, batch] of days.toSorted(([a], [b]) => a - b)) {
    const { amendments, readings, latest, daily } = await assessor.assess(batch);
    await insertVerdicts(db, amendments);
    await insertReadings(db, readings, ZONE);
    await rewriteRollups(db, latest, daily, ZONE);
    const knownAt = (day + 1) * DAY - 1;
    for (const asOf of [knownAt, knownAt - 31 * HOUR]) {
      const moment = { asOf, knownAt };
      frozen.push({ moment, hash: await hashAt(moment) });
    }
    // The same rows again, as a retry sends them.
    await insertReadings(db, readings, ZONE);
  }
  expect(new Set(frozen.map(({ hash }) => hash)).size).toBe(frozen.length);
  expect(frozen.length).toBeGreaterThan(20);
  const again = await Promise.all(frozen.map(async ({ moment }) => ({ moment, hash: await hashAt(moment) })));
  expect(again).toEqual(frozen);
});
