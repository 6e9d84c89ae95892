import { iso } from '../../pipeline/days.ts';
import type { ChangedLine, Step } from '../../pipeline/domain/comparison.ts';
import type { PublishedLine, ReadingBehind } from '../../pipeline/domain/publication.ts';
import type { ComparedPublication } from '../../pipeline/jobs/compare-publication.ts';
import type { Verification } from '../../pipeline/jobs/publications.ts';
import type { Publication, StoredPublication } from '../../pipeline/store/publications.ts';
import { presentAdjustment } from './adjusted.ts';
import type { ComparisonBody, PublicationDetail, PublicationHead, VerificationBody } from './contract.ts';
import { momentText } from './moment.ts';
import { presentCount } from './present.ts';

export const presentPublication = (publication: Publication): PublicationHead => ({
  id: publication.id,
  campaignId: publication.campaignId,
  title: publication.title,
  ...momentText(publication),
  formula: { ...publication.formula, families: [...publication.formula.families] },
  low: publication.low,
  high: publication.high,
  coverage: publication.coverage,
  wording: publication.wording,
  hash: publication.hash,
  readings: publication.readings,
  author: publication.author,
  note: publication.note,
  publishedAt: iso(publication.publishedAt),
});

export const presentPublicationDetail = ({ total, ...head }: StoredPublication): PublicationDetail => ({
  ...presentPublication(head),
  lines: total.lines.map(presentLine),
  adjustments: total.adjustments.map(presentAdjustment),
});

const presentLine = (line: PublishedLine): PublicationDetail['lines'][number] => ({
  placementId: line.placementId,
  episodeId: line.episodeId,
  workId: line.workId,
  title: line.title,
  platform: line.platformId,
  account: line.accountId,
  externalId: line.externalId,
  metric: line.metric,
  family: line.family,
  apart: line.apart ?? null,
  state: line.state,
  source: line.source,
  ...presentCount(line.count),
  reading: line.reading && presentReading(line.reading),
  lowerEnd: line.lowerEnd && presentReading(line.lowerEnd),
  readings: line.readings,
  fingerprint: line.fingerprint,
});

const presentReading = ({ observedAt, recordedAt, ...reading }: ReadingBehind) => ({
  observedAt: iso(observedAt),
  recordedAt: iso(recordedAt),
  ...reading,
});

/** @param verifiedAt ms UTC */
export const presentVerification = (
  { publication, ...verification }: Verification,
  verifiedAt: number,
): VerificationBody => ({
  publication: presentPublication(publication),
  verifiedAt: iso(verifiedAt),
  ok: verification.ok,
  recomputed: verification.recomputed,
  recordIntact: verification.recordIntact,
  differences: [...verification.differences],
  payloads: { ...verification.payloads, broken: [...verification.payloads.broken] },
});

export const presentComparison = (comparison: ComparedPublication): ComparisonBody => ({
  publication: presentPublication(comparison.publication),
  with: comparison.with,
  ...momentText(comparison),
  low: comparison.low,
  high: comparison.high,
  revision: presentStep(comparison.revision),
  growth: presentStep(comparison.growth),
  revisedText: comparison.revisedText,
});

const presentStep = ({ change, lines }: Step): ComparisonBody['growth'] => ({
  change,
  lines: lines.map(presentChangedLine),
});

const presentChangedLine = ({ platformId, why, ...line }: ChangedLine) => ({
  ...line,
  platform: platformId,
  why: [...why],
});
