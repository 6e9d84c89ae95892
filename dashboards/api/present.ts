import { iso } from '../../pipeline/days.ts';
import type { Campaign } from '../../pipeline/domain/catalogue.ts';
import type { Count } from '../../pipeline/domain/count.ts';
import { type Formula, formulaName } from '../../pipeline/domain/formula.ts';
import type { Instant } from '../../pipeline/domain/reading.ts';
import { coverageOf, isComplete, type Total } from '../../pipeline/domain/totals.ts';
import { headline } from '../../pipeline/domain/wording.ts';
import type { NamedCount } from '../../pipeline/store/placement-counts.ts';
import type { PlacementRow } from './contract.ts';
import { reasonText } from './state-reasons.ts';

/** Instants of the domain as the API writes them. */
export const isoOrNull = (instant: Instant | null): string | null => (instant === null ? null : iso(instant));

/** Without a count both ends are null: missing is not zero. */
export const presentCount = (count: Count | null): { low: number | null; high: number | null } =>
  count === null ? { low: null, high: null } : { low: count.low, high: count.high };

export const presentCampaign = ({
  id,
  name,
  nameEn,
  organiser,
  timeZone,
  startsOn,
  endsOn,
  simulated,
  goal,
}: Campaign) => ({ id, name, nameEn, organiser, timeZone, startsOn, endsOn, simulated, goal });

export const presentFormula = (formula: Formula) => ({
  name: formulaName(formula),
  families: [...formula.families],
  label: formula.label,
});

export const presentPlacement = (placement: NamedCount): PlacementRow => ({
  placementId: placement.placementId,
  episodeId: placement.episodeId,
  episodeTitle: placement.episodeTitle,
  workId: placement.workId,
  workTitle: placement.workTitle,
  kind: placement.kind,
  platform: placement.platformId,
  platformName: placement.platformName,
  account: placement.account,
  accounts: [placement.accountId, ...placement.alsoOn],
  externalId: placement.externalId,
  url: placement.url,
  metric: placement.metric,
  family: placement.family,
  apart: placement.apart ?? null,
  replaces: placement.replaces,
  source: placement.source,
  state: placement.state,
  ...presentCount(placement.count),
  observedAt: isoOrNull(placement.observedAt),
  reason: placement.reason,
  reasonText: reasonText(placement.reason),
});

/** The total of a part that may have no placement yet: nothing expected, nothing counted. */
export const NOTHING: Total = { low: 0, high: 0, coverage: coverageOf([]) };

export const presentInterval = ({ low, high }: Total) => ({ low, high });

/** Nothing is lacking; a total of nothing lacks everything, and is never called a complete zero. */
export const isWhole = ({ coverage }: Total): boolean => coverage.expected > 0 && isComplete(coverage);

/** The figure in words, as far as interval and coverage allow. */
export const wordingOf = (total: Total) => {
  const { zh, en } = headline(total, { complete: isWhole(total) });
  return { zh, en };
};
