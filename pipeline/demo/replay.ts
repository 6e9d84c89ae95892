import type { ManualClock } from '../clock.ts';
import { DAY, HOUR, localDate, startOfDay } from '../days.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Instant } from '../domain/reading.ts';
import type { App } from '../jobs/app.ts';
import { importSheet } from '../jobs/import-sheet.ts';
import { collectSlot, runSlot } from '../jobs/run-slot.ts';

/** Tells how far the simulated month has come; `runs` and `readings` so far. */
type ReplayProgress = (at: Instant, share: number, runs: number) => void;

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
const SETTLE_EVERY = 6 * HOUR;

/**
 * Lives through the campaign on a simulated clock: every hour the placements that are due, at two at night all of
 * them, each evening the partners' sheet, and at the end everything once more for the closing figure.
 *
 * The database takes in a quarter of a day at a time, while the next hour is already being asked for: a month of hours
 * has to pass in less than a minute. Totals are written for the hour they end with, and nothing that comes later can
 * show in them, since they speak of their own moment.
 */
export const replay = async (
  app: App,
  { clock, catalogue, until, sheet, progress }: Replay,
): Promise<number> => {
  const zone = catalogue.campaign.timeZone;
  const firstDay = startOfDay(catalogue.campaign.startsOn, zone) - DAY;
  let runs = 0;
  let settling: Promise<unknown> = Promise.resolve();
  const ended = (at: Instant): void => {
    runs += 1;
    progress(at, (at - firstDay) / (until - firstDay), runs);
  };
  const hour = async (slot: Instant, job: 'nightly' | 'hourly'): Promise<void> => {
    // A nightly plan asks the database when the older placements were last read.
    if (job === 'nightly') await settling;
    clock.set(slot);
    await collectSlot(app, job, { slot, trigger: 'schedule', job });
    ended(slot);
    if ((slot - firstDay) % SETTLE_EVERY !== NIGHT * HOUR) return;
    await settling;
    settling = app.drain();
    settling.catch(() => {}); // told by the next await
  };
  const evening = async (at: Instant): Promise<void> => {
    await settling;
    clock.set(at);
    await takeSheet(app, sheet);
    ended(at);
  };
  for (let day = firstDay; day < until; day += DAY) {
    for (let h = 0; h < 24 && day + h * HOUR < until; h += 1) {
      await hour(day + h * HOUR, h === NIGHT ? 'nightly' : 'hourly');
    }
    if (day + SHEET < until) await evening(day + SHEET);
  }
  await evening(until);
  await runSlot(app, 'everything', { slot: until, trigger: 'manual', job: '' });
  ended(until);
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
