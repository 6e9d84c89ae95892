import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64 } from '../days.ts';
import type { Instant } from '../domain/reading.ts';
import type { CountedPlacement, Moment } from './placement-counts.ts';

const placementPeak = defineQuery({
  name: 'placement-peak',
  params: z.object({
    placement: z.number(),
    metric: z.string(),
    source: z.string(),
    as_of: z.string(),
    known_at: z.string(),
  }),
  row: z.object({
    peak_low: z.coerce.number(),
    peak_at: z.string().transform(fromDateTime64),
  }),
});

/** The highest lower end a placement was ever accepted at, and the instant of the first reading that reached it. */
export type Peak = { readonly low: number; readonly at: Instant };

/** Of the source that gives the count, as of (T, K); null without a count. */
export const readPeak = async (
  db: Database,
  { placementId, metric, source, count }: CountedPlacement,
  { asOf, knownAt }: Moment,
): Promise<Peak | null> => {
  if (source === null || count === null) return null;
  const [row] = await placementPeak(db, {
    placement: placementId,
    metric,
    source,
    as_of: dateTime64(asOf),
    known_at: dateTime64(knownAt),
  });
  return row ? { low: row.peak_low, at: row.peak_at } : null;
};
