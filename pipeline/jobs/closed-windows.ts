import type { Collector } from '../../collectors/contract.ts';
import { collectorFor } from '../../collectors/registry.ts';
import type { Database } from '../clickhouse/client.ts';
import { unofficialPlatforms } from '../config/platform-settings.ts';
import type { Config } from '../config.ts';
import { localDate } from '../days.ts';
import type { Campaign } from '../domain/catalogue.ts';
import type { Instant } from '../domain/reading.ts';
import { windowClosed } from '../domain/reasons.ts';
import { windowOf } from '../domain/window.ts';
import { readPlacements } from '../store/catalogue.ts';
import type { CountedPlacement } from '../store/placement-counts.ts';

type Asking = {
  readonly db: Database;
  readonly collectors: readonly Collector[];
  readonly config: Pick<Config, 'platforms'>;
};

/**
 * Placements of which their platform says nothing any more: carried as before, but for the reason that its look-back window
 * closed, on which day, and no longer because a reading were overdue. States and counts stay as they are.
 */
export const sayClosed = async <Placement extends CountedPlacement>(
  { db, collectors, config }: Asking,
  placements: readonly Placement[],
  { id, timeZone }: Pick<Campaign, 'id' | 'timeZone'>,
  asOf: Instant,
): Promise<Placement[]> => {
  const enabled = unofficialPlatforms(config);
  const windowed = (placement: Placement): Collector | null => {
    if (placement.state !== 'carried' || placement.reason !== 'overdue') return null;
    const asked = collectorFor(collectors, placement.platformId, placement.metric, enabled);
    // What comes by a sheet is overdue whatever a platform's own interface does.
    return asked?.capabilities.lookBackDays != null && asked.source === placement.source ? asked : null;
  };
  if (!placements.some(windowed)) return [...placements];
  const published = new Map((await readPlacements(db, id)).map(each => [each.id, each.publishedAt]));
  return placements.map(placement => {
    const asked = windowed(placement);
    const window = asked && windowOf(published.get(placement.placementId) ?? null, asked.capabilities);
    if (!window || asOf < window.last) return placement;
    return { ...placement, reason: windowClosed(localDate(window.last, timeZone)) };
  });
};
