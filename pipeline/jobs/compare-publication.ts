import type { Database } from '../clickhouse/client.ts';
import { type Comparison, compareTotals } from '../domain/comparison.ts';
import type { FrozenTotal } from '../domain/publication.ts';
import type { Instant } from '../domain/reading.ts';
import { type Bilingual, intervalText } from '../domain/wording.ts';
import { ConfigError } from '../problems.ts';
import { readDecisions } from '../store/decisions.ts';
import type { Moment } from '../store/placement-counts.ts';
import type { Publication } from '../store/publications.ts';
import { findCampaign } from './figures.ts';
import { formTotal } from './frozen-total.ts';
import { findPublication } from './publications.ts';

/** What a publication is held against: another one, or a moment. */
export type Against = { readonly publication: string } | Moment;

/** A publication beside another total of its campaign and formula. */
export type ComparedPublication = Comparison & {
  readonly publication: Publication;
  /** The other side: null where it is a moment. */
  readonly with: string | null;
  readonly asOf: Instant;
  readonly knownAt: Instant;
  readonly low: number;
  readonly high: number | null;
  /** “发布后修正 +3,300 人次”, “revised by +3,300 since”: of the lower end. */
  readonly revisedText: Bilingual;
};

/**
 * Compares a publication with another one or with any moment: what of its own T is known otherwise (revision), and what
 * came after (growth), line by line.
 * @throws UnknownPublication; ConfigError for another campaign or formula; UnknownCampaign, FormulaError, QueryError
 */
export const comparePublication = async (
  db: Database,
  id: string,
  against: Against,
): Promise<ComparedPublication> => {
  const { total: frozen, ...publication } = await findPublication(db, id);
  const campaign = await findCampaign(db, publication.campaignId);
  const formula = nameOf(frozen);
  const form = async (moment: Moment): Promise<FrozenTotal> =>
    (await formTotal(db, campaign, moment, formula)).total;
  const other =
    'publication' in against
      ? requireAlike(frozen, (await findPublication(db, against.publication)).total, against.publication)
      : await form(against);
  const { knownAt } = other;
  const revised = await form({ asOf: frozen.asOf, knownAt });
  const decided = await decidedBetween(db, frozen, knownAt);
  const comparison = compareTotals(frozen, revised, other, decided);
  return {
    publication,
    with: 'publication' in against ? against.publication : null,
    asOf: other.asOf,
    knownAt,
    low: other.low,
    high: other.high,
    ...comparison,
    revisedText: revisedText(comparison.revision.change.low),
  };
};

const nameOf = ({ formula }: FrozenTotal): string => `${formula.id}@${formula.version}`;

const requireAlike = (frozen: FrozenTotal, other: FrozenTotal, id: string): FrozenTotal => {
  if (other.campaignId !== frozen.campaignId) {
    throw new ConfigError(
      `Publication ${id} is of campaign ${other.campaignId}, not of ${frozen.campaignId}: their totals cannot be compared.`,
    );
  }
  if (nameOf(other) !== nameOf(frozen)) {
    throw new ConfigError(
      `Publication ${id} was formed by ${nameOf(other)}, not by ${nameOf(frozen)}: their totals cannot be compared.`,
    );
  }
  return other;
};

/** Placements on whose counting metric a person decided between the two K. */
const decidedBetween = async (
  db: Database,
  { lines, knownAt }: FrozenTotal,
  otherK: Instant,
): Promise<ReadonlySet<number>> => {
  const metrics = new Map(lines.map(({ placementId, metric }) => [placementId, metric]));
  const [from, to] = [Math.min(knownAt, otherK), Math.max(knownAt, otherK)];
  const decisions = await readDecisions(db, [...metrics.keys()]);
  return new Set(
    decisions
      .filter(
        ({ placementId, metric, recordedAt }) =>
          metrics.get(placementId) === metric && recordedAt > from && recordedAt <= to,
      )
      .map(({ placementId }) => placementId),
  );
};

const revisedText = (change: number): Bilingual => {
  const sign = change < 0 ? '−' : '+';
  const { zh, en } = intervalText({ low: Math.abs(change), high: Math.abs(change) });
  return { zh: `发布后修正 ${sign}${zh} 人次`, en: `revised by ${sign}${en} since` };
};
