import type { Capabilities, Collector } from '../../collectors/contract.ts';
import { isEnabled } from '../../collectors/registry.ts';
import { unofficialPlatforms } from '../config/platform-settings.ts';
import type { Config } from '../config.ts';
import { type Family, METRIC_FAMILY, type Metric } from '../domain/metrics.ts';
import type { Source } from '../domain/reading.ts';

/** One collector as people and machines are told of it: what it declares, and whether it can be used here. */
export type CollectorLine = {
  readonly id: string;
  readonly platform: string;
  readonly name: Collector['name'];
  readonly source: Source;
  readonly official: boolean;
  /** False only for one that is off by default and not allowed by the configuration. */
  readonly on: boolean;
  /** `counts` marks the metrics whose placements it takes; the others are reported beside them. */
  readonly metrics: readonly { readonly metric: Metric; readonly family: Family; readonly counts: boolean }[];
  /** Most items in one request; null where a whole account list is read page by page. */
  readonly batchSize: number | null;
  /** Null where the platform publishes no quota. */
  readonly quota: { readonly perDay: number; readonly by: 'account' | 'application' } | null;
  readonly lookBackDays: number | null;
  readonly delayHours: number | null;
  /** Environment variables by name and whether they are set. Never their values. */
  readonly credentials: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly isSet: boolean;
  }[];
  /** Its accounts have to be authorised by a person. */
  readonly authorised: boolean;
  readonly discovery: boolean;
  readonly strength: Capabilities['strength'];
  readonly note: Capabilities['note'];
};

/** Every collector, in order of id. */
export const describeCollectors = (
  collectors: readonly Collector[],
  config: Pick<Config, 'platforms' | 'secret'>,
): CollectorLine[] => {
  const enabled = unofficialPlatforms(config);
  return collectors.map(collector => {
    const { limits, capabilities, needs, options = [] } = collector;
    const batchSize = config.platforms[collector.platform]?.batchSize ?? collector.batchSize;
    const credential = (required: boolean) => (name: string) => ({
      name,
      required,
      isSet: config.secret(name) !== null,
    });
    return {
      id: collector.id,
      platform: collector.platform,
      name: collector.name,
      source: collector.source,
      official: collector.official,
      on: isEnabled(collector, enabled),
      metrics: collector.metrics.map(metric => ({
        metric,
        family: METRIC_FAMILY[metric],
        counts: collector.serves.includes(metric),
      })),
      batchSize: Number.isFinite(collector.batchSize) ? batchSize : null,
      quota:
        limits.perDay === undefined
          ? null
          : { perDay: limits.perDay, by: limits.sharedQuota ? 'application' : 'account' },
      lookBackDays: capabilities.lookBackDays,
      delayHours: capabilities.delayHours,
      credentials: [...needs.map(credential(true)), ...options.map(credential(false))],
      authorised: collector.auth !== null,
      discovery: collector.discovery !== undefined,
      strength: capabilities.strength,
      note: capabilities.note,
    };
  });
};
