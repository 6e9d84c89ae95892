import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import type { Count } from '../domain/count.ts';
import { METRICS } from '../domain/metrics.ts';
import { type Reading, SOURCES, seriesKey } from '../domain/reading.ts';
import { wantsReread } from '../domain/reasons.ts';
import { type DatedRules, type Rules, rulesAt } from '../domain/rules.ts';
import { judge } from '../domain/verdict.ts';
import type { History } from './assess.ts';

const latestCounts = defineQuery({
  name: 'latest-counts',
  params: z.object({ placements: z.array(z.number()) }),
  row: z.object({
    placement_id: z.number(),
    metric: z.enum(METRICS),
    source: z.enum(SOURCES),
    count_low: z.coerce.number(),
    count_high: z.coerce.number().nullable(),
  }),
});

export type SuspectsOptions = {
  readonly db: Database;
  readonly readHistory: (placementIds: readonly number[]) => Promise<History>;
  readonly rules: readonly DatedRules[];
};

/**
 * The readings just taken that only another reading settles: a large fall that waits, a jump that nobody vouches for.
 * Judged against what is stored now; what still waits in the spool may make one suspect that is not, which costs a
 * request and no more. The histories of a few are read, not of all.
 * @throws QueryError, UnavailableError
 */
export const findSuspects = async (
  { db, readHistory, rules }: SuspectsOptions,
  readings: readonly Reading[],
): Promise<Reading[]> => {
  if (readings.length === 0) return [];
  const placements = [...new Set(readings.map(({ placementId }) => placementId))];
  const counts = new Map(
    (await latestCounts(db, { placements })).map(row => [
      seriesKey({ placementId: row.placement_id, metric: row.metric, source: row.source }),
      { low: row.count_low, high: row.count_high },
    ]),
  );
  const strange = readings.filter(reading => {
    const count = counts.get(seriesKey(reading));
    return count !== undefined && mayBeDoubted(reading, count, rulesAt(rules, reading.recordedAt));
  });
  if (strange.length === 0) return [];
  const history = await readHistory([...new Set(strange.map(({ placementId }) => placementId))]);
  const stored = Map.groupBy(history.readings, seriesKey);
  const decisions = Map.groupBy(history.decisions, seriesKey);
  return strange.filter(reading => {
    const key = seriesKey(reading);
    const judged = judge(
      [...(stored.get(key) ?? []), reading],
      decisions.get(key) ?? [],
      rulesAt(rules, reading.recordedAt),
    );
    const own = judged.find(
      ({ observedAt, low }) => observedAt === reading.observedAt && low === reading.low,
    );
    return own !== undefined && wantsReread(own.judgement);
  });
};

/** Below what the series counts as, or above it by more than a jump needs: the only ones the rules can doubt so. */
const mayBeDoubted = ({ low, high }: Count, count: Count, { jump }: Rules): boolean =>
  (high !== null && high < (count.high ?? count.low)) ||
  (count.high !== null && low - count.high > jump.over);
