import { type Figures, figuresOf } from '../aggregate/figures.ts';
import type { Database } from '../clickhouse/client.ts';
import { countedAdjustments } from '../domain/adjustment.ts';
import type { Campaign, Episode, Platform } from '../domain/catalogue.ts';
import { type Formula, findFormula } from '../domain/formula.ts';
import { readAdjustments } from '../store/adjustments.ts';
import { readCampaigns, readPlatforms } from '../store/catalogue.ts';
import { readCampaignKnown, readEpisodesKnown } from '../store/catalogue-known.ts';
import { readFormulas } from '../store/formulas.ts';
import {
  type CountedPlacement,
  type Moment,
  type NamedCount,
  readNamedCounts,
} from '../store/placement-counts.ts';

/** Everything that is said of a campaign as of a moment, under one formula. The one source of CLI, API and reports. */
export type CampaignFigures = {
  /** As the catalogue said by K. */
  readonly campaign: Campaign;
  readonly moment: Moment;
  readonly formula: Formula;
  readonly figures: Figures<NamedCount>;
  /** All episodes, in order of the series. */
  readonly episodes: readonly Episode[];
  readonly platforms: ReadonlyMap<string, Platform>;
};

export class UnknownCampaign extends Error {
  override readonly name = 'UnknownCampaign';
}

/**
 * Finds a campaign by id, or the only one there is when none is named.
 * @throws UnknownCampaign naming those there are.
 */
export const findCampaign = async (db: Database, id: string | undefined): Promise<Campaign> =>
  chooseCampaign(await readCampaigns(db), id);

/** {@link findCampaign} among campaigns at hand. */
export const chooseCampaign = (campaigns: readonly Campaign[], id: string | undefined): Campaign => {
  const [first] = campaigns;
  const found =
    id === undefined && campaigns.length === 1 ? first : campaigns.find(campaign => campaign.id === id);
  if (found) return found;
  const known = campaigns.map(campaign => campaign.id).join(', ');
  throw new UnknownCampaign(
    campaigns.length === 0
      ? 'There is no campaign yet: fill in a catalogue and run `renci catalogue apply`.'
      : id === undefined
        ? `There are ${campaigns.length} campaigns: name one of ${known}.`
        : `There is no campaign "${id}". There are: ${known}.`,
  );
};

/** A campaign's total with its parts, and what of the catalogue it was formed by. */
export type Summed<Placement extends CountedPlacement> = Pick<
  CampaignFigures,
  'campaign' | 'formula' | 'episodes'
> & { readonly figures: Figures<Placement> };

/**
 * Reads a campaign's placements and adjustments as of T and sums them, by the catalogue and the formulas known at K.
 * @param read how much of each placement is wanted
 * @param formula name of a formula; left out, the campaign's own
 * @throws FormulaError, UnbalancedTotals, QueryError
 */
export const sumUp = async <Placement extends CountedPlacement>(
  db: Database,
  campaign: Campaign,
  moment: Moment,
  read: (db: Database, campaign: string, moment: Moment) => Promise<Placement[]>,
  formula?: string,
): Promise<Summed<Placement>> => {
  const [basis, placements, adjustments, episodes] = await Promise.all([
    readBasis(db, campaign, moment, formula),
    read(db, campaign.id, moment),
    readAdjustments(db, campaign.id, moment.knownAt),
    readEpisodesKnown(db, campaign.id, moment.knownAt),
  ]);
  const counted = countedAdjustments(adjustments, placements, cancelledOf(episodes), moment.asOf);
  return { ...basis, episodes, figures: figuresOf(basis.formula, placements, counted) };
};

/**
 * A campaign and the formula of its total as known at K, without any figure.
 * @throws FormulaError, QueryError
 */
export const readBasis = async (
  db: Database,
  campaign: Campaign,
  { knownAt }: Moment,
  formula?: string,
): Promise<Pick<CampaignFigures, 'campaign' | 'formula'>> => {
  const [known, formulas] = await Promise.all([
    readCampaignKnown(db, campaign.id, knownAt),
    readFormulas(db, knownAt),
  ]);
  // Before it was registered it has no placement, and only its name is said.
  const asKnown = known ?? campaign;
  return { campaign: asKnown, formula: findFormula(formula ?? asKnown.formula, formulas) };
};

/** Episodes from which nothing is expected. */
export const cancelledOf = (episodes: readonly Episode[]): ReadonlySet<string> =>
  new Set(episodes.filter(({ status }) => status === 'cancelled').map(({ id }) => id));

/**
 * Reads a campaign as of a moment, with the names a person needs.
 * @param formula name of a formula; left out, the campaign's own
 * @throws FormulaError, UnbalancedTotals, QueryError
 */
export const readFigures = async (
  db: Database,
  campaign: Campaign,
  moment: Moment,
  formula?: string,
): Promise<CampaignFigures> => {
  const [summed, platforms] = await Promise.all([
    sumUp(db, campaign, moment, readNamedCounts, formula),
    readPlatforms(db),
  ]);
  return { ...summed, moment, platforms: new Map(platforms.map(platform => [platform.id, platform])) };
};

/** Episodes that were on the air by an instant: the “11期” of the headline. */
export const airedBy = (episodes: readonly Episode[], asOf: number): Episode[] =>
  episodes.filter(({ status, airedAt }) => status !== 'cancelled' && airedAt !== null && airedAt <= asOf);
