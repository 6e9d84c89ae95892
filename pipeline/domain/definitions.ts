import { CHINESE_PLATFORMS } from './definitions/chinese-platforms.ts';
import { INTERNATIONAL_PLATFORMS } from './definitions/international-platforms.ts';
import { PARTNERS } from './definitions/partners.ts';
import type { Metric } from './metrics.ts';

/**
 * What one number of one platform counts (口径), effective-dated. A change of rule is a new version: the series shows
 * a break, and totals across it name both. "平台未公布" (not published) is a legal rule and no blog fills it.
 */
export type MetricDefinition = {
  /** Platform id, as in the catalogue. */
  readonly platform: string;
  readonly metric: Metric;
  readonly version: number;
  readonly ruleZh: string;
  readonly ruleEn: string;
  readonly source: string;
  /** A the platform's own document · B public code or threads agreeing · C secondary · D disputed. */
  readonly strength: 'A' | 'B' | 'C' | 'D';
  /** First day of the rule (yyyy-MM-dd, the platform's day); null where it is not known to have changed. */
  readonly validFrom: string | null;
  /** Last day of the rule; null while it stands. */
  readonly validTo: string | null;
  /** Day the source was read. */
  readonly readOn: string;
};

/** Source of a rule that an operator has stated and a catalogue writes down (`platforms[].rules`). */
export const STATED_RULE_SOURCE = 'rule of the operator, as the catalogue states it';

export const METRIC_DEFINITIONS: readonly MetricDefinition[] = [
  ...CHINESE_PLATFORMS,
  ...INTERNATIONAL_PLATFORMS,
  ...PARTNERS,
];

/** The definition of a platform's metric on a day (yyyy-MM-dd); null where none is recorded: say so beside the total. */
export const definitionOn = (
  platform: string,
  metric: Metric,
  day: string,
  definitions: readonly MetricDefinition[] = METRIC_DEFINITIONS,
): MetricDefinition | null =>
  definitions
    .filter(d => d.platform === platform && d.metric === metric)
    .filter(d => (d.validFrom === null || d.validFrom <= day) && (d.validTo === null || day <= d.validTo))
    .sort((a, b) => b.version - a.version)[0] ?? null;
