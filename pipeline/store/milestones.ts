import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { insertRows } from '../clickhouse/insert.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64 } from '../days.ts';
import type { Count } from '../domain/count.ts';
import { type Crossing, MILESTONE_SCOPES, type MilestoneKey } from '../domain/milestones.ts';
import type { Instant } from '../domain/reading.ts';
import type { Moment } from './placement-counts.ts';

/** A threshold crossed, with the total that shows it. */
export type Milestone = MilestoneKey &
  Crossing &
  Count &
  Moment & {
    readonly isGoal: boolean;
    readonly runId: string;
    /** Definitions in force then: platform, metric and version each. */
    readonly definitions: readonly string[];
  };

/** Appends milestones; writing one twice changes nothing. */
export const insertMilestones = (
  db: Database,
  campaign: string,
  milestones: readonly Milestone[],
): Promise<void> =>
  insertRows(
    db,
    'milestones',
    [
      ...['campaign_id', 'scope', 'scope_id', 'basis', 'threshold', 'is_goal', 'kind'],
      ...['as_of', 'known_at', 'run_id', 'low', 'high', 'definitions'],
    ],
    milestones.map(milestone => ({
      campaign_id: campaign,
      scope: milestone.scope,
      scope_id: milestone.scopeId,
      basis: milestone.basis,
      threshold: milestone.threshold,
      is_goal: milestone.isGoal,
      kind: milestone.kind,
      as_of: dateTime64(milestone.asOf),
      known_at: dateTime64(milestone.knownAt),
      run_id: milestone.runId,
      low: milestone.low,
      high: milestone.high,
      definitions: [...milestone.definitions],
    })),
  );

const instant = z.string().transform(fromDateTime64);
const count = z.coerce.number();

const milestonesStanding = defineQuery({
  name: 'milestones-standing',
  params: z.object({ campaign: z.string(), before: z.string() }),
  row: z.object({
    scope: z.enum([...MILESTONE_SCOPES, '']),
    scope_id: z.string(),
    basis: z.string(),
    threshold: count,
    written_to: instant,
    previous: instant,
  }),
});

/**
 * The milestones of a campaign that stood before an instant, up to when any are written (1970: none is), and when the
 * last totals before were formed.
 */
export const readStandingMilestones = async (
  db: Database,
  campaign: string,
  before: Instant,
): Promise<{
  standing: (MilestoneKey & { readonly threshold: number })[];
  writtenTo: Instant;
  previous: Instant | null;
}> => {
  const rows = await milestonesStanding(db, { campaign, before: dateTime64(before) });
  return {
    standing: rows.flatMap(({ scope, scope_id, basis, threshold }) =>
      scope === '' ? [] : [{ scope, scopeId: scope_id, basis, threshold }],
    ),
    writtenTo: rows[0]?.written_to ?? 0,
    previous: rows[0]?.previous || null,
  };
};

const milestonesKnown = defineQuery({
  name: 'milestones-known',
  params: z.object({ campaign: z.string(), as_of: z.string(), known_at: z.string() }),
  row: z
    .object({
      scope: z.enum(MILESTONE_SCOPES),
      scope_id: z.string(),
      basis: z.string(),
      threshold: count,
      is_goal: z.boolean(),
      kind: z.enum(['reached', 'lost']),
      as_of: instant,
      known_at: instant,
      run_id: z.string(),
      low: count,
      high: count.nullable(),
      definitions: z.array(z.string()),
    })
    .transform(
      (row): Milestone => ({
        scope: row.scope,
        scopeId: row.scope_id,
        basis: row.basis,
        threshold: row.threshold,
        isGoal: row.is_goal,
        kind: row.kind,
        asOf: row.as_of,
        knownAt: row.known_at,
        runId: row.run_id,
        low: row.low,
        high: row.high,
        definitions: row.definitions,
      }),
    ),
});

/** The milestones of a campaign as of (T, K), oldest first. */
export const readMilestones = (
  db: Database,
  campaign: string,
  { asOf, knownAt }: Moment,
): Promise<Milestone[]> =>
  milestonesKnown(db, { campaign, as_of: dateTime64(asOf), known_at: dateTime64(knownAt) });
