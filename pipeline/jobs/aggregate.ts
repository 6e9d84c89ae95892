import type { Database } from '../clickhouse/client.ts';
import type { Campaign } from '../domain/catalogue.ts';
import { formulaName } from '../domain/formula.ts';
import { readCampaigns } from '../store/catalogue.ts';
import { type CountedPlacement, type Moment, readPlacementCounts } from '../store/placement-counts.ts';
import { insertRunTotals, type RunTotals } from '../store/totals.ts';
import { type Summed, sumUp } from './figures.ts';
import { noteMilestones } from './milestones.ts';

/**
 * Writes the totals of every campaign at a moment, under its headline formula, and the milestones they reach. Written twice they are the same rows.
 * @throws UnbalancedTotals when a campaign is not the sum of its parts; QueryError
 */
export const aggregate = async (db: Database, runId: string, moment: Moment): Promise<void> => {
  const campaigns = await readCampaigns(db);
  const summed = await Promise.all(
    campaigns.map(campaign => sumUp(db, campaign, moment, readPlacementCounts)),
  );
  await insertRunTotals(
    db,
    summed.map(each => runTotals(each, runId, moment)),
  );
  await Promise.all(summed.map(each => noteMilestones(db, runId, moment, each)));
};

/**
 * What a run makes of a campaign at a moment.
 * @param formula left out, the campaign's own
 * @throws FormulaError, UnbalancedTotals, QueryError
 */
export const totalsOf = async (
  db: Database,
  campaign: Campaign,
  runId: string,
  moment: Moment,
  formula?: string,
): Promise<RunTotals> =>
  runTotals(await sumUp(db, campaign, moment, readPlacementCounts, formula), runId, moment);

const runTotals = (
  { campaign, formula, figures }: Summed<CountedPlacement>,
  runId: string,
  { asOf, knownAt }: Moment,
): RunTotals => {
  const { total, episodes, campaignLevel } = figures;
  return {
    asOf,
    knownAt,
    campaignId: campaign.id,
    formula: formulaName(formula),
    runId,
    total,
    episodes: [
      ...[...episodes].map(([episodeId, ofEpisode]) => ({ episodeId, total: ofEpisode })),
      { episodeId: null, total: campaignLevel },
    ],
  };
};
