import type { CountedAdjustment } from './adjustment.ts';
import type { Count } from './count.ts';
import type { FrozenTotal, PublishedLine } from './publication.ts';
import type { Source } from './reading.ts';

/**
 * Why a line of a total is another. Of a revision (the same T, known later): `late-reading`, `decision`, `judged-anew` (the
 * same readings, other verdicts), `adjusted`, `withdrawn`; of growth (a later T): `grown`, `fell`, `removed` (taken off the
 * platform), `adjusted`, `withdrawn`; of either: `new-placement`, `no-longer-expected`, `moved` (to another episode or
 * work), `replay-rule` (listed apart now, or added now), `other-source`.
 */
export const REASONS_OF_CHANGE = [
  'late-reading',
  'decision',
  'judged-anew',
  'adjusted',
  'withdrawn',
  'grown',
  'fell',
  'removed',
  'new-placement',
  'no-longer-expected',
  'moved',
  'replay-rule',
  'other-source',
] as const;
export type ReasonOfChange = (typeof REASONS_OF_CHANGE)[number];

/** By how much the ends of a total moved; `high` null where either upper end is open. */
export type Change = { readonly low: number; readonly high: number | null };

/** One line or adjustment that is another on both sides. Counts are null where it has none, or is not there. */
export type ChangedLine = {
  /** Null for an adjustment of no placement. */
  readonly placementId: number | null;
  /** Empty for a placement's line. */
  readonly adjustmentId: string;
  readonly platformId: string | null;
  readonly externalId: string;
  readonly title: string;
  readonly episodeId: string | null;
  readonly before: Count | null;
  readonly after: Count | null;
  readonly change: Change;
  readonly why: readonly ReasonOfChange[];
};

/** From one total to another: by how much, and which lines made it. */
export type Step = { readonly change: Change; readonly lines: readonly ChangedLine[] };

/**
 * A frozen total against another moment. `revision` is the same T as known at the other K, less the frozen total: “revised
 * by +n since”; `growth` is the other total less that. Together they are the difference of the two totals.
 */
export type Comparison = { readonly revision: Step; readonly growth: Step };

/**
 * @param frozen total(T, K)
 * @param revised total(T, other K)
 * @param other total(other T, other K)
 * @param decided placements on whose counting series somebody decided between the two K
 */
export const compareTotals = (
  frozen: FrozenTotal,
  revised: FrozenTotal,
  other: FrozenTotal,
  decided: ReadonlySet<number>,
): Comparison => ({
  revision: stepOf(frozen, revised, (before, after) => whyRevised(before, after, decided)),
  growth: stepOf(revised, other, whyGrown),
});

type Why = (before: PublishedLine, after: PublishedLine) => ReasonOfChange[];

const stepOf = (from: FrozenTotal, to: FrozenTotal, why: Why): Step => {
  const before = new Map(from.lines.map(line => [line.placementId, line]));
  const after = new Map(to.lines.map(line => [line.placementId, line]));
  const ids = [...new Set([...before.keys(), ...after.keys()])].sort((a, b) => a - b);
  const lines = ids.flatMap(id => changeOf(before.get(id), after.get(id), why));
  return { change: difference(from, to), lines: [...lines, ...adjustmentsBetween(from, to)] };
};

const changeOf = (
  before: PublishedLine | undefined,
  after: PublishedLine | undefined,
  why: Why,
): ChangedLine[] => {
  const line = after ?? before;
  if (!line) return [];
  // What is listed apart on both sides is in neither total.
  if ([before, after].every(each => each === undefined || each.apart)) return [];
  const reasons = before === undefined ? newLine : after === undefined ? lostLine : why(before, after);
  if (reasons.length === 0) return [];
  const [from, to] = [added(before), added(after)];
  return [
    {
      placementId: line.placementId,
      adjustmentId: '',
      platformId: line.platformId,
      externalId: line.externalId,
      title: line.title,
      episodeId: line.episodeId,
      before: from,
      after: to,
      change: difference(from ?? NOTHING, to ?? NOTHING),
      why: reasons,
    },
  ];
};

/** What a line adds to its total; null without a count, and where it is listed apart. */
const added = (line: PublishedLine | undefined): Count | null =>
  line === undefined || line.apart ? null : line.count;

const newLine: ReasonOfChange[] = ['new-placement'];
const lostLine: ReasonOfChange[] = ['no-longer-expected'];
/** What a line without a count adds. */
const NOTHING: Count = { low: 0, high: 0 };

const difference = (from: Count, to: Count): Change => ({
  low: to.low - from.low,
  high: from.high === null || to.high === null ? null : to.high - from.high,
});

const isSameCount = (a: Count | null, b: Count | null): boolean => a?.low === b?.low && a?.high === b?.high;

const places = (before: PublishedLine, after: PublishedLine): ReasonOfChange[] => [
  ...(before.episodeId !== after.episodeId || before.workId !== after.workId ? (['moved'] as const) : []),
  ...(before.apart === after.apart ? [] : (['replay-rule'] as const)),
];

const isFromElsewhere = (before: Source | null, after: Source | null): boolean =>
  before !== null && after !== null && before !== after;

const whyRevised = (
  before: PublishedLine,
  after: PublishedLine,
  decided: ReadonlySet<number>,
): ReasonOfChange[] => {
  const placed = places(before, after);
  if (isSameCount(before.count, after.count)) return placed;
  const causes: ReasonOfChange[] = [
    ...(before.fingerprint === after.fingerprint ? [] : (['late-reading'] as const)),
    ...(decided.has(after.placementId) ? (['decision'] as const) : []),
  ];
  return [
    ...placed,
    ...(isFromElsewhere(before.source, after.source) ? (['other-source'] as const) : []),
    ...(causes.length === 0 ? (['judged-anew'] as const) : causes),
  ];
};

const whyGrown: Why = (before, after) => {
  const source = isFromElsewhere(before.source, after.source);
  const step = difference(before.count ?? NOTHING, after.count ?? NOTHING);
  const isLess = step.low < 0 || (step.low === 0 && step.high !== null && step.high < 0);
  return [
    ...places(before, after),
    ...(source ? (['other-source'] as const) : []),
    ...(after.state === 'removed' && before.state !== 'removed' ? (['removed'] as const) : []),
    ...(isSameCount(before.count, after.count) || source
      ? []
      : [isLess ? ('fell' as const) : ('grown' as const)]),
  ];
};

const adjustmentsBetween = (from: FrozenTotal, to: FrozenTotal): ChangedLine[] => {
  const before = new Map(from.adjustments.map(adjustment => [adjustment.id, adjustment]));
  const after = new Map(to.adjustments.map(adjustment => [adjustment.id, adjustment]));
  return [
    ...to.adjustments.filter(({ id }) => !before.has(id)).map(added => adjustmentLine(added, true)),
    ...from.adjustments.filter(({ id }) => !after.has(id)).map(taken => adjustmentLine(taken, false)),
  ];
};

const adjustmentLine = (adjustment: CountedAdjustment, isAdded: boolean): ChangedLine => {
  const { low, high } = adjustment;
  return {
    placementId: adjustment.placementId,
    adjustmentId: adjustment.id,
    platformId: adjustment.platformId,
    externalId: '',
    title: adjustment.reason,
    episodeId: adjustment.episodeId,
    before: isAdded ? null : { low, high },
    after: isAdded ? { low, high } : null,
    change: isAdded ? { low, high } : { low: -low, high: -high },
    why: [isAdded ? 'adjusted' : 'withdrawn'],
  };
};
