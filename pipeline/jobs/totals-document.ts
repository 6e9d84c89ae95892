import type { Family } from '../domain/metrics.ts';
import type { Coverage, State } from '../domain/totals.ts';

/** Bounds in view-times; `high` is null for an open upper end. */
type Bounds = { readonly low: number; readonly high: number | null };

/** `counted` is how many placements have a count at all: where none has, the bounds say nothing, and certainly not zero. */
type Part = Bounds & { readonly counted: number };

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
  readonly coverage: Coverage;
  readonly missing: readonly MissingPlacement[];
  readonly episodes: readonly (Part & {
    readonly id: string;
    readonly title: string;
    readonly organisation: string;
  })[];
  /** Works of the campaign alone: with the episodes they make the total. */
  readonly campaignLevel: Bounds;
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
  /** Figures of the broadcast panel, whatever the moment: how many there are, since they are never added up. */
  readonly broadcastFigures: number;
};
