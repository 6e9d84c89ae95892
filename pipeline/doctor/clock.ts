import { HOUR, iso } from '../days.ts';
import type { Instant } from '../domain/reading.ts';
import { type Check, problem, warning, well } from './check.ts';

export type Clocks = {
  readonly now: Instant;
  /** What the database takes the time for; null while it is away. */
  readonly database: Instant | null;
  /** Start of the newest run; null before the first. */
  readonly lastRun: Instant | null;
  /** Something that is past for certain: when the newest migration of this program was written. */
  readonly past: Instant;
};

/** How far a database's clock may be from ours before answers as of now would miss readings. */
const DRIFT_MS = 60_000;

const FIX = 'Set the clock of this machine, and let it follow a time server.';

/** Every reading is dated by this machine's clock: a wrong one cannot be put right later. */
export const checkClock = ({ now, database, lastRun, past }: Clocks): Check => {
  if (now < past) {
    return problem('clock', `The clock says ${iso(now)}, which is before this program was written.`, FIX);
  }
  if (lastRun !== null && lastRun > now) {
    return problem('clock', `The clock says ${iso(now)}, but a run began at ${iso(lastRun)} already.`, FIX);
  }
  if (database !== null && Math.abs(database - now) > DRIFT_MS) {
    const apart = Math.abs(database - now);
    const [size, unit] = apart < HOUR ? [apart / 60_000, 'minutes'] : [apart / HOUR, 'hours'];
    return warning(
      'clock',
      `The database's clock is ${size.toFixed(1)} ${unit} ${database > now ? 'ahead' : 'behind'}.`,
      'Let both machines follow a time server.',
    );
  }
  return well('clock', `The clock says ${iso(now)}.`);
};

/** When a migration was written: its name begins with it, yyyymmddhhmmss in UTC. */
export const writtenAt = (migration: string): Instant => {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)_/.exec(migration) ?? [];
  return Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
};
