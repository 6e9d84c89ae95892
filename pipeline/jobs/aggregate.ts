import type { Database } from '../clickhouse/client.ts';
import { formulaName } from '../domain/formula.ts';
import { readCampaigns } from '../store/catalogue.ts';
import { type CountedPlacement, type Moment, readPlacementCounts } from '../store/placement-counts.ts';
import type { Remembered } from '../store/remembered.ts';
import { insertRunTotals, type RunTotals } from '../store/totals.ts';
import { type Summed, sumUp } from './figures.ts';
import { noteMilestones } from './milestones.ts';

/**
 * Writes the totals of every campaign at a moment, under its headline formula, and the milestones they reach. Written
 * twice they are the same rows.
 * @param remembered the same database, for what is read
 * @throws UnbalancedTotals when a campaign is not the sum of its parts; QueryError
 */
export const aggregate = async (
  db: Database,
  remembered: Remembered,
  runId: string,
  moment: Moment,
): Promise<void> => {
  const summed = await remembered.within(async () => {
    const campaigns = await readCampaigns(remembered.db);
    return Promise.all(
      campaigns.map(campaign => sumUp(remembered.db, campaign, moment, readPlacementCounts)),
    );
  });
  await insertRunTotals(
    db,
    summed.map(each => runTotals(each, runId, moment)),
  );
  await Promise.all(summed.map(each => noteMilestones(db, runId, moment, each)));
};

/** What a run makes of a campaign's figures at a moment. */
export const runTotals = (
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
