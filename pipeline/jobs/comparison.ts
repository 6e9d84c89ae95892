import type { Database } from '../clickhouse/client.ts';
import { endOfDay, startOfDay } from '../days.ts';
import type { Campaign } from '../domain/catalogue.ts';
import type { Formula } from '../domain/formula.ts';
import type { Instant } from '../domain/reading.ts';
import type { Total } from '../domain/totals.ts';
import { ConfigError } from '../problems.ts';
import { readCampaignKnown } from '../store/catalogue-known.ts';
import { type Moment, readPlacementCounts } from '../store/placement-counts.ts';
import { type AgedEpisode, readEqualAge } from './equal-age.ts';
import { findCampaign, sumUp } from './figures.ts';
import { readSeries, type Series } from './series.ts';

/** One side of a comparison. */
export type Compared = {
  readonly campaign: Campaign;
  /** The total as of T. */
  readonly now: Total;
  /** The instant at which it was as old as this campaign is at T, and its total then; of this campaign itself, T. */
  readonly equalAt: Instant;
  readonly atEqualAge: Total;
  /** By day, from its first day to the end of its period or the equal age, whichever is later, and not after T. */
  readonly series: Series;
  readonly episodes: readonly AgedEpisode[];
};

export type Comparison = {
  readonly moment: Moment;
  readonly formula: Formula;
  /** How old this campaign is at T, ms since its first day began. */
  readonly age: number;
  readonly campaign: Compared;
  readonly other: Compared;
};

/**
 * A campaign beside another, by default the one before it, under one formula: both now, both at the age that the first
 * has at T, both by day since they began, and their episodes at equal age.
 * @throws ConfigError where there is no campaign to compare with, or it has not begun; UnknownCampaign, FormulaError,
 *   SeriesRangeError, QueryError
 */
export const readComparison = async (
  db: Database,
  campaign: Campaign,
  moment: Moment,
  { other, formula }: { other?: string | undefined; formula?: string | undefined },
): Promise<Comparison> => {
  const known = (await readCampaignKnown(db, campaign.id, moment.knownAt)) ?? campaign;
  const id = other ?? known.previous;
  if (id === null) {
    throw new ConfigError(
      `Campaign ${campaign.id} names no campaign before it: name one to compare with, or set "previous" in its catalogue.`,
    );
  }
  const found = await findCampaign(db, id);
  const age = moment.asOf - beginningOf(known);
  if (age <= 0) {
    throw new ConfigError(
      `Campaign ${campaign.id} has not begun at the moment asked for: it has no age to compare at.`,
    );
  }
  const name = formula ?? known.formula;
  const [one, two] = await Promise.all([
    side(db, known, moment, age, name),
    side(db, found, moment, age, name),
  ]);
  return { moment, formula: one.formula, age, campaign: one, other: two };
};

const beginningOf = ({ startsOn, timeZone }: Campaign): Instant => startOfDay(startsOn, timeZone);

const side = async (
  db: Database,
  campaign: Campaign,
  moment: Moment,
  age: number,
  formula: string,
): Promise<Compared & { readonly formula: Formula }> => {
  const from = beginningOf(campaign);
  if (from >= moment.asOf) {
    throw new ConfigError(
      `Campaign ${campaign.id} has not begun at the moment asked for: there is nothing to compare.`,
    );
  }
  const equalAt = Math.min(from + age, moment.asOf);
  // Its whole period, and longer where this campaign is older by now.
  const shownTo = Math.max(equalAt, endOfDay(campaign.endsOn, campaign.timeZone));
  const totalAt = async (at: Moment) => sumUp(db, campaign, at, readPlacementCounts, formula);
  const [now, then, series, aged] = await Promise.all([
    totalAt(moment),
    totalAt({ asOf: equalAt, knownAt: moment.knownAt }),
    readSeries(
      db,
      campaign,
      { grain: 'day', from, to: shownTo, scope: { kind: 'campaign' }, formula },
      moment,
    ),
    readEqualAge(db, campaign, moment, formula),
  ]);
  return {
    campaign: now.campaign,
    formula: now.formula,
    now: now.figures.total,
    equalAt,
    atEqualAge: then.figures.total,
    series,
    episodes: aged.episodes,
  };
};
