import { CronExpressionParser } from 'cron-parser';
import { schedule as cron, type ScheduledTask } from 'node-cron';
import type { Instant } from './domain/reading.ts';
import type { Logger } from './log.ts';

/** A job of the schedule: when it runs, in which zone, and what it does for a slot. */
export type Job = {
  readonly name: string;
  /** Cron expression: minute hour day month weekday. */
  readonly pattern: string;
  readonly zone: string;
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

/**
 * Runs jobs in their slots, one at a time: a slot that comes while another job runs waits for it, and of several that
 * come meanwhile for the same job only the last is kept.
 */
export class Scheduler {
  readonly #log: Logger;
  readonly #waiting = new Map<string, () => Promise<void>>();
  #tasks: ScheduledTask[] = [];
  #working: Promise<void> | null = null;
  #stopped = false;

  constructor(log: Logger) {
    this.#log = log;
  }

  /**
   * Starts the jobs. `lastDone` tells the newest slot a job has served (null: none ever); a later one that passed
   * while nothing ran is caught up once, now.
   */
  start(jobs: readonly Job[], now: Instant, lastDone: (job: Job) => Instant | null): void {
    for (const job of jobs) {
      const due = lastSlot(job.pattern, job.zone, now);
      const done = lastDone(job);
      if (done !== null && done < due) this.#enqueue(job, due, true);
      this.#tasks.push(
        cron(job.pattern, context => this.#enqueue(job, context.date.getTime(), false), {
          timezone: job.zone,
          name: job.name,
        }),
      );
    }
  }

  /** Takes no more slots; resolves when the job under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#waiting.clear();
    await Promise.all(this.#tasks.map(task => task.destroy()));
    this.#tasks = [];
    await this.#working;
  }

  #enqueue(job: Job, slot: Instant, late: boolean): void {
    if (this.#stopped) return;
    if (this.#waiting.has(job.name)) {
      this.#log.warn({ job: job.name, slot }, 'the slot before it has not begun yet: only this one is run');
    }
    this.#waiting.set(job.name, () => job.run(slot, late));
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
    });
  }

  async #work(): Promise<void> {
    for (;;) {
      const next = this.#waiting.entries().next().value;
      if (!next) return;
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
