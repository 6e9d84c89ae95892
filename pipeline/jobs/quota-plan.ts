import type { Collector, Target } from '../../collectors/contract.ts';
import { quotaKey } from '../../collectors/limiter.ts';
import type { RunContext } from '../../collectors/runner.ts';
import { DAY, HOUR } from '../days.ts';
import type { Instant } from '../domain/reading.ts';
import type { RunRemark } from '../domain/run-remarks.ts';
import { windowOf } from '../domain/window.ts';

/** What of a collector's targets is asked for now, and what has to wait until the platform's next day. */
export type Budget = { readonly asked: readonly Target[]; readonly left: readonly Target[] };

type Asking = Pick<Collector, 'id' | 'platform' | 'limits' | 'batchSize' | 'capabilities'>;
type Means = Pick<RunContext, 'limiter' | 'clock'> & {
  readonly settings: Pick<RunContext['settings'], 'batchSize'>;
};

/**
 * Fits targets into what is left of the day's requests. First come those whose window closes within a day, because
 * no later reading can stand in for theirs; then the youngest, which grow most. Every request that is paid for is
 * filled: an older target rides along in a batch of its account that has room.
 */
export const fitQuota = (
  collector: Asking,
  targets: readonly Target[],
  { limiter, clock, settings }: Means,
): Budget => {
  if (collector.limits.perDay === undefined) return { asked: targets, left: [] };
  const size = Number.isFinite(collector.batchSize)
    ? (settings.batchSize ?? collector.batchSize)
    : Number.POSITIVE_INFINITY;
  const left: Target[] = [];
  const asked: Target[] = [];
  const requestsLeft = new Map<string, number>();
  const taken = new Map<string, number>();
  for (const target of [...targets].sort(urgency(collector, clock.now()))) {
    const { accountId } = target;
    const ofAccount = taken.get(accountId) ?? 0;
    if (ofAccount % size === 0) {
      const { name } = quotaKey(collector, accountId);
      const requests =
        requestsLeft.get(name) ?? limiter.remaining(collector, accountId) ?? Number.POSITIVE_INFINITY;
      if (requests === 0) {
        left.push(target);
        continue;
      }
      requestsLeft.set(name, requests - 1);
    }
    taken.set(accountId, ofAccount + 1);
    asked.push(target);
  }
  return { asked, left };
};

const SOON = DAY + HOUR;

const urgency = ({ capabilities }: Asking, now: Instant) => {
  const closesSoon = ({ publishedAt }: Target): boolean => {
    const window = windowOf(publishedAt, capabilities);
    return window !== null && window.certain - now <= SOON;
  };
  const publishedOrNever = ({ publishedAt }: Target): Instant => publishedAt ?? Number.NEGATIVE_INFINITY;
  return (a: Target, b: Target): number => {
    const first = Number(closesSoon(b)) - Number(closesSoon(a));
    if (first !== 0) return first;
    const [ofA, ofB] = [publishedOrNever(a), publishedOrNever(b)];
    return ofA === ofB ? a.placementId - b.placementId : ofB > ofA ? 1 : -1;
  };
};

/** What a run's ledger line says of the targets that wait; null when none does. */
export const leftNote = ({ name, limits: { perDay } }: Collector, { left }: Budget): RunRemark | null =>
  left.length === 0 || perDay === undefined ? null : { code: 'quota', name, left: left.length, perDay };
