import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { type JudgedReading, type SeriesDecision, type SeriesKey, seriesKey } from '../domain/reading.ts';
import type { Tail } from '../domain/resume.ts';
import { readDecisions } from './decisions.ts';
import { seriesColumns, seriesOf } from './reading-rows.ts';

const seriesMarks = defineQuery({
  name: 'series-marks',
  params: z.object({ placements: z.array(z.number()), window_ms: z.number() }),
  row: z.object({
    ...seriesColumns,
    first_at: z.number(),
    since: z.number(),
    recorded_at: z.number(),
    revision: z.number(),
    printed_at: z.array(z.number()),
  }),
});

const seriesTails = defineQuery({
  name: 'series-tails',
  params: z.object({
    placements: z.array(z.number()),
    since: z.array(z.number()),
    marked: z.array(z.number()),
    marked_at: z.array(z.number()),
  }),
  // Lists of numbers, not a row a reading: after a restart a night asks for a million of these.
  row: z.object({
    ...seriesColumns,
    revision: z.number(),
    numbers: z.array(z.number()),
    texts: z.array(z.string()),
    reasons: z.array(z.string()),
  }),
});
type Mark = Awaited<ReturnType<typeof seriesMarks>>[number];
type Row = Awaited<ReturnType<typeof seriesTails>>[number];

/** Numbers of one reading: see the query. */
const EACH = 11;
const NONE = -1;

/**
 * The tails of every stored series of some placements, in no order. Run, payload and interval of their readings are left
 * out: no verdict depends on them.
 * @param windowMs how far back accepted readings question a later one, by the rules
 */
export const readTails = async (
  db: Database,
  placementIds: readonly number[],
  windowMs: number,
): Promise<Tail[]> => {
  const [marks, decisions] = await Promise.all([
    seriesMarks(db, { placements: [...placementIds], window_ms: windowMs }),
    readDecisions(db, placementIds),
  ]);
  const decided = new Set(decisions.map(seriesKey));
  return [
    ...(marks.length === 0 ? [] : await tailsOf(db, marks, decided)),
    ...decidedUnread(marks, decisions),
  ];
};

/** A decision may be stored before the reading it is on, whose spool came later. */
const decidedUnread = (marks: readonly Mark[], decisions: readonly SeriesDecision[]): Tail[] => {
  const read = new Set(marks.map(of => seriesKey(seriesOf(of))));
  return decisions
    .filter(of => !read.has(seriesKey(of)))
    .map(({ placementId, metric, source, recordedAt }) => ({
      ...{ placementId, metric, source, recordedAt, revision: 0 },
      ...{ readings: [], before: [], printedAt: [], isWhole: true, isDecided: true },
    }));
};

const tailsOf = async (
  db: Database,
  marks: readonly Mark[],
  decided: ReadonlySet<string>,
): Promise<Tail[]> => {
  const since = new Map<number, number>();
  for (const of of marks)
    since.set(of.placement_id, Math.min(of.since, since.get(of.placement_id) ?? of.since));
  const older = marks.flatMap(of =>
    of.printed_at.flatMap(at => (at < of.since ? [{ id: of.placement_id, at }] : [])),
  );
  const rows = await seriesTails(db, {
    placements: [...since.keys()],
    since: [...since.values()],
    marked: older.map(({ id }) => id),
    marked_at: older.map(({ at }) => at),
  });
  const ofSeries = new Map(rows.map(row => [seriesKey(seriesOf(row)), row]));
  return marks.flatMap((of): Tail[] => {
    const series = seriesOf(of);
    const row = ofSeries.get(seriesKey(series));
    if (!row) return [];
    const readings = row.texts.map((_, place) => readingOf(series, row, place));
    return [
      {
        ...series,
        readings: readings.filter(({ observedAt }) => observedAt >= of.since),
        before: readings.filter(({ observedAt }) => observedAt < of.since),
        isWhole: of.since === of.first_at,
        isDecided: decided.has(seriesKey(series)),
        printedAt: of.printed_at.filter(at => at < of.since),
        recordedAt: of.recorded_at,
        revision: Math.max(of.revision, row.revision),
      },
    ];
  });
};

const readingOf = (series: SeriesKey, { numbers, texts, reasons }: Row, place: number): JudgedReading => {
  const number = (nth: number): number => {
    const found = numbers[place * EACH + nth];
    if (found === undefined) throw new RangeError(`A reading of a tail is cut short at its number ${nth}.`);
    return found;
  };
  const optional = (nth: number): number | null => (number(nth) === NONE ? null : number(nth));
  const [text, reason, low] = [texts[place], reasons[place], optional(8)];
  if (text === undefined || reason === undefined) throw new RangeError('A reading of a tail has no text.');
  return {
    placementId: series.placementId,
    metric: series.metric,
    source: series.source,
    observedAt: number(0),
    recordedAt: number(1),
    low: number(2),
    high: optional(3),
    text,
    step: number(4),
    othersPositive: number(5) === 1,
    publishedAt: optional(6),
    intervalS: 0,
    runId: '',
    payloadId: '',
    judgement: {
      verdict: number(7) === 1 ? 'accepted' : 'held',
      reason,
      count: low === null ? null : { low, high: optional(9) },
      acceptedAt: optional(10),
    },
  };
};
