import pLimit from 'p-limit';
import type { Database } from '../clickhouse/client.ts';
import { QueryError } from '../clickhouse/errors.ts';
import type { Campaign } from '../domain/catalogue.ts';
import type { Total } from '../domain/totals.ts';
import type { Logger } from '../log.ts';
import { readCampaigns } from '../store/catalogue.ts';
import { insertRunTotals, type RunTotals, readRunTotals } from '../store/totals.ts';
import { totalsOf } from './aggregate.ts';
import type { App } from './app.ts';

/** Totals formed at once: the database has a few cores and others to answer. */
const AT_ONCE = 4;

/**
 * Forms the totals of every run anew, each as of its own two clocks and by its own formula. What comes out otherwise
 * than it is stored is written over it, unless this only checks.
 * @returns how many did
 */
export const recountTotals = async (
  { db, log }: Pick<App, 'db' | 'log'>,
  {
    isCheck,
    progress,
  }: { readonly isCheck: boolean; readonly progress: (done: number, all: number) => void },
): Promise<number> => {
  const campaigns = new Map((await readCampaigns(db)).map(campaign => [campaign.id, campaign]));
  const stored = await readRunTotals(db);
  const limit = pLimit(AT_ONCE);
  let [done, changed] = [0, 0];
  await Promise.all(
    stored.map(before =>
      limit(async () => {
        const campaign = campaigns.get(before.campaignId);
        const after = campaign && (await formed(db, campaign, before, log));
        if (after && textOf(before) !== textOf(after)) {
          changed += 1;
          if (!isCheck) await insertRunTotals(db, [after]);
        }
        done += 1;
        progress(done, stored.length);
      }),
    ),
  );
  return changed;
};

/** Undefined, and said, where what they were formed by is not stored any more: then they stay as they are. */
const formed = async (
  db: Database,
  campaign: Campaign,
  { asOf, knownAt, runId, formula }: RunTotals,
  log: Logger,
): Promise<RunTotals | undefined> => {
  try {
    return await totalsOf(db, campaign, runId, { asOf, knownAt }, formula);
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
