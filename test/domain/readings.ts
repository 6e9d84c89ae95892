import { parseCount } from '../../collectors/counts.ts';
import { DAY, HOUR } from '../../pipeline/days.ts';
import type { Decision, JudgedReading, Reading } from '../../pipeline/domain/reading.ts';
import { judge } from '../../pipeline/domain/verdict.ts';

/** 5 December 2022, 00:00 UTC: the month of the reference campaign. */
export const START = Date.UTC(2022, 11, 5);
export const day = (n: number): number => START + n * DAY;
export const hour = (n: number): number => START + n * HOUR;

/** A reading of an old item whose other counters are above 0, from a number or a displayed text. */
export const reading = (observedAt: number, value: number | string, more: Partial<Reading> = {}): Reading => {
  const parsed = parseCount(value, { family: 'play' });
  if (parsed.kind !== 'count') throw new Error(`"${value}" is no count`);
  const { low, high, text, step } = parsed;
  return {
    placementId: 7,
    metric: 'plays',
    source: 'api',
    observedAt,
    recordedAt: observedAt,
    low,
    high,
    text,
    step,
    othersPositive: true,
    publishedAt: START - 100 * DAY,
    intervalS: 86_400,
    runId: 'run',
    payloadId: '',
    ...more,
  };
};

/** One reading a day from day 0. */
export const daily = (...values: readonly (number | string)[]): Reading[] =>
  values.map((value, index) => reading(day(index), value));

export const decision = (
  of: Reading,
  what: Decision['decision'],
  recordedAt = of.recordedAt + HOUR,
): Decision => ({
  observedAt: of.observedAt,
  low: of.low,
  high: of.high,
  decision: what,
  recordedAt,
  author: 'reviewer',
});

/** A judged reading in one line: "held fall [400, 1000] since day 0". */
export const line = ({ judgement }: JudgedReading): string => {
  const { verdict, reason, count, acceptedAt } = judgement;
  const why = reason === '' ? verdict : `${verdict} ${reason}`;
  if (count === null || acceptedAt === null) return `${why} no count`;
  return `${why} [${count.low}, ${count.high ?? '∞'}] of day ${(acceptedAt - START) / DAY}`;
};

/** A whole history judged, a line a reading. */
export const lines = (readings: readonly Reading[], decisions: readonly Decision[] = []): string[] =>
  judge(readings, decisions).map(line);
