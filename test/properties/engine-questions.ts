import fc from 'fast-check';
import { expect } from 'vitest';
import { type Moment, readPlacementCounts } from '../../pipeline/store/placement-counts.ts';
import { asOfParams, type Row, select } from '../sql/select.ts';
import { moments } from './campaign-histories.ts';
import { type Engine, LATER, type Named, one } from './engine.ts';
import { REFERENCE_FORMULAS, referenceCounts, referenceTotal } from './reference-total.ts';

export const AS_OF = "as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')}";
export const FORMULAS = Object.keys(REFERENCE_FORMULAS);
export const STATES = ['fresh', 'carried', 'stated', 'removed', 'held', 'never'] as const;
export const numberOrNull = (value: unknown): number | null => (value === null ? null : Number(value));

/** What an engine that holds a world may be asked, and what the model says to it. */
export const questionsTo = (engine: Engine, world: readonly Named[], seed: number) => {
  const asked = (count: number, part: number, until = LATER): Moment[] =>
    one(fc.array(moments, { minLength: count, maxLength: count }), seed + part).map(({ asOf, knownAt }) => ({
      asOf,
      knownAt: Math.min(knownAt, until),
    }));
  const query = (
    sql: string,
    { asOf, knownAt }: Moment,
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<Row[]> => select(engine.app.db, sql, { ...asOfParams(asOf, knownAt), ...more });

  /** Every total of every campaign: by the view of the analysts, and by the model. */
  const viewed = async (moment: Moment, formula: string) =>
    (
      await query(
        `SELECT * FROM totals_as_of(${AS_OF}, formula = {formula:String}) ORDER BY campaign_id`,
        moment,
        {
          formula,
        },
      )
    ).map(row => ({
      ...{ id: row.campaign_id, low: Number(row.low), high: numberOrNull(row.high) },
      states: STATES.map(state => Number(row[state])),
      adjustments: Number(row.adjustments),
    }));
  const modelled = ({ asOf, knownAt }: Moment, formula: string) =>
    world.flatMap(({ id, history }) => {
      const { low, high, states, adjustments } = referenceTotal(history, formula, asOf, knownAt);
      const counted = STATES.map(state => Object.values(states).filter(each => each === state).length);
      const isThere = Object.keys(states).length + adjustments > 0;
      return isThere ? [{ id, low, high, states: counted, adjustments }] : [];
    });

  /** Every placement of a campaign: by the product's own query, and by the model. */
  const counted = async (id: string, moment: Moment) =>
    (await readPlacementCounts(engine.app.db, id, moment)).map(
      ({ placementId, episodeId, family, state, source, count, observedAt }) => ({
        ...{ placementId, episodeId, family, state, source, count, observedAt },
      }),
    );

  const expectAsModelled = async (moment: Moment): Promise<void> => {
    for (const formula of FORMULAS) expect(await viewed(moment, formula)).toEqual(modelled(moment, formula));
    for (const { id, history } of world)
      expect(await counted(id, moment)).toEqual(referenceCounts(history, moment.asOf, moment.knownAt));
  };

  return { asked, query, viewed, counted, expectAsModelled };
};
