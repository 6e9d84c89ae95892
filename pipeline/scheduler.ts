import { CronExpressionParser } from 'cron-parser';
import { schedule as cron } from 'node-cron';
import type { Clock } from './clock.ts';
import type { Instant } from './domain/reading.ts';
import type { Logger } from './log.ts';

/** A job of the schedule: when it runs, in which zone, and what it does for a slot. */
export type Job = {
  readonly name: string;
  /** Cron expression: minute hour day month weekday. */
  readonly pattern: string;
  readonly zone: string;
  /** A job that does all this one does: where both were missed, it alone is caught up. */
  readonly partOf?: string;
  /** `late` is true for a slot that is caught up after it was missed. */
  readonly run: (slot: Instant, late: boolean) => Promise<void>;
};

/** The last slot of a pattern at or before an instant. */
export const lastSlot = (pattern: string, zone: string, at: Instant): Instant =>
  CronExpressionParser.parse(pattern, { tz: zone, currentDate: new Date(at + 1) })
    .prev()
    .getTime();

/** The next slot of a pattern after an instant. */
export const nextSlot = (pattern: string, zone: string, at: Instant): Instant =>
  CronExpressionParser.parse(pattern, { tz: zone, currentDate: new Date(at) })
    .next()
    .getTime();

/** Tells the slots of a job as they come. */
export type Timer = (job: Job, onSlot: (slot: Instant) => void) => { destroy(): Promise<void> | void };

const cronTimer: Timer = (job, onSlot) =>
  cron(job.pattern, ({ date }) => onSlot(date.getTime()), {
    timezone: job.zone,
    name: job.name,
    suppressMissedWarning: true,
  });

/** `setTimeout` waits no longer than some weeks; an hour at a time will do. */
const LONGEST_WAIT_MS = 3_600_000;

/** Tells slots by a clock that goes on beside the machine's, a second in a second. */
export const timerOf =
  (clock: Clock): Timer =>
  (job, onSlot) => {
    let timer: NodeJS.Timeout;
    const wait = (slot: Instant): void => {
      timer = setTimeout(
        () => {
          if (clock.now() < slot) return wait(slot);
          wait(nextSlot(job.pattern, job.zone, slot));
          onSlot(slot);
        },
        Math.min(Math.max(0, slot - clock.now()), LONGEST_WAIT_MS),
      );
    };
    wait(nextSlot(job.pattern, job.zone, clock.now()));
    return { destroy: () => clearTimeout(timer) };
  };

/** A slot this old that no timer told of was slept through: timers stand still while the machine does. */
const OVERSLEPT_MS = 30_000;

/**
 * Runs jobs in their slots, one at a time: a slot that comes while another job runs waits for it, and of several that
 * come meanwhile for the same job only the last is kept.
 */
export class Scheduler {
  readonly #log: Logger;
  readonly #clock: Clock;
  readonly #timer: Timer;
  /** The newest slot of each job that was begun, or needed no beginning. */
  readonly #newest = new Map<string, Instant>();
  readonly #waiting = new Map<string, () => Promise<void>>();
  #timers: ReturnType<Timer>[] = [];
  #watch: NodeJS.Timeout | undefined;
  #working: Promise<void> | null = null;
  #stopped = false;

  constructor(log: Logger, clock: Clock, timer: Timer = cronTimer) {
    this.#log = log;
    this.#clock = clock;
    this.#timer = timer;
  }

  /** True while a job runs. */
  get isBusy(): boolean {
    return this.#working !== null;
  }

  /**
   * Starts the jobs. `lastDone` tells the newest slot a job has served (null: none ever); a later one that passed
   * while nothing ran is caught up once, now. So a first start does not wait for its first night.
   */
  start(jobs: readonly Job[], lastDone: (job: Job) => Instant | null): void {
    for (const job of jobs) {
      this.#newest.set(job.name, lastDone(job) ?? Number.NEGATIVE_INFINITY);
      this.#timers.push(this.#timer(job, slot => this.#enqueue(job, slot, false)));
    }
    this.#catchUp(jobs, 0);
    this.#watch = setInterval(() => this.#catchUp(jobs, OVERSLEPT_MS), OVERSLEPT_MS);
  }

  /** Takes no more slots; resolves when the job under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#waiting.clear();
    clearInterval(this.#watch);
    await Promise.all(this.#timers.map(timer => timer.destroy()));
    this.#timers = [];
    await this.#working;
  }

  /** Begins, once, the last slot of each job that passed `age` ago or earlier and was not begun. */
  #catchUp(jobs: readonly Job[], age: number): void {
    const now = this.#clock.now();
    const missed = new Map(
      jobs.flatMap(job => {
        const due = lastSlot(job.pattern, job.zone, now);
        return due > this.#newestOf(job) && now - due >= age ? [[job.name, due] as const] : [];
      }),
    );
    for (const job of jobs) {
      const due = missed.get(job.name);
      if (due === undefined) continue;
      if (missed.has(job.partOf ?? '')) this.#newest.set(job.name, due);
      else this.#enqueue(job, due, true);
    }
  }

  #newestOf({ name }: Job): Instant {
    return this.#newest.get(name) ?? Number.NEGATIVE_INFINITY;
  }

  #enqueue(job: Job, slot: Instant, late: boolean): void {
    if (this.#stopped || slot <= this.#newestOf(job)) return;
    this.#newest.set(job.name, slot);
    if (this.#waiting.has(job.name)) {
      this.#log.warn({ job: job.name, slot }, 'the slot before it has not begun yet: only this one is run');
    }
    this.#waiting.set(job.name, () => job.run(slot, late));
    this.#working ??= this.#work();
  }

  async #work(): Promise<void> {
    for (;;) {
      const next = this.#waiting.entries().next().value;
      if (!next) {
        this.#working = null;
        return;
      }
      const [name, run] = next;
      this.#waiting.delete(name);
      try {
        await run();
      } catch (error) {
        this.#log.error(
          { job: name, err: error },
          'a scheduled job failed; the next slot is tried as planned',
        );
      }
    }
  }
}
