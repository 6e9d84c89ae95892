import type { Instant } from './domain/reading.ts';

/** The only source of the present. Passed in everywhere, so that a test or the demo can set it. */
export type Clock = {
  now(): Instant;
  /** True where the present is made up: whoever shows a moment of it has to say so. */
  readonly isSimulated?: boolean;
};

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still until it is set or let go: for tests and for the demo's replay of a past month. */
export class ManualClock implements Clock {
  readonly isSimulated = true;
  #now: Instant;
  /** When it was let go or last set since, ms of the process; null while it stands still. */
  #going: number | null = null;
  constructor(start: Instant) {
    this.#now = start;
  }
  now(): Instant {
    return this.#going === null ? this.#now : this.#now + Math.floor(performance.now() - this.#going);
  }
  set(instant: Instant): void {
    this.#now = instant;
    if (this.#going !== null) this.#going = performance.now();
  }
  /** From here on a second of it passes in a second. */
  letGo(): void {
    this.#going ??= performance.now();
  }
}
