import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { insertRows } from '../clickhouse/insert.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64 } from '../days.ts';
import type { Total } from '../domain/totals.ts';
import type { Moment } from './placement-counts.ts';
import { count, instant } from './reading-rows.ts';

const COVERAGE = ['expected', 'fresh', 'carried', 'stated', 'removed', 'held', 'never'] as const;

/** What one run made of a campaign under a formula: the total, and each episode's (null: the campaign alone). */
export type RunTotals = Moment & {
  readonly campaignId: string;
  readonly formula: string;
  readonly runId: string;
  readonly total: Total;
  readonly episodes: readonly { readonly episodeId: string | null; readonly total: Total }[];
};

/** Appends the totals a run arrived at: the history of what we knew is itself data. */
export const insertRunTotals = async (db: Database, totals: readonly RunTotals[]): Promise<void> => {
  const base = ({ campaignId, formula, asOf, knownAt, runId }: RunTotals) => ({
    campaign_id: campaignId,
    formula,
    as_of: dateTime64(asOf),
    known_at: dateTime64(knownAt),
    run_id: runId,
  });
  const figures = ({ low, high, coverage }: Total) => ({ low, high, ...coverage });
  const columns = ['campaign_id', 'formula', 'as_of', 'known_at', 'run_id', 'low', 'high', ...COVERAGE];
  await Promise.all([
    insertRows(
      db,
      'campaign_totals',
      columns,
      totals.map(run => ({ ...base(run), ...figures(run.total) })),
    ),
    insertRows(
      db,
      'episode_totals',
      ['episode_id', ...columns],
      totals.flatMap(run =>
        run.episodes.map(({ episodeId, total }) => ({
          episode_id: episodeId ?? '',
          ...base(run),
          ...figures(total),
        })),
      ),
    ),
  ]);
};

const coverage = Object.fromEntries(COVERAGE.map(state => [state, z.number()])) as Record<
  (typeof COVERAGE)[number],
  z.ZodNumber
>;
const figure = z.object({ low: count, high: count.nullable(), ...coverage });

const runTotals = defineQuery({
  name: 'run-totals',
  params: z.object({}),
  row: figure.extend({
    campaign_id: z.string(),
    formula: z.string(),
    as_of: instant,
    known_at: instant,
    run_id: z.string(),
    parts: z.array(figure.extend({ episode_id: z.string() })),
  }),
});

/** The totals that runs arrived at, as stored; oldest first. */
export const readRunTotals = async (db: Database): Promise<RunTotals[]> =>
  (await runTotals(db, {})).map(row => ({
    campaignId: row.campaign_id,
    formula: row.formula,
    asOf: row.as_of,
    knownAt: row.known_at,
    runId: row.run_id,
    total: totalOf(row),
    episodes: row.parts.map(part => ({
      episodeId: part.episode_id === '' ? null : part.episode_id,
      total: totalOf(part),
    })),
  }));

const totalOf = ({ low, high, ...of }: z.output<typeof figure>): Total => ({
  low,
  high,
  coverage: {
    expected: of.expected,
    fresh: of.fresh,
    carried: of.carried,
    stated: of.stated,
    removed: of.removed,
    held: of.held,
    never: of.never,
  },
});
