import type { Database } from '../clickhouse/client.ts';
import type { Campaign, Episode } from '../domain/catalogue.ts';
import { AGES, type AtAge, atAges } from '../domain/equal-age.ts';
import { type Formula, findFormula } from '../domain/formula.ts';
import { adjustmentsIn } from '../domain/time-series.ts';
import { readAdjustments } from '../store/adjustments.ts';
import { readAroundEdges } from '../store/around-edges.ts';
import { readCampaignKnown, readEpisodesKnown } from '../store/catalogue-known.ts';
import { readFormulas } from '../store/formulas.ts';
import type { Moment } from '../store/placement-counts.ts';

/** One episode at each age since its broadcast: null where it is not that old by T. */
export type AgedEpisode = { readonly episode: Episode; readonly ages: readonly (AtAge | null)[] };

export type EqualAge = {
  readonly campaign: Campaign;
  readonly moment: Moment;
  readonly formula: Formula;
  /** Those that were not cancelled, in order of the series. */
  readonly episodes: readonly AgedEpisode[];
};

/**
 * Every episode at 1 hour, 1, 3, 7 and 30 days after its broadcast, as of T and known by K: one query for all.
 * @throws FormulaError, QueryError
 */
export const readEqualAge = async (
  db: Database,
  campaign: Campaign,
  moment: Moment,
  formula?: string,
): Promise<EqualAge> => {
  const [known, formulas, all, adjustments] = await Promise.all([
    readCampaignKnown(db, campaign.id, moment.knownAt),
    readFormulas(db, moment.knownAt),
    readEpisodesKnown(db, campaign.id, moment.knownAt),
    readAdjustments(db, campaign.id, moment.knownAt),
  ]);
  const asKnown = known ?? campaign;
  const found = findFormula(formula ?? asKnown.formula, formulas);
  const episodes = all.filter(({ status }) => status !== 'cancelled');
  const origins = new Map(
    episodes.flatMap(({ id, airedAt }): [string, number][] =>
      airedAt !== null && airedAt <= moment.asOf ? [[id, airedAt]] : [],
    ),
  );
  const placements =
    origins.size === 0
      ? []
      : await readAroundEdges(
          db,
          { campaign: campaign.id, families: found.families, edges: AGES.map(({ ms }) => ms), origins },
          moment,
        );
  const byEpisode = Map.groupBy(placements, ({ episodeId }) => episodeId);
  return {
    campaign: asKnown,
    moment,
    formula: found,
    episodes: episodes.map(episode => {
      const origin = origins.get(episode.id);
      if (origin === undefined) return { episode, ages: AGES.map(() => null) };
      const own = byEpisode.get(episode.id) ?? [];
      const changes = adjustmentsIn(adjustments, own, found.families, id => id === episode.id);
      return { episode, ages: atAges(own, origin, moment.asOf, changes) };
    }),
  };
};
