import type { ManualClock } from '../clock.ts';
import { DAY, HOUR, localDate, startOfDay } from '../days.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Instant } from '../domain/reading.ts';
import type { App } from '../jobs/app.ts';
import { importSheet } from '../jobs/import-sheet.ts';
import { runSlot } from '../jobs/run-slot.ts';

/** Tells how far the simulated month has come; `runs` and `readings` so far. */
export type ReplayProgress = (at: Instant, share: number, runs: number) => void;

export type Replay = {
  readonly clock: ManualClock;
  readonly catalogue: Catalogue;
  /** The moment the figure is asked for; the replay ends there. */
  readonly until: Instant;
  /** What the partners without an interface send each evening: CSV text as of an instant. */
  readonly sheet: (at: Instant) => string;
  readonly progress: ReplayProgress;
};

/** Hours of the campaign's day at which the night's run and the partners' sheets come. */
const NIGHT = 2;
const SHEET = 23.5 * HOUR;

/**
 * Lives through the campaign on a simulated clock: every hour the placements that are due, at two at night all of
 * them, each evening the partners' sheet, and at the end everything once more for the closing figure.
 */
export const replay = async (app: App, { clock, catalogue, until, sheet, progress }: Replay): Promise<number> => {
  const zone = catalogue.campaign.timeZone;
  const firstDay = startOfDay(catalogue.campaign.startsOn, zone) - DAY;
  let runs = 0;
  const at = async (instant: Instant, act: () => Promise<unknown>): Promise<void> => {
    clock.set(instant);
    await act();
    runs += 1;
    progress(instant, (instant - firstDay) / (until - firstDay), runs);
  };
  for (let day = firstDay; day < until; day += DAY) {
    for (let hour = 0; hour < 24 && day + hour * HOUR < until; hour += 1) {
      const slot = day + hour * HOUR;
      const job = hour === NIGHT ? 'nightly' : 'hourly';
      await at(slot, () => runSlot(app, job, { slot, trigger: 'schedule', job }));
    }
    if (day + SHEET < until) await at(day + SHEET, () => takeSheet(app, sheet));
  }
  await at(until, async () => {
    await takeSheet(app, sheet);
    await runSlot(app, 'everything', { slot: until, trigger: 'manual', job: '' });
  });
  return runs;
};

const takeSheet = async (app: App, sheet: Replay['sheet']): Promise<void> => {
  const now = app.clock.now();
  const text = sheet(now);
  // Before the first publication there is only the heading to send.
  if (text.trimEnd().split('\n').length < 2) return;
  await importSheet(app, {
    file: `simulated-partners-${localDate(now, app.config.timeZone)}.csv`,
    bytes: new TextEncoder().encode(text),
    timeZone: app.config.timeZone,
  });
};
