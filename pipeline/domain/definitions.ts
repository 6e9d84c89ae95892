import { DAY, localDate } from '../days.ts';
import { CHINESE_PLATFORMS } from './definitions/chinese-platforms.ts';
import { CHINESE_PORTALS } from './definitions/chinese-portals.ts';
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
  ...CHINESE_PORTALS,
  ...INTERNATIONAL_PLATFORMS,
  ...PARTNERS,
];

/** A rule and the days of the question on which it stood, both inclusive (yyyy-MM-dd). */
export type DefinitionInForce = MetricDefinition & { readonly from: string; readonly to: string };

/** A change of rule within the days of the question: the first day of the new one, and both. */
export type DefinitionBreak = {
  readonly date: string;
  readonly platform: string;
  readonly metric: Metric;
  readonly before: MetricDefinition;
  readonly after: MetricDefinition;
};

/**
 * Every definition in force on some day from `from` to `to` (yyyy-MM-dd), in order of platform, metric and day, and the
 * breaks between them: a total over these days names both sides of each. A day without a definition is no break.
 */
export const definitionsBetween = (
  definitions: readonly MetricDefinition[],
  from: string,
  to: string,
): { readonly inForce: readonly DefinitionInForce[]; readonly breaks: readonly DefinitionBreak[] } => {
  const groups = Map.groupBy(definitions, ({ platform, metric }) => `${platform} ${metric}`);
  const inForce = [...groups.keys()].toSorted().flatMap(key => stretches(groups.get(key) ?? [], from, to));
  const breaks = inForce.flatMap((after, index): DefinitionBreak[] => {
    const before = inForce[index - 1];
    const { platform, metric } = after;
    if (before?.platform !== platform || before.metric !== metric) return [];
    return [{ date: after.from, platform, metric, before, after }];
  });
  return { inForce, breaks };
};

/** The rules of one number of one platform, each with the days on which it stood. */
const stretches = (all: readonly MetricDefinition[], from: string, to: string): DefinitionInForce[] => {
  const starts = all.flatMap(({ validFrom, validTo }) => [validFrom, validTo && dayAfter(validTo)]);
  const later = starts.flatMap(day => (day !== null && day > from && day <= to ? [day] : []));
  const days = [...new Set([from, ...later])].toSorted();
  const stood: DefinitionInForce[] = [];
  for (const [index, day] of days.entries()) {
    const next = days[index + 1];
    const end = next === undefined ? to : dayBefore(next);
    const [first] = all;
    const found = first ? definitionOn(first.platform, first.metric, day, all) : null;
    const last = stood.at(-1);
    if (found === null) continue;
    if (last?.version === found.version && dayAfter(last.to) === day)
      stood.splice(-1, 1, { ...last, to: end });
    else stood.push({ ...found, from: day, to: end });
  }
  return stood;
};

const dayAfter = (day: string): string => shifted(day, DAY);
const dayBefore = (day: string): string => shifted(day, -DAY);
/** Days are counted in UTC, where each has 24 hours. */
const shifted = (day: string, ms: number): string => localDate(Date.parse(`${day}T00:00:00Z`) + ms, 'UTC');

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
