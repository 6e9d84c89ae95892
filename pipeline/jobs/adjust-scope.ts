import { type Counter, lowestSince } from '../aggregate/lowest.ts';
import type { Adjustment, AdjustmentRecord } from '../domain/adjustment.ts';
import { asOfText } from '../domain/as-of.ts';
import type { Campaign, Episode } from '../domain/catalogue.ts';
import type { Instant } from '../domain/reading.ts';
import { ConfigError } from '../problems.ts';
import type { CountedPlacement } from '../store/placement-counts.ts';
import { readHistory } from '../store/readings.ts';
import type { App } from './app.ts';

/** What adjustments are made with. */
export type AdjustmentDesk = Pick<App, 'db' | 'clock'> & { readonly config: Pick<App['config'], 'data'> };

/** What a change by hand is judged by: the campaign as known now. */
export type AdjustedScope = {
  readonly now: Instant;
  readonly campaign: Campaign;
  readonly placements: readonly CountedPlacement[];
  readonly episodes: readonly Episode[];
  readonly records: readonly AdjustmentRecord[];
};

/**
 * Refuses what would bring a lower end below 0 at any time since it takes effect: of the placement, and of the episode
 * (or the campaign's own works) it counts in.
 */
export const requireEnough = async (
  app: AdjustmentDesk,
  { campaign, placements, records }: AdjustedScope,
  change: Adjustment,
  added: readonly Adjustment[],
  removed = '',
): Promise<void> => {
  const standing = records.filter(({ withdrawal, id }) => withdrawal === null && id !== removed);
  const ofFamily = placements.filter(({ family, apart }) => family === change.family && !apart);
  const episodeOf = new Map(ofFamily.map(each => [each.placementId, each.episodeId]));
  const placeOf = ({ placementId, episodeId }: Adjustment): string | null | undefined =>
    placementId === null ? episodeId : episodeOf.get(placementId);
  const part = placeOf(change);
  const members = ofFamily.filter(({ episodeId }) => episodeId === part);
  const counters = await readCounters(app, members);
  const inPart = [...standing, ...added].filter(
    each => each.family === change.family && placeOf(each) === part,
  );
  const scopes = [
    {
      name: part === null || part === undefined ? 'The campaign alone' : `Episode ${part}`,
      counters,
      changes: inPart,
    },
    ...(change.placementId === null
      ? []
      : [
          {
            name: `Placement ${change.placementId}`,
            counters: counters.filter(({ placementId }) => placementId === change.placementId),
            changes: inPart.filter(({ placementId }) => placementId === change.placementId),
          },
        ]),
  ].toReversed();
  for (const { name, counters: of, changes } of scopes) {
    const { at, low } = lowestSince(of, changes, change.effectiveAt);
    if (low >= 0) continue;
    const shown = (value: number): string => value.toLocaleString('en');
    const when = asOfText(at, campaign.timeZone).en;
    throw new ConfigError(
      `${name} of ${campaign.id} counts ${shown(low - change.low)} on ${when}, in the family ${change.family} and with what ` +
        `is adjusted already: ${shown(change.low)} would bring it to ${shown(low)}. Take out less, or later.`,
    );
  }
};

const readCounters = async (
  app: AdjustmentDesk,
  members: readonly CountedPlacement[],
): Promise<Counter[]> => {
  if (members.length === 0) return [];
  const history = await readHistory(
    app.db,
    members.map(({ placementId }) => placementId),
  );
  const byPlacement = Map.groupBy(history, ({ placementId }) => placementId);
  return members.map(({ placementId, metric, since }) => ({
    placementId,
    since,
    readings: (byPlacement.get(placementId) ?? [])
      .filter(reading => reading.metric === metric)
      .toSorted((a, b) => a.observedAt - b.observedAt || a.recordedAt - b.recordedAt || a.low - b.low),
  }));
};
