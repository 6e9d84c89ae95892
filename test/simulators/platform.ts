import type { Instant } from '../../pipeline/domain/reading.ts';
import type { Handler } from './server.ts';
import type { World } from './world.ts';

export type SimulatorClock = { now(): Instant };

/** What every platform is made from. `accounts` are ours on it, by id. */
export type PlatformOptions = {
  readonly world: World;
  readonly clock: SimulatorClock;
  readonly accounts: readonly string[];
  readonly credentials: Readonly<Record<string, string>>;
  /** Calls a day, where a platform has a quota: to let a test spend it soon. */
  readonly perDay?: number;
};

export type PlatformSimulator = {
  readonly handle: Handler;
  /** Field names of its counters. */
  readonly counters: ReadonlySet<string>;
  /** Paths at which it gives out tokens: a fault that names no path leaves them alone. */
  readonly tokenPaths?: readonly string[];
};

export const DAY_MS = 86_400_000;

/** Strings of a JSON list; anything else in it or in its place gives null. */
export const textsOf = (value: unknown): string[] | null =>
  Array.isArray(value) && value.every(part => typeof part === 'string') ? value : null;
