import { join } from 'node:path';
import type { Collector } from '../../collectors/contract.ts';
import { quotaKey } from '../../collectors/limiter.ts';
import { openLimitsFile } from '../../collectors/limits-file.ts';
import { createQuota } from '../../collectors/quota.ts';
import { collectorFor } from '../../collectors/registry.ts';
import type { Clock } from '../clock.ts';
import { unofficialPlatforms } from '../config/platform-settings.ts';
import type { Config } from '../config.ts';
import { endOfDay, localDate } from '../days.ts';
import type { Instant } from '../domain/reading.ts';
import type { StoredPlacement } from '../store/catalogue.ts';

/** What is left of a published quota today. */
export type QuotaLeft = {
  readonly collector: string;
  readonly platform: string;
  readonly name: Collector['name'];
  /** Null where all accounts spend from the application's quota. */
  readonly account: string | null;
  readonly perDay: number;
  readonly used: number;
  readonly left: number;
  /** When the platform's next day begins. */
  readonly renewsAt: Instant;
  readonly placements: number;
  /** Requests in which all of them are read once; null where a list is read page by page. */
  readonly forAll: number | null;
};

type Asking = {
  readonly collectors: readonly Collector[];
  readonly config: Pick<Config, 'data' | 'platforms'>;
  readonly clock: Clock;
};

/** Every quota that the catalogue's placements are read from, the one with the smallest share left first. */
export const quotasLeft = (
  { collectors, config, clock }: Asking,
  placements: readonly Pick<StoredPlacement, 'platformId' | 'accountId' | 'metric'>[],
): QuotaLeft[] => {
  const quota = createQuota(openLimitsFile(join(config.data, 'quota.json')), clock);
  const enabled = unofficialPlatforms(config);
  const byCollector = Map.groupBy(placements, ({ platformId, metric }) =>
    collectorFor(collectors, platformId, metric, enabled),
  );
  const quotas = [...byCollector].flatMap(([collector, ofCollector]) => {
    const perDay = collector?.limits.perDay;
    if (collector === null || perDay === undefined) return [];
    const size = Number.isFinite(collector.batchSize)
      ? (config.platforms[collector.platform]?.batchSize ?? collector.batchSize)
      : null;
    const byAccount = [...Map.groupBy(ofCollector, ({ accountId }) => accountId)];
    const requests = byAccount.map(([, { length }]) => (size === null ? null : Math.ceil(length / size)));
    const line = (
      accountId: string,
      count: number,
      forAll: number | null,
      account: string | null,
    ): QuotaLeft => {
      const key = quotaKey(collector, accountId);
      const used = quota.used(key);
      const today = localDate(clock.now(), key.zone);
      return {
        ...{ collector: collector.id, platform: collector.platform, name: collector.name },
        ...{ account, perDay, used, left: Math.max(0, perDay - used) },
        renewsAt: endOfDay(today, key.zone),
        ...{ placements: count, forAll },
      };
    };
    if (!collector.limits.sharedQuota)
      return byAccount.map(([account, { length }], i) => line(account, length, requests[i] ?? null, account));
    const total = requests.reduce<number>((sum, each) => sum + (each ?? 0), 0);
    return [line('', ofCollector.length, size === null ? null : total, null)];
  });
  return quotas.sort((a, b) => a.left / a.perDay - b.left / b.perDay || (a.collector < b.collector ? -1 : 1));
};
