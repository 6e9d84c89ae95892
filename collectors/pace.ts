import type { Clock } from '../pipeline/clock.ts';
import type { Instant } from '../pipeline/domain/reading.ts';
import type { Limits, LimitsFile } from './limits-file.ts';

/** A host is this process's alone until `end`; its next request there may go out at `next`. */
type Lease = { readonly next: Instant; readonly end: Instant; readonly turns: number };

export type Pace = {
  /** The instant at which the next request to the host may go out, given to nobody else on the same file. */
  turn(host: string, intervalMs: number): Promise<Instant>;
};

/** The longest time for which a host is taken at once, and so the longest that an idle one keeps others waiting. */
const LEASE_MS = 1_000;
/** No queue is this long. A host that is free only later was taken on a clock that has been set back since. */
const FARTHEST_MS = 60_000;
const FARTHEST_TURNS = 10;

/**
 * The distance between requests to one host: over restarts, and together with every other process on the same file.
 * A process takes one turn at first, and twice as many each time it wants more before the last ones are over: a busy
 * one writes the file about once a second, an idle one keeps nobody waiting.
 */
export const createPace = (file: LimitsFile, clock: Clock): Pace => {
  const leases = new Map<string, Lease>();
  const queues = new Map<string, Promise<unknown>>();

  const within = (lease: Lease, intervalMs: number): Instant | null => {
    const now = clock.now();
    const turn = Math.max(now, lease.next);
    return turn + intervalMs <= lease.end && turn - now <= farthest(intervalMs) ? turn : null;
  };
  const take = async (host: string, intervalMs: number): Promise<Instant> => {
    const before = leases.get(host);
    const turn = before ? within(before, intervalMs) : null;
    if (before && turn !== null) {
      leases.set(host, { ...before, next: turn + intervalMs });
      return turn;
    }
    const isBusy = before !== undefined && before.end > clock.now();
    const most = Math.max(1, Math.floor(LEASE_MS / intervalMs));
    const turns = isBusy ? Math.min(before.turns * 2, most) : 1;
    const start = await file.change((limits, save) => {
      const now = clock.now();
      const known = limits.free[host] ?? now;
      // Where nobody has taken the host since, what is left of our own time on it goes on.
      const free = known === before?.end ? before.next : known;
      const first = free > now && free - now <= farthest(intervalMs) ? free : now;
      save({ ...limits, free: { ...notPast(limits.free, now), [host]: first + turns * intervalMs } });
      return first;
    });
    leases.set(host, { next: start + intervalMs, end: start + turns * intervalMs, turns });
    return start;
  };
  return {
    turn: async (host, intervalMs) => {
      if (intervalMs === 0) return clock.now();
      // One after the other: two that find no turn left must not both take new ones.
      const mine = (queues.get(host) ?? Promise.resolve()).then(() => take(host, intervalMs));
      queues.set(
        host,
        mine.catch(() => {}),
      );
      return mine;
    },
  };
};

const farthest = (intervalMs: number): number => Math.max(FARTHEST_MS, FARTHEST_TURNS * intervalMs);

const notPast = (free: Limits['free'], now: Instant): Limits['free'] =>
  Object.fromEntries(Object.entries(free).filter(([, at]) => at > now));
