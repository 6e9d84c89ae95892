import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64 } from '../days.ts';
import type { Milestone } from './milestones.ts';
import type { RunTotals } from './totals.ts';

const TABLES = ['campaign_totals', 'episode_totals', 'milestones'] as const;
/** A row that a recount takes away: its table, and its sorting key as one text. */
export type Surplus = { readonly of: (typeof TABLES)[number]; readonly key: string };

const KEYS: Readonly<Record<Surplus['of'], string>> = {
  campaign_totals:
    "concat(campaign_id, ' ', formula, ' ', toString(as_of), ' ', toString(known_at), ' ', run_id)",
  episode_totals:
    "concat(campaign_id, ' ', formula, ' ', toString(as_of), ' ', toString(known_at), ' ', run_id, ' ', episode_id)",
  milestones:
    "concat(campaign_id, ' ', scope, ' ', scope_id, ' ', basis, ' ', toString(threshold), ' ', toString(as_of), ' ', toString(known_at), ' ', toString(kind))",
};

const surplusTotals = defineQuery({
  name: 'surplus-totals',
  params: z.object({}),
  row: z.object({ of: z.enum(TABLES), key: z.string() }),
});

/** Totals and milestones of runs and campaigns that do not exist. */
export const readSurplus = (db: Database): Promise<Surplus[]> => surplusTotals(db, {});

/** The key of a run's totals. */
export const totalsKey = ({ campaignId, formula, asOf, knownAt, runId }: RunTotals): string =>
  [campaignId, formula, dateTime64(asOf), dateTime64(knownAt), runId].join(' ');

/** An episode's part of a run's totals. */
export const surplusEpisode = (of: RunTotals, episodeId: string | null): Surplus => ({
  of: 'episode_totals',
  key: `${totalsKey(of)} ${episodeId ?? ''}`,
});

export const surplusMilestone = (campaign: string, of: Milestone): Surplus => ({
  of: 'milestones',
  key: [
    ...[campaign, of.scope, of.scopeId, of.basis, of.threshold],
    ...[dateTime64(of.asOf), dateTime64(of.knownAt), of.kind],
  ].join(' '),
});

/** Takes rows away for good: they were formed, and are formed otherwise now. */
export const dropSurplus = async (db: Database, rows: readonly Surplus[]): Promise<void> => {
  for (const [table, found] of Map.groupBy(rows, ({ of }) => of))
    await db.command(`DELETE FROM ${table} WHERE has({keys:Array(String)}, ${KEYS[table]})`, {
      name: 'drop-surplus',
      params: { keys: found.map(({ key }) => key) },
    });
};
