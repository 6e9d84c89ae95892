import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64 } from '../days.ts';
import type { Instant } from '../domain/reading.ts';
import type { CountedPlacement, Moment } from './placement-counts.ts';

const instant = z.string().transform(fromDateTime64);
const count = z.coerce.number();
const series = {
  placements: z.array(z.number()),
  metrics: z.array(z.string()),
};

const countingReadings = defineQuery({
  name: 'counting-readings',
  params: z.object({
    ...series,
    sources: z.array(z.string()),
    ats: z.array(z.string()),
    known_at: z.string(),
  }),
  row: z.object({
    placement_id: z.number(),
    reading: z.tuple([instant, count, count.nullable(), z.string(), z.string(), z.string()]),
  }),
});

const lowerEndReadings = defineQuery({
  name: 'lower-end-readings',
  params: z.object({
    ...series,
    sources: z.array(z.string()),
    lows: z.array(z.number()),
    as_of: z.string(),
    known_at: z.string(),
  }),
  row: z.object({
    placement_id: z.number(),
    reading: z.tuple([instant, instant, count, count.nullable(), z.string(), z.string(), z.string()]),
  }),
});

const readingFingerprints = defineQuery({
  name: 'reading-fingerprints',
  params: z.object({ ...series, as_of: z.string(), known_at: z.string() }),
  row: z.object({ placement_id: z.number(), readings: count, fingerprint: z.string() }),
});

/** A reading behind a count; `text` is the count as the platform wrote it. */
export type CountReading = {
  readonly observedAt: Instant;
  readonly recordedAt: Instant;
  readonly low: number;
  readonly high: number | null;
  readonly text: string;
  readonly runId: string;
  readonly payloadId: string;
};

/**
 * The readings behind a count: the one that gives it, and the one that gives its lower end, where that is another: an
 * earlier one that a rounded reading overlaps, the last count before a jump that nothing confirms yet, or a fall in doubt.
 */
export type CountEvidence = { readonly reading: CountReading; readonly lowerEnd: CountReading | null };

type WithCount = CountedPlacement & {
  readonly source: NonNullable<CountedPlacement['source']>;
  readonly count: NonNullable<CountedPlacement['count']>;
  readonly observedAt: Instant;
};

const hasCount = (placement: CountedPlacement): placement is WithCount =>
  placement.source !== null && placement.count !== null && placement.observedAt !== null;

/** The readings behind the counts of placements as of (T, K), by placement; placements without a count have none. */
export const readCountEvidence = async (
  db: Database,
  placements: readonly CountedPlacement[],
  { asOf, knownAt }: Moment,
): Promise<Map<number, CountEvidence>> => {
  const counted = placements.filter(hasCount);
  const known_at = dateTime64(knownAt);
  const rows =
    counted.length === 0
      ? []
      : await countingReadings(db, {
          ...seriesOf(counted),
          ats: counted.map(({ observedAt }) => dateTime64(observedAt)),
          known_at,
        });
  const readings = new Map(rows.map(row => [row.placement_id, row.reading]));
  const composed = counted.filter(({ placementId, count }) => {
    const reading = readings.get(placementId);
    return reading !== undefined && reading[1] !== count.low;
  });
  const lowerRows =
    composed.length === 0
      ? []
      : await lowerEndReadings(db, {
          ...seriesOf(composed),
          lows: composed.map(({ count }) => count.low),
          as_of: dateTime64(asOf),
          known_at,
        });
  const lowerEnds = new Map(lowerRows.map(row => [row.placement_id, toReading(...row.reading)]));
  return new Map(
    counted.flatMap(({ placementId, observedAt }): [number, CountEvidence][] => {
      const reading = readings.get(placementId);
      if (!reading) return [];
      return [
        [
          placementId,
          { reading: toReading(observedAt, ...reading), lowerEnd: lowerEnds.get(placementId) ?? null },
        ],
      ];
    }),
  );
};

const seriesOf = (placements: readonly WithCount[]) => ({
  placements: placements.map(({ placementId }) => placementId),
  metrics: placements.map(({ metric }) => metric),
  sources: placements.map(({ source }) => source),
});

const toReading = (
  observedAt: Instant,
  recordedAt: Instant,
  low: number,
  high: number | null,
  text: string,
  runId: string,
  payloadId: string,
): CountReading => ({ observedAt, recordedAt, low, high, text, runId, payloadId });

/** How many readings a placement's counting metric has, of every source, and the SHA-256 (hex) over all of them. */
export type Fingerprint = { readonly readings: number; readonly fingerprint: string };

/** Of placements that were read, by placement. The whole of their readings is read: for publications, not for pages. */
export const readFingerprints = async (
  db: Database,
  placements: readonly Pick<CountedPlacement, 'placementId' | 'metric'>[],
  { asOf, knownAt }: Moment,
): Promise<Map<number, Fingerprint>> => {
  if (placements.length === 0) return new Map();
  const rows = await readingFingerprints(db, {
    placements: placements.map(({ placementId }) => placementId),
    metrics: placements.map(({ metric }) => metric),
    as_of: dateTime64(asOf),
    known_at: dateTime64(knownAt),
  });
  return new Map(
    rows.map(({ placement_id, readings, fingerprint }) => [placement_id, { readings, fingerprint }]),
  );
};
