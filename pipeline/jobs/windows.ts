import type { Collector } from '../../collectors/contract.ts';
import { collectorFor } from '../../collectors/registry.ts';
import { unofficialPlatforms } from '../config/platform-settings.ts';
import type { Config } from '../config.ts';
import type { Instant } from '../domain/reading.ts';
import { windowOf } from '../domain/window.ts';
import type { StoredPlacement } from '../store/catalogue.ts';

/** A placement of which its platform soon says nothing more, or has stopped to. */
export type Windowed = {
  readonly placement: StoredPlacement;
  /** Until then the platform answers for certain. */
  readonly certainUntil: Instant;
  /** Until then late numbers may still come. */
  readonly lastUntil: Instant;
  readonly isClosed: boolean;
  /** Null: never read. Of a closed one, that gap stays. */
  readonly readAt: Instant | null;
};

/** The windows of one collector's placements. */
export type CollectorWindows = {
  readonly collector: string;
  readonly platform: string;
  readonly name: Collector['name'];
  readonly lookBackDays: number;
  /** First the one that ends first. */
  readonly closing: readonly Windowed[];
  readonly closed: readonly Windowed[];
};

type Asking = { readonly collectors: readonly Collector[]; readonly config: Pick<Config, 'platforms'> };

/**
 * The look-back windows that end by `until` or have ended. Platforms that answer for ever are left out, and so are those
 * none of whose windows ends by then.
 */
export const listWindows = (
  { collectors, config }: Asking,
  placements: readonly StoredPlacement[],
  lastReads: ReadonlyMap<number, Instant>,
  now: Instant,
  until: Instant,
): CollectorWindows[] => {
  const enabled = unofficialPlatforms(config);
  const byCollector = Map.groupBy(placements, ({ platformId, metric }) =>
    collectorFor(collectors, platformId, metric, enabled),
  );
  return [...byCollector].flatMap(([collector, group]) => {
    if (collector === null || collector.capabilities.lookBackDays === null) return [];
    const windowed = group
      .flatMap((placement): Windowed[] => {
        const window = windowOf(placement.publishedAt, collector.capabilities);
        if (window === null || window.certain > until) return [];
        return [
          {
            placement,
            certainUntil: window.certain,
            lastUntil: window.last,
            isClosed: now >= window.last,
            readAt: lastReads.get(placement.id) ?? null,
          },
        ];
      })
      .sort((a, b) => a.certainUntil - b.certainUntil || a.placement.id - b.placement.id);
    if (windowed.length === 0) return [];
    return [
      {
        ...{ collector: collector.id, platform: collector.platform, name: collector.name },
        lookBackDays: collector.capabilities.lookBackDays,
        closing: windowed.filter(({ isClosed }) => !isClosed),
        closed: windowed.filter(({ isClosed }) => isClosed),
      },
    ];
  });
};
