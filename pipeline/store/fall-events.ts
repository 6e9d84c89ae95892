import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { insertRows } from '../clickhouse/insert.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64 } from '../days.ts';
import type { DatedFall } from '../domain/knowledge.ts';
import { METRICS } from '../domain/metrics.ts';
import { type Instant, SOURCES } from '../domain/reading.ts';
import { FALL_CLASSES, type FallClass, type FallEvent } from '../domain/series.ts';
import type { Moment } from './placement-counts.ts';

/** Appends fall events as they became known, to `table` if it is not yet in place; writing one twice changes nothing. */
export const insertFallEvents = (
  db: Database,
  falls: readonly DatedFall[],
  table = 'fall_events',
): Promise<void> =>
  insertRows(
    db,
    table,
    [
      ...IDENTITY,
      'from_low',
      'from_high',
      'class',
      'cause',
      'confirmed_at',
      'known_since',
      'withdrawn',
      'revision',
    ],
    falls.map(fall => ({
      ...identityRow(fall),
      from_low: fall.from.low,
      from_high: fall.from.high,
      class: fall.class,
      cause: fall.cause,
      confirmed_at: dateTime64(fall.confirmedAt),
      known_since: dateTime64(fall.knownSince),
      withdrawn: fall.withdrawn,
      revision: fall.revision,
    })),
  );

/** The class a person gives a fall, signed. */
export type Classification = Pick<FallEvent, 'placementId' | 'metric' | 'source' | 'at' | 'to'> & {
  readonly class: FallClass;
  readonly author: string;
  readonly reason: string;
  readonly recordedAt: Instant;
};

export const insertFallClass = (db: Database, given: Classification): Promise<void> =>
  insertRows(
    db,
    'fall_classes',
    [...IDENTITY, 'class', 'author', 'reason', 'recorded_at'],
    [
      {
        ...identityRow(given),
        class: given.class,
        author: given.author,
        reason: given.reason,
        recorded_at: dateTime64(given.recordedAt),
      },
    ],
  );

const IDENTITY = ['placement_id', 'metric', 'source', 'observed_at', 'to_low', 'to_high'] as const;
const identityRow = ({ placementId, metric, source, at, to }: Omit<Classification, 'class'> | FallEvent) => ({
  placement_id: placementId,
  metric,
  source,
  observed_at: dateTime64(at),
  to_low: to.low,
  to_high: to.high,
});

const instant = z.string().transform(fromDateTime64);
const count = z.coerce.number();

const fallEvents = defineQuery({
  name: 'fall-events',
  params: z.object({ campaign: z.string(), as_of: z.string(), known_at: z.string() }),
  row: z.object({
    placement_id: z.number(),
    metric: z.enum(METRICS),
    source: z.enum(SOURCES),
    observed_at: instant,
    from_low: count,
    from_high: count.nullable(),
    to_low: count,
    to_high: count.nullable(),
    class: z.enum(FALL_CLASSES),
    classed_by: z.string(),
    class_reason: z.string(),
    cause: z.enum(['confirmed', 'decided']),
    confirmed_at: instant,
  }),
});

/** A fall event as known at K, with who gave its class; both empty where the rules did. */
export type KnownFall = FallEvent & { readonly classedBy: string; readonly classReason: string };

/** The falls of a campaign as of (T, K), newest first. */
export const readFallEvents = async (
  db: Database,
  campaign: string,
  { asOf, knownAt }: Moment,
): Promise<KnownFall[]> => {
  const rows = await fallEvents(db, { campaign, as_of: dateTime64(asOf), known_at: dateTime64(knownAt) });
  return rows.map(row => ({
    placementId: row.placement_id,
    metric: row.metric,
    source: row.source,
    at: row.observed_at,
    from: { low: row.from_low, high: row.from_high },
    to: { low: row.to_low, high: row.to_high },
    class: row.class,
    classedBy: row.classed_by,
    classReason: row.class_reason,
    cause: row.cause,
    confirmedAt: row.confirmed_at,
  }));
};
