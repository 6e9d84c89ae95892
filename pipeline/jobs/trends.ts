import type { Database } from '../clickhouse/client.ts';
import { DAY } from '../days.ts';
import { type Bucket, bucketsOf } from '../domain/buckets.ts';
import type { Campaign } from '../domain/catalogue.ts';
import type { EdgedPlacement } from '../domain/edges.ts';
import type { Formula } from '../domain/formula.ts';
import { seriesOf } from '../domain/time-series.ts';
import { readAroundEdges } from '../store/around-edges.ts';
import type { Moment } from '../store/placement-counts.ts';
import { readBasis } from './figures.ts';

/** Lower ends at the end of each day; null while nothing was read, which is no zero. */
type Lows = readonly (number | null)[];

export type Trends = {
  readonly campaign: Campaign;
  readonly formula: Formula;
  readonly days: readonly Bucket[];
  readonly works: readonly { readonly id: string; readonly lows: Lows }[];
  readonly placements: readonly { readonly placementId: number; readonly lows: Lows }[];
};

const DAYS_SHOWN = 30;

/**
 * How each placement of a part of a campaign, and each of its works, stood at the end of the last 30 days: in one query,
 * where a series for every row of a table would take one each.
 * @param isInside the placements that are wanted
 * @throws FormulaError, QueryError
 */
export const readTrends = async (
  db: Database,
  campaign: Campaign,
  isInside: (placement: EdgedPlacement) => boolean,
  moment: Moment,
  formula?: string,
): Promise<Trends> => {
  const basis = await readBasis(db, campaign, moment, formula);
  const { asOf } = moment;
  const days = bucketsOf('day', asOf - (DAYS_SHOWN - 1) * DAY, asOf, basis.campaign.timeZone);
  const edges = days.map(({ to }) => to);
  const question = { campaign: campaign.id, families: basis.formula.families, edges };
  const inside = (await readAroundEdges(db, question, moment)).filter(isInside);
  const lowsOf = (placements: readonly EdgedPlacement[]): Lows =>
    seriesOf({ placements, adjustments: [], falls: [] }, edges, asOf).samples.map(({ known, counted }) =>
      counted === 0 ? null : known.low,
    );
  return {
    ...basis,
    days,
    works: [...Map.groupBy(inside, ({ workId }) => workId)].map(([id, of]) => ({ id, lows: lowsOf(of) })),
    placements: inside.map(placement => ({
      placementId: placement.placementId,
      lows: lowsOf([placement]),
    })),
  };
};
