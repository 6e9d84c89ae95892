import pLimit, { type LimitFunction } from 'p-limit';
import type { Clock } from '../pipeline/clock.ts';
import type { Collector } from './contract.ts';
import { CollectorError } from './errors.ts';
import type { Gate } from './http.ts';
import { openLimitsFile } from './limits-file.ts';
import { createPace } from './pace.ts';
import { createQuota, type QuotaKey } from './quota.ts';
import { realSleep, type Sleep } from './sleep.ts';

type Limited = Pick<Collector, 'id' | 'platform' | 'limits'>;

export type Limiter = {
  /**
   * Runs a task within the collector's concurrency. The task passes the gate before each request: it waits for the
   * host's minimum interval and spends one request of the account's day; it throws `rate-limited` when none is left.
   */
  run<T>(collector: Limited, accountId: string, task: (gate: Gate) => Promise<T>): Promise<T>;
  /** Requests the account has left today; null where the platform publishes no quota. */
  remaining(collector: Limited, accountId: string): number | null;
};

export type LimiterOptions = {
  readonly clock: Clock;
  readonly sleep?: Sleep;
  /** Where the day's requests are counted and the hosts' turns are kept, for every process on it. */
  readonly file: string;
};

export const createLimiter = ({ clock, sleep = realSleep, file }: LimiterOptions): Limiter => {
  const limits = openLimitsFile(file);
  const quota = createQuota(limits, clock);
  const pace = createPace(limits, clock);
  const slots = new Map<string, LimitFunction>();

  const slotOf = ({ id, limits }: Limited): LimitFunction => {
    const slot = slots.get(id) ?? pLimit(limits.concurrency);
    slots.set(id, slot);
    return slot;
  };
  const remaining = (collector: Limited, accountId: string): number | null => {
    const { perDay } = collector.limits;
    return perDay === undefined ? null : Math.max(0, perDay - quota.used(quotaKey(collector, accountId)));
  };
  const awaitTurn = async (host: string, minIntervalMs: number): Promise<void> => {
    const turn = await pace.turn(host, minIntervalMs);
    const now = clock.now();
    if (turn > now) await sleep(turn - now);
  };
  return {
    remaining,
    run: (collector, accountId, task) =>
      slotOf(collector)(() =>
        task(async url => {
          const { perDay } = collector.limits;
          if (perDay !== undefined && !(await quota.spend(quotaKey(collector, accountId), perDay))) {
            throw new CollectorError(
              'rate-limited',
              `${collector.platform}: ${spender(collector, accountId)} has used its ${perDay} requests of today; ` +
                'the rest is asked tomorrow',
            );
          }
          await awaitTurn(url.host, collector.limits.minIntervalMs);
        }),
      ),
  };
};

/** Where a collector does not say when the platform's quota day begins: most of ours are Chinese. */
const ZONE = 'Asia/Shanghai';

/**
 * What a platform counts requests by: the interface (one collector reads one) and the account, or the application
 * where all its accounts spend from one quota.
 */
export const quotaKey = ({ id, limits }: Limited, accountId: string): QuotaKey => ({
  name: limits.sharedQuota ? id : `${id}/${accountId}`,
  zone: limits.quotaZone ?? ZONE,
});

const spender = ({ limits }: Limited, accountId: string): string =>
  limits.sharedQuota ? 'this application' : `account "${accountId}"`;
