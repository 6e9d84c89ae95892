import fc from 'fast-check';
import { DAY, HOUR } from '../../pipeline/days.ts';
import { formatZh } from '../../pipeline/domain/format.ts';
import type { Decision, Reading } from '../../pipeline/domain/reading.ts';
import { decision, reading, START } from './readings.ts';

type Act = { readonly gap: number; readonly kind: string; readonly size: number; readonly shown: string };

const act: fc.Arbitrary<Act> = fc.record({
  gap: fc.constantFrom(0, 5 * 60_000, HOUR, HOUR, DAY, DAY, DAY, 3 * DAY, 7 * DAY, 8 * DAY),
  kind: fc.constantFrom(
    'grow',
    'grow',
    'grow',
    'same',
    'waver',
    'purge',
    'again',
    'again',
    'below',
    'middle',
    'jump',
    'zero',
    'back',
  ),
  size: fc.integer({ min: 1, max: 1000 }),
  shown: fc.constantFrom('digits', 'digits', 'digits', 'short', 'plus'),
});

/** The next value a counter shows, in every way counters misbehave. `peak` is the highest so far, `last` the last. */
const next = ({ kind, size }: Act, last: number, peak: number): number => {
  if (kind === 'grow') return Math.round(last + (last * size) / 20_000 + size / 10);
  if (kind === 'waver') return Math.round(last * (1 - size / 1_000_000)) - Math.round(size / 200);
  if (kind === 'purge') return Math.round(last * (1 - size / 1100));
  if (kind === 'again') return last + Math.round(size / 50);
  if (kind === 'below') return last - Math.round(size / 50);
  if (kind === 'middle') return Math.round((last + 3 * peak) / 4);
  if (kind === 'jump') return last * 2 + size * 1000;
  if (kind === 'zero') return 0;
  return kind === 'back' ? peak : last;
};

const textOf = (value: number, shown: string): number | string => {
  if (value < 10_000 || shown === 'digits') return value;
  return shown === 'short' ? formatZh(value) : `${formatZh(value)}+`;
};

/** Random histories of one series: readings in order, and decisions on some of them. */
export const histories = fc
  .record({
    start: fc.constantFrom<number>(1, 60, 4_000, 9_900, 120_000, 3_000_000, 130_000_000),
    age: fc.constantFrom(null, HOUR, DAY, 90 * DAY),
    acts: fc.array(act, { minLength: 1, maxLength: 24 }),
    source: fc.constantFrom<Reading['source']>('api', 'api', 'api', 'api', 'page', 'statement'),
    decided: fc.array(
      fc.record({
        index: fc.nat(23),
        what: fc.constantFrom<Decision['decision']>('accept', 'hold', 'withdrawn'),
        delay: fc.constantFrom(0, HOUR, DAY),
      }),
      { maxLength: 3 },
    ),
    others: fc.boolean(),
  })
  .map(({ start, age, acts, source, decided, others }) => {
    const readings: Reading[] = [];
    let [at, last, peak]: [number, number, number] = [START, start, start];
    for (const one of acts) {
      at += one.gap;
      const value = Math.max(0, next(one, last, peak));
      if (value > 0) last = value;
      peak = Math.max(peak, value);
      const publishedAt = age === null ? null : START - age;
      readings.push(
        reading(at, textOf(value, one.shown), {
          source,
          publishedAt,
          othersPositive: others,
          recordedAt: at + (one.size % 3) * 1000,
        }),
      );
    }
    const decisions = decided.flatMap(({ index, what, delay }) => {
      const of = readings[index];
      return of ? [decision(of, what, of.recordedAt + delay)] : [];
    });
    return { readings, decisions };
  });
