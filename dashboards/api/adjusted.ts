import { iso } from '../../pipeline/days.ts';
import type { CountedAdjustment } from '../../pipeline/domain/adjustment.ts';
import type { AdjustmentRow } from './contract.ts';
import { isoOrNull } from './present.ts';

/** An adjustment where it counts. */
export const presentAdjustment = (adjustment: CountedAdjustment): AdjustmentRow => ({
  id: adjustment.id,
  kind: adjustment.kind,
  family: adjustment.family,
  episodeId: adjustment.episodeId,
  placementId: adjustment.placementId,
  platform: adjustment.platformId,
  low: adjustment.low,
  high: adjustment.high,
  effectiveAt: iso(adjustment.effectiveAt),
  recordedAt: iso(adjustment.recordedAt),
  readingAt: isoOrNull(adjustment.readingAt),
  author: adjustment.author,
  reason: adjustment.reason,
});
