import type { AdjustmentKind } from '../domain/adjustment.ts';
import type { Apart } from '../domain/apart.ts';
import type { MetricDefinition } from '../domain/definitions.ts';
import type { Family, Metric } from '../domain/metrics.ts';
import type { Coverage, State } from '../domain/totals.ts';

/** Bounds in view-times; `high` is null for an open upper end. */
type Bounds = { readonly low: number; readonly high: number | null };

/**
 * `counted` is how many placements have a count at all: where none has and nothing is adjusted, the bounds say nothing,
 * and certainly not zero. `adjusted` is what of the bounds comes from adjustments; null where nothing does.
 */
type Part = Bounds & { readonly counted: number; readonly adjusted: Adjusted | null };

/** What adjustments add up to: both ends may be below 0. */
type Adjusted = { readonly low: number; readonly high: number };

/** A signed change by hand that counts in the total. */
export type AdjustmentLine = Adjusted & {
  readonly id: string;
  readonly kind: AdjustmentKind;
  readonly family: Family;
  /** Episode it counts in; null: works of the campaign alone. */
  readonly episode: string | null;
  readonly placementId: number | null;
  /** Platform of the placement; null where it is of none. */
  readonly platform: string | null;
  readonly effectiveAt: string;
  readonly recordedAt: string;
  /** Of an exclusion: instant of the reading whose rise is taken out. */
  readonly readingAt: string | null;
  readonly author: string;
  readonly reason: string;
};

/** What one number of one platform counts, on the days from `from` to `to`. */
type DefinitionLine = {
  readonly platform: string;
  readonly platformName: string;
  readonly metric: Metric;
  readonly version: number;
  readonly rule: { readonly zh: string; readonly en: string };
  readonly source: string;
  readonly strength: MetricDefinition['strength'];
  readonly from: string;
  readonly to: string;
};

/** A placement whose figure is not fresh, named so that somebody can go and look. */
export type MissingPlacement = {
  readonly placementId: number;
  readonly platform: string;
  readonly account: string;
  readonly title: string;
  readonly externalId: string;
  readonly state: Exclude<State, 'fresh' | 'stated'>;
  readonly reason: string;
  /** ISO instant of the reading that gives the count; null where there is none. */
  readonly observedAt: string | null;
};

/** A placement that is listed apart from the total: its figures are nowhere in it. Null without a count. */
type ApartPlacement = {
  readonly placementId: number;
  readonly platform: string;
  readonly account: string;
  readonly title: string;
  readonly externalId: string;
  readonly episode: string | null;
  readonly state: State;
  readonly low: number | null;
  readonly high: number | null;
};

/** The answer of `renci totals --json` and `renci demo --once --json`. Instants are ISO 8601 in UTC. */
export type TotalsDocument = {
  readonly campaign: { readonly id: string; readonly name: string };
  /** True when the figures come from simulated partners. */
  readonly simulated: boolean;
  readonly asOf: string;
  readonly knownAt: string;
  /** Zone of the campaign, for showing the instants. */
  readonly timeZone: string;
  /** `video_view_times@1` */
  readonly formula: string;
  readonly total: Bounds & { readonly wording: { readonly zh: string; readonly en: string } };
  /** Adjustments in the total, in order of recording. */
  readonly adjustments: readonly AdjustmentLine[];
  readonly coverage: Coverage;
  readonly missing: readonly MissingPlacement[];
  readonly episodes: readonly (Part & {
    readonly id: string;
    readonly title: string;
    readonly organisation: string;
  })[];
  /** Works of the campaign alone: with the episodes they make the total. */
  readonly campaignLevel: Part;
  readonly platforms: readonly (Part & { readonly id: string; readonly name: string })[];
  /** Families in scope that the formula does not add: shown beside the total. */
  readonly beside: readonly {
    readonly family: Family;
    readonly placements: number;
    /** False where figures of the family are never summed: the bounds are those of the largest placement. */
    readonly added: boolean;
    /** Null while nothing of the family was read, which is not a zero. */
    readonly low: number | null;
    /** Null for an open upper end, and where `low` is null. */
    readonly high: number | null;
  }[];
  /**
   * Replays that the count of their live show holds (`in_live`) or may hold (`unknown`): never added. `low` is null while
   * none was read, which is not a zero; `high` for an open end too.
   */
  readonly apart: readonly {
    readonly why: Apart;
    readonly low: number | null;
    readonly high: number | null;
    readonly text: { readonly zh: string; readonly en: string };
    readonly placements: readonly ApartPlacement[];
  }[];
  /** 口径说明: what of the total its figures do not tell, such as replays apart and items uploaded again. */
  readonly notes: readonly { readonly zh: string; readonly en: string }[];
  /** Every rule in force from the first day of the campaign to T, for each number in the total. */
  readonly definitions: readonly DefinitionLine[];
  /** Changes of rule among them: the series breaks there. `before` and `after` are versions in `definitions`. */
  readonly breaks: readonly {
    readonly date: string;
    readonly platform: string;
    readonly metric: Metric;
    readonly before: number;
    readonly after: number;
  }[];
  /** Figures of the broadcast panel, whatever the moment: how many there are, since they are never added up. */
  readonly broadcastFigures: number;
};
