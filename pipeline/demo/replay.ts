import { loadHotLists } from '../../collectors/hot-list.ts';
import type { ManualClock } from '../clock.ts';
import { DAY, HOUR, localDate, startOfDay } from '../days.ts';
import type { Campaign } from '../domain/catalogue.ts';
import type { Instant } from '../domain/reading.ts';
import type { App } from '../jobs/app.ts';
import { createHotLooks } from '../jobs/hot-lists.ts';
import { importSheet } from '../jobs/import-sheet.ts';
import { collectSlot, runSlot } from '../jobs/run-slot.ts';
import { nextSlot } from '../scheduler.ts';
import type { DeskWork } from './desk.ts';

/** Tells how far the simulated month has come; `runs` and `readings` so far. */
type ReplayProgress = (at: Instant, share: number, runs: number) => void;

export type Replay = {
  readonly clock: ManualClock;
  /** Whose month is lived through. */
  readonly campaign: Campaign;
  /** Campaigns that were over before: of them there is an archive to take in. */
  readonly past: readonly Campaign[];
  /** The moment the figure is asked for; the replay ends there. */
  readonly until: Instant;
  /** What partners send without an interface, as CSV text. */
  readonly partners: {
    /** Each evening, as of an instant. */
    sheet(at: Instant): string;
    /** Of a past campaign, once. */
    archive(period: { readonly from: Instant; readonly until: Instant }): string;
  };
  /** What else happens, at full hours. */
  readonly desk: readonly DeskWork[];
  readonly progress: ReplayProgress;
};

/** Hours of the campaign's day at which the night's run and the partners' sheets come. */
const NIGHT = 2;
const SHEET = 23.5 * HOUR;
const SETTLE_EVERY = 6 * HOUR;

/**
 * Lives through the campaign on a simulated clock: first the archives of those that are over, then every hour the
 * placements that are due, at two at night all of them, the hot lists as scheduled, each evening the partners' sheet, and
 * at the end everything once more for the closing figure.
 *
 * The database takes in a quarter of a day at a time, while the next hour is already being asked for: a month of hours
 * has to pass in less than a minute. Totals are written for the hour they end with, and nothing that comes later can
 * show in them, since they speak of their own moment.
 */
export const replay = async (
  app: App,
  { clock, campaign, past, until, partners, desk, progress }: Replay,
): Promise<number> => {
  const { timeZone } = campaign;
  const firstDay = startOfDay(campaign.startsOn, timeZone) - DAY;
  let runs = 0;
  let settling: Promise<unknown> = Promise.resolve();
  const ended = (at: Instant): void => {
    runs += 1;
    progress(at, (at - firstDay) / (until - firstDay), runs);
  };
  // What the looks bring waits for the quarter's end like everything else.
  const look = createHotLooks({ ...app, drain: () => Promise.resolve(true) }, await loadHotLists());
  const isLook = (slot: Instant): boolean =>
    nextSlot(app.config.hotListSchedule, app.config.timeZone, slot - 1) === slot;
  const hour = async (slot: Instant, job: 'nightly' | 'hourly'): Promise<void> => {
    // A nightly plan asks the database when the older placements were last read.
    if (job === 'nightly') await settling;
    clock.set(slot);
    await collectSlot(app, job, { slot, trigger: 'schedule', job });
    if (isLook(slot)) await look();
    ended(slot);
    if ((slot - firstDay) % SETTLE_EVERY !== NIGHT * HOUR) return;
    await settling;
    settling = app.drain();
    settling.catch(() => {}); // told by the next await
  };
  const evening = async (at: Instant): Promise<void> => {
    await settling;
    clock.set(at);
    await takeSheet(app, `simulated-partners-${localDate(at, timeZone)}.csv`, partners.sheet(at));
    ended(at);
  };
  for (const { id, startsOn, endsOn } of past) {
    const from = startOfDay(startsOn, timeZone);
    clock.set(firstDay);
    await takeSheet(
      app,
      `simulated-archive-${id}.csv`,
      partners.archive({ from, until: startOfDay(endsOn, timeZone) + DAY }),
    );
    ended(firstDay);
  }
  for (let day = firstDay; day < until; day += DAY) {
    for (let h = 0; h < 24 && day + h * HOUR < until; h += 1) {
      await hour(day + h * HOUR, h === NIGHT ? 'nightly' : 'hourly');
      for (const { run } of desk.filter(({ at }) => at === day + h * HOUR)) {
        await settling;
        await run(app);
      }
    }
    if (day + SHEET < until) await evening(day + SHEET);
  }
  await evening(until);
  await runSlot(app, 'everything', { slot: until, trigger: 'manual', job: '' });
  ended(until);
  return runs;
};

const takeSheet = async (app: App, file: string, text: string): Promise<void> => {
  // Before the first publication there is only the heading to send.
  if (text.trimEnd().split('\n').length < 2) return;
  const { timeZone } = app.config;
  await importSheet(app, { file, bytes: new TextEncoder().encode(text), timeZone });
};
