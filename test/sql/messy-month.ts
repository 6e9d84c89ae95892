import type { Database } from '../../pipeline/clickhouse/client.ts';
import { DAY, HOUR } from '../../pipeline/days.ts';
import type { Metric } from '../../pipeline/domain/metrics.ts';
import type { Reading, SeriesDecision, Source } from '../../pipeline/domain/reading.ts';
import { Assessor } from '../../pipeline/jobs/assess.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { insertDecisions, readDecisions } from '../../pipeline/store/decisions.ts';
import { insertMisses } from '../../pipeline/store/evidence.ts';
import {
  insertReadings,
  insertVerdicts,
  readHistory,
  rewriteRollups,
} from '../../pipeline/store/readings.ts';
import { writeReference } from '../../pipeline/store/reference.ts';
import { readTails } from '../../pipeline/store/series-tails.ts';
import { mulberry32 } from '../simulators/random.ts';
import { at, catalogueOf, miss, reading, ZONE } from './seed.ts';

/** When the placements of the messy month were registered. */
export const REGISTERED = at('12-18 08:00');
/** When everything of it is known. */
export const LATER = at('12-31 23:59') + 30 * DAY;
/** Placements 1 to 24, by number. */
export const PLACEMENTS = 24;

const HIDDEN = 2;
const STATED = 8;
const REMOVED = 11;
const ZEROS = 22;
const NEVER_READ = 23;

const metricOf = (placementId: number): Metric =>
  placementId % 6 === 0 ? 'reads' : placementId % 5 === 0 ? 'live_entries' : 'plays';

/**
 * Twelve days of a messy month, seeded: two sources, gaps of days, zeros, falls that stay and falls that do not,
 * open ends, statements, and readings that arrive a day or more late. In order of arrival.
 */
export const messyMonth = (): Reading[] => {
  const random = mulberry32(20_221_230);
  const readings: Reading[] = [];
  for (let placementId = 1; placementId <= PLACEMENTS; placementId += 1) {
    if (placementId === NEVER_READ) continue;
    const metric = metricOf(placementId);
    const sources: Source[] =
      placementId === STATED ? ['statement'] : placementId % 3 === 0 ? ['api', 'page'] : ['api'];
    let count = Math.floor(random() * 5_000) + 1_000;
    for (let hour = 0; hour < 12 * 24; hour += 5 + Math.floor(random() * 40)) {
      count += Math.floor(random() * 900);
      if (placementId === HIDDEN && hour > 36) break;
      for (const source of sources) {
        // The interface of some goes quiet after four days, so that the page takes over.
        if (source === 'api' && placementId % 6 === 3 && hour > 96) continue;
        const chance = random();
        const value =
          chance < 0.06 || placementId === ZEROS ? 0 : chance < 0.14 ? Math.floor(count / 3) : count;
        const observedAt = at('12-18 09:00') + hour * HOUR;
        const late = random() < 0.1 ? Math.floor(random() * 3 * DAY) : 0;
        const { revision, judgement, ...bare } = reading({
          placementId,
          metric,
          source,
          observedAt,
          recordedAt: observedAt + 1_000 + late,
          low: value,
          // One shows “10万+” for two days.
          high: placementId === 4 && hour >= 96 && hour < 150 ? null : value,
          othersPositive: chance > 0.03 && placementId !== ZEROS,
          intervalS: random() < 0.1 ? 7 * 86_400 : 86_400,
        });
        readings.push(bare);
        if (chance >= 0.06 && chance < 0.1) count = value;
      }
    }
  }
  return readings.toSorted((a, b) => a.recordedAt - b.recordedAt);
};

/** Answers without a value: failures, hidden and absent items, a removal. */
export const messyMisses = () => {
  const random = mulberry32(7);
  const lateness = mulberry32(8);
  const statuses = ['failed', 'failed', 'hidden', 'hidden', 'hidden', 'absent'] as const;
  return Array.from({ length: 260 }, (_, index) => {
    const placementId = 1 + (index % PLACEMENTS);
    const status =
      placementId === HIDDEN ? 'hidden' : (statuses[Math.floor(random() * statuses.length)] ?? 'failed');
    const source = random() < 0.2 ? 'page' : 'api';
    const missedAt = at('12-18 09:30') + Math.floor(random() * 12 * DAY);
    return miss({
      placementId,
      metric: metricOf(placementId),
      source,
      at: missedAt,
      recordedAt: missedAt + (lateness() < 0.2 ? Math.floor(lateness() * 3 * DAY) : 0),
      status: placementId === REMOVED && index > 200 ? 'removed' : status,
      kind: status === 'failed' ? 'network' : '',
      reason: `answer ${index}`,
    });
  });
};

/** Registers its placements. */
export const registerMessyMonth = async (db: Database): Promise<void> => {
  await writeReference(db, REGISTERED);
  await applyCatalogue(
    db,
    catalogueOf({
      episodes: [{ id: 'called-off', status: 'cancelled' }],
      works: [{ id: 'w' }, { id: 'lost', episodeId: 'called-off' }],
      placements: Array.from({ length: PLACEMENTS }, (_, index) => ({
        externalId: `item-${index + 1}`,
        workId: index === 6 ? 'lost' : 'w',
        metric: metricOf(index + 1),
        publishedAt: index % 4 === 0 ? at('12-20 20:00') : at('12-18 09:00'),
      })),
    }),
    REGISTERED,
  );
};

/** A second person confirms most of what a partner told, a minute after it was taken down. */
const confirmationsOf = (readings: readonly Reading[]): SeriesDecision[] =>
  readings
    .filter(({ source }, index) => source === 'statement' && index % 4 !== 0)
    .map(
      ({ placementId, metric, source, observedAt, recordedAt, low, high }): SeriesDecision => ({
        ...{ placementId, metric, source, observedAt, low, high, decision: 'accept' },
        ...{ author: 'second editor', reason: 'checked with the file', recordedAt: recordedAt + 60_000 },
      }),
    );

/** Stores it as the drain does, a day of arrivals at a time. */
export const storeMessyMonth = async (db: Database): Promise<void> => {
  await registerMessyMonth(db);
  const assessor = new Assessor({
    readHistory: async placements => ({
      readings: await readHistory(db, placements),
      decisions: await readDecisions(db, placements),
    }),
    readTails: (placements, windowMs) => readTails(db, placements, windowMs),
    zoneOf: () => ZONE,
    rules: () => [],
  });
  for (const [, batch] of Map.groupBy(messyMonth(), ({ recordedAt }) => Math.floor(recordedAt / DAY))) {
    const confirmed = confirmationsOf(batch);
    const assessed = await assessor.assess(batch, confirmed);
    await insertVerdicts(db, assessed.amendments);
    await insertReadings(db, assessed.readings, ZONE);
    await rewriteRollups(db, assessed.latest, assessed.daily, ZONE);
    await insertDecisions(db, confirmed);
  }
  await insertMisses(db, messyMisses());
};
