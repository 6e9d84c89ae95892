import pLimit from 'p-limit';
import type { Database } from '../clickhouse/client.ts';
import { QueryError } from '../clickhouse/errors.ts';
import type { Campaign } from '../domain/catalogue.ts';
import type { Total } from '../domain/totals.ts';
import type { Logger } from '../log.ts';
import { readCampaigns } from '../store/catalogue.ts';
import { readPlacementCounts } from '../store/placement-counts.ts';
import { dropSurplus, readSurplus, surplusEpisode, totalsKey } from '../store/surplus.ts';
import { insertRunTotals, type RunTotals, readRunTotals } from '../store/totals.ts';
import { runTotals } from './aggregate.ts';
import type { App } from './app.ts';
import { climbersOf } from './climbers.ts';
import { sumUp } from './figures.ts';
import { type FormedRun, heightsOf, recountMilestones } from './recount-milestones.ts';

/** Totals formed at once: the database has a few cores and others to answer. */
const AT_ONCE = 4;

/**
 * Forms the totals of every run anew, each as of its own two clocks and by its own formula, and by them the milestones.
 * What comes out otherwise than it is stored is written over it, and what is of a run, a campaign or an episode that does
 * not exist is taken away, unless this only checks.
 * @returns how many totals and milestones did
 */
export const recountTotals = async (
  { db, log }: Pick<App, 'db' | 'log'>,
  {
    isCheck,
    progress,
  }: { readonly isCheck: boolean; readonly progress: (done: number, all: number) => void },
): Promise<{ totals: number; milestones: number }> => {
  const surplus = await readSurplus(db);
  if (!isCheck) await dropSurplus(db, surplus);
  const gone = new Set(surplus.flatMap(({ of, key }) => (of === 'campaign_totals' ? [key] : [])));
  const campaigns = new Map((await readCampaigns(db)).map(campaign => [campaign.id, campaign]));
  const stored = (await readRunTotals(db)).filter(of => !gone.has(totalsKey(of)));
  const limit = pLimit(AT_ONCE);
  const changed = { totals: 0, milestones: 0 };
  for (const { of } of surplus) changed[of === 'milestones' ? 'milestones' : 'totals'] += 1;
  let done = 0;
  const told = new Map<RunTotals, FormedRun>();
  await Promise.all(
    stored.map(before =>
      limit(async () => {
        const campaign = campaigns.get(before.campaignId);
        const after = campaign && (await formed(db, campaign, before, log));
        if (after) told.set(before, after);
        if (after && textOf(before) !== textOf(after.totals)) {
          changed.totals += 1;
          if (!isCheck) await replaceTotals(db, before, after.totals);
        }
        done += 1;
        progress(done, stored.length);
      }),
    ),
  );
  for (const [id, runs] of Map.groupBy(stored, ({ campaignId }) => campaignId)) {
    const campaign = campaigns.get(id);
    const formedAnew = runs.flatMap(run => told.get(run) ?? []);
    if (campaign) changed.milestones += await recountMilestones(db, campaign, formedAnew, isCheck);
  }
  return changed;
};

const replaceTotals = async (db: Database, before: RunTotals, after: RunTotals): Promise<void> => {
  await insertRunTotals(db, [after]);
  const kept = new Set(after.episodes.map(({ episodeId }) => episodeId));
  await dropSurplus(
    db,
    before.episodes.flatMap(({ episodeId }) =>
      kept.has(episodeId) ? [] : [surplusEpisode(before, episodeId)],
    ),
  );
};

/** Undefined, and said, where what they were formed by is not stored any more: then they stay as they are. */
const formed = async (
  db: Database,
  campaign: Campaign,
  { asOf, knownAt, runId, formula }: RunTotals,
  log: Logger,
): Promise<FormedRun | undefined> => {
  try {
    const summed = await sumUp(db, campaign, { asOf, knownAt }, readPlacementCounts, formula);
    return { totals: runTotals(summed, runId, { asOf, knownAt }), heights: heightsOf(climbersOf(summed)) };
  } catch (error) {
    if (error instanceof QueryError) throw error;
    log.error(
      { err: error, run: runId },
      'the totals of this run cannot be formed again and stay as they are',
    );
    return undefined;
  }
};

/** The same text for the same figures, in whatever order the episodes come. */
const textOf = ({ total, episodes }: RunTotals): string =>
  JSON.stringify([
    figures(total),
    episodes.map(of => `${of.episodeId ?? ''} ${JSON.stringify(figures(of.total))}`).toSorted(),
  ]);

const figures = ({ low, high, coverage: c }: Total) => [
  low,
  high,
  ...[c.expected, c.fresh, c.carried, c.stated, c.removed, c.held, c.never],
];
