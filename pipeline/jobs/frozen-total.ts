import type { Database } from '../clickhouse/client.ts';
import type { Campaign } from '../domain/catalogue.ts';
import type { FrozenTotal, PublishedLine, ReadingBehind } from '../domain/publication.ts';
import {
  type CountEvidence,
  type CountReading,
  type Fingerprint,
  readCountEvidence,
  readFingerprints,
} from '../store/count-evidence.ts';
import type { Moment, NamedCount } from '../store/placement-counts.ts';
import { type CampaignFigures, readFigures } from './figures.ts';

/** A total as (T, K) give it, with everything that makes it, formed from readings and never from rollups. */
export type FormedTotal = { readonly total: FrozenTotal; readonly figures: CampaignFigures };

/**
 * Forms a total with all its lines. With T and K fixed it comes out the same for ever.
 * @throws FormulaError, UnbalancedTotals, QueryError
 */
export const formTotal = async (
  db: Database,
  campaign: Campaign,
  { asOf, knownAt }: Moment,
  formula?: string | undefined,
): Promise<FormedTotal> => {
  const moment = { asOf, knownAt };
  const figures = await readFigures(db, campaign, moment, formula);
  const { counted, apart, adjustments, total } = figures.figures;
  // What is listed apart is frozen with its readings as well: what a total leaves out must be as certain as what it adds.
  const listed = [...counted, ...apart];
  const [evidence, fingerprints] = await Promise.all([
    readCountEvidence(db, listed, moment),
    readFingerprints(db, listed, moment),
  ]);
  const { id, version, families } = figures.formula;
  return {
    figures,
    total: {
      campaignId: campaign.id,
      ...moment,
      formula: { id, version, families },
      low: total.low,
      high: total.high,
      lines: listed
        .map(placement =>
          lineOf(placement, evidence.get(placement.placementId), fingerprints.get(placement.placementId)),
        )
        .sort((a, b) => a.placementId - b.placementId),
      adjustments: adjustments.toSorted((a, b) => a.recordedAt - b.recordedAt || (a.id < b.id ? -1 : 1)),
    },
  };
};

const lineOf = (
  placement: NamedCount,
  evidence: CountEvidence | undefined,
  fingerprint: Fingerprint | undefined,
): PublishedLine => ({
  placementId: placement.placementId,
  episodeId: placement.episodeId,
  workId: placement.workId,
  platformId: placement.platformId,
  accountId: placement.accountId,
  externalId: placement.externalId,
  title: placement.workTitle,
  metric: placement.metric,
  family: placement.family,
  ...(placement.apart && { apart: placement.apart }),
  state: placement.state,
  source: placement.source,
  count: placement.count && { low: placement.count.low, high: placement.count.high },
  reading: evidence ? behind(evidence.reading) : null,
  lowerEnd: evidence?.lowerEnd ? behind(evidence.lowerEnd) : null,
  readings: fingerprint ? fingerprint.readings : 0,
  fingerprint: fingerprint ? fingerprint.fingerprint : '',
});

const behind = ({ text: _, ...reading }: CountReading): ReadingBehind => reading;

/** Everything that a line was read from. */
export const payloadsOf = ({ reading, lowerEnd }: PublishedLine): string[] =>
  [reading, lowerEnd].flatMap(each => (each === null || each.payloadId === '' ? [] : [each.payloadId]));
