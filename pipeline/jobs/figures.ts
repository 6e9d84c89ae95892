import { type Figures, figuresOf } from '../aggregate/figures.ts';
import type { Database } from '../clickhouse/client.ts';
import type { Campaign, Episode, Platform } from '../domain/catalogue.ts';
import { type Formula, findFormula } from '../domain/formula.ts';
import { readCampaigns, readEpisodes, readPlatforms } from '../store/catalogue.ts';
import { type Moment, type NamedCount, readNamedCounts } from '../store/placement-counts.ts';

/** Everything that is said of a campaign as of a moment, under one formula. The one source of CLI, API and reports. */
export type CampaignFigures = {
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
export const findCampaign = async (db: Database, id: string | undefined): Promise<Campaign> => {
  const campaigns = await readCampaigns(db);
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

/**
 * Reads a campaign's placements as of a moment and sums them.
 * @param formula name of a formula; left out, the campaign's own
 * @throws FormulaError, UnbalancedTotals, QueryError
 */
export const readFigures = async (
  db: Database,
  campaign: Campaign,
  moment: Moment,
  formula?: string,
): Promise<CampaignFigures> => {
  const found = findFormula(formula ?? campaign.formula);
  const [placements, episodes, platforms] = await Promise.all([
    readNamedCounts(db, campaign.id, moment),
    readEpisodes(db, campaign.id),
    readPlatforms(db),
  ]);
  return {
    campaign,
    moment,
    formula: found,
    figures: figuresOf(found, placements),
    episodes,
    platforms: new Map(platforms.map(platform => [platform.id, platform])),
  };
};

/** Episodes that were on the air by an instant: the “11期” of the headline. */
export const airedBy = (episodes: readonly Episode[], asOf: number): Episode[] =>
  episodes.filter(({ status, airedAt }) => status !== 'cancelled' && airedAt !== null && airedAt <= asOf);
