import type { Instant } from './domain/reading.ts';

/** The only source of the present. Passed in everywhere, so that a test or the demo can set it. */
export type Clock = { now(): Instant };

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still until it is set: for tests and for the demo's replay of a past month. */
export class ManualClock implements Clock {
  #now: Instant;
  constructor(start: Instant) {
    this.#now = start;
  }
  now(): Instant {
    return this.#now;
  }
  set(instant: Instant): void {
    this.#now = instant;
  }
}
