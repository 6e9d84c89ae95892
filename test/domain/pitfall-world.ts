import { expect } from 'vitest';
import type { Reading } from '../../pipeline/domain/reading.ts';
import type { App } from '../../pipeline/jobs/app.ts';
import { readTotals, type TotalsOptions } from '../../pipeline/jobs/totals.ts';
import { december } from '../pipeline/night-catalogue.ts';

/** An exact reading of placement 1's plays, from the interface, on a day of December 2022: "06 02:00". */
export const read = (at: string, value: number, more: Partial<Reading> = {}): Reading => ({
  placementId: 1,
  metric: 'plays',
  source: 'api',
  observedAt: december(at),
  recordedAt: december(at) + 1_000,
  low: value,
  high: value,
  text: String(value),
  step: 1,
  othersPositive: true,
  publishedAt: december('05 09:00'),
  intervalS: 86_400,
  runId: 'run',
  payloadId: '',
  ...more,
});

/** Hands readings to the spool as a run does, and has them judged and stored. */
export const store = async (app: App, ...readings: readonly Reading[]): Promise<void> => {
  await app.spool.append({ batch: { readings, misses: [], rejects: [], attempts: [], payloads: [] } });
  expect(await app.drain()).toBe(true);
};

/** Both ends of the campaign's total. */
export const endsOf = async (
  app: App,
  options: TotalsOptions = {},
): Promise<[low: number, high: number | null]> => {
  const { total } = await readTotals(app, options);
  return [total.low, total.high];
};

/** The sentence a promise was refused with. */
export const refusal = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    value => `no refusal: ${JSON.stringify(value)}`,
    (error: Error) => `${error.name}: ${error.message}`,
  );
