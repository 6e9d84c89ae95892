import { figuresOf } from '../aggregate/figures.ts';
import type { Database } from '../clickhouse/client.ts';
import { findFormula, formulaName } from '../domain/formula.ts';
import { readCampaigns } from '../store/catalogue.ts';
import { type Moment, readPlacementCounts } from '../store/placement-counts.ts';
import { insertRunTotals } from '../store/totals.ts';

/**
 * Writes the totals of every campaign at a moment, under its headline formula. Written twice they are the same rows.
 * @throws UnbalancedTotals when a campaign is not the sum of its parts; QueryError
 */
export const aggregate = async (db: Database, runId: string, moment: Moment): Promise<void> => {
  const campaigns = await readCampaigns(db);
  const totals = await Promise.all(
    campaigns.map(async campaign => {
      const formula = findFormula(campaign.formula);
      const placements = await readPlacementCounts(db, campaign.id, moment);
      const { total, episodes, campaignLevel } = figuresOf(formula, placements);
      return {
        asOf: moment.asOf,
        knownAt: moment.knownAt,
        campaignId: campaign.id,
        formula: formulaName(formula),
        runId,
        total,
        episodes: [
          ...[...episodes].map(([episodeId, ofEpisode]) => ({ episodeId, total: ofEpisode })),
          { episodeId: null, total: campaignLevel },
        ],
      };
    }),
  );
  await insertRunTotals(db, totals);
};
