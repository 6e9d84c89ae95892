import { createHash } from 'node:crypto';
import { iso } from '../days.ts';
import type { CountedAdjustment } from './adjustment.ts';
import type { Apart } from './apart.ts';
import type { Count } from './count.ts';
import type { Formula } from './formula.ts';
import type { Family, Metric } from './metrics.ts';
import type { Instant, Source } from './reading.ts';
import type { State } from './totals.ts';

/** One reading behind a count: what it showed, its run, and what it was read from (`payloadId` empty: nothing). */
export type ReadingBehind = Count & {
  readonly observedAt: Instant;
  readonly recordedAt: Instant;
  readonly runId: string;
  readonly payloadId: string;
};

/** What one expected placement counted as, and from which reading. */
export type PublishedLine = {
  readonly placementId: number;
  /** Null for a work of the campaign alone. */
  readonly episodeId: string | null;
  readonly workId: string;
  readonly platformId: string;
  readonly accountId: string;
  readonly externalId: string;
  /** Title of the work: for people, no part of the hash. */
  readonly title: string;
  readonly metric: Metric;
  readonly family: Family;
  /** Why it is listed apart, and in neither end of the total; left out for a line of the total. */
  readonly apart?: Apart;
  readonly state: State;
  readonly source: Source | null;
  /** Null without a count, which is not zero. */
  readonly count: Count | null;
  /** The reading that gives the count; null without one. */
  readonly reading: ReadingBehind | null;
  /** The reading that gives the lower end, where that is another. */
  readonly lowerEnd: ReadingBehind | null;
  /** Readings of the counting metric, of every source, observed by T and recorded by K. */
  readonly readings: number;
  /** SHA-256 (hex) over all of them; empty where there are none. */
  readonly fingerprint: string;
};

/** A total with everything that makes it: what is frozen, and what is formed anew to be held against it. */
export type FrozenTotal = {
  readonly campaignId: string;
  readonly asOf: Instant;
  readonly knownAt: Instant;
  readonly formula: Pick<Formula, 'id' | 'version' | 'families'>;
  readonly low: number;
  readonly high: number | null;
  /** In order of the placements' numbers. */
  readonly lines: readonly PublishedLine[];
  /** The adjustments in it, in order of recording, then of id. */
  readonly adjustments: readonly CountedAdjustment[];
};

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** JSON with the keys of every object in order of their UTF-16 code units and nothing between the tokens (RFC 8785). */
const canonicalJson = (value: Json): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(',')}}`;
};

const instantOrNull = (instant: Instant | null): string | null => (instant === null ? null : iso(instant));

const readingFields = (reading: ReadingBehind | null): Json =>
  reading && {
    observedAt: iso(reading.observedAt),
    recordedAt: iso(reading.recordedAt),
    low: reading.low,
    high: reading.high,
    run: reading.runId,
    payload: reading.payloadId,
  };

/** The fields of a line that the hash covers, by their names in the canonical document. */
const lineFields = (line: PublishedLine): Readonly<Record<string, Json>> => ({
  placement: line.placementId,
  episode: line.episodeId,
  work: line.workId,
  platform: line.platformId,
  account: line.accountId,
  externalId: line.externalId,
  metric: line.metric,
  family: line.family,
  // Only where it is so: what was published before there was such a thing keeps its hash.
  ...(line.apart && { countedApart: line.apart }),
  state: line.state,
  source: line.source,
  low: line.count?.low ?? null,
  high: line.count?.high ?? null,
  reading: readingFields(line.reading),
  lowerEnd: readingFields(line.lowerEnd),
  readings: line.readings,
  fingerprint: line.fingerprint,
});

/** The fields of an adjustment that the hash covers. */
const adjustmentFields = (adjustment: CountedAdjustment): Readonly<Record<string, Json>> => ({
  id: adjustment.id,
  episode: adjustment.episodeId,
  placement: adjustment.placementId,
  platform: adjustment.platformId,
  family: adjustment.family,
  low: adjustment.low,
  high: adjustment.high,
  effectiveAt: iso(adjustment.effectiveAt),
  recordedAt: iso(adjustment.recordedAt),
  kind: adjustment.kind,
  readingAt: instantOrNull(adjustment.readingAt),
  author: adjustment.author,
  reason: adjustment.reason,
});

/** The fields of a total besides its lines and adjustments. */
const headFields = (total: FrozenTotal): Readonly<Record<string, Json>> => ({
  campaign: total.campaignId,
  asOf: iso(total.asOf),
  knownAt: iso(total.knownAt),
  formula: {
    id: total.formula.id,
    version: total.formula.version,
    families: total.formula.families.toSorted(),
  },
  low: total.low,
  high: total.high,
});

/**
 * The canonical document of a total, whose SHA-256 over its UTF-8 bytes is the hash of the publication: JSON without
 * blanks, keys in order of their code units (RFC 8785), with
 * `campaign`, `asOf`, `knownAt`, `formula` {`id`, `version`, `families` in alphabetical order}, `low`, `high`,
 * `lines` in order of `placement` (one that is listed apart and in neither end of the total has `countedApart`), `adjustments` in order of `recordedAt`, then `id`.
 * Instants are ISO 8601 in UTC with milliseconds; counts are integers; an open upper end, a missing count, reading,
 * episode, platform, placement or source is null; a reading of no payload has an empty `payload`. Titles, wording, author
 * and note are no part of it. sql/README.md says the same for whoever recomputes it elsewhere.
 */
export const canonicalDocument = (total: FrozenTotal): string =>
  canonicalJson({
    ...headFields(total),
    lines: total.lines.toSorted((a, b) => a.placementId - b.placementId).map(lineFields),
    adjustments: total.adjustments
      .toSorted((a, b) => a.recordedAt - b.recordedAt || (a.id < b.id ? -1 : 1))
      .map(adjustmentFields),
  });

/** SHA-256 (hex) of the canonical document. */
export const hashOf = (total: FrozenTotal): string =>
  createHash('sha256').update(canonicalDocument(total)).digest('hex');

/** What a publication is called: the first twelve digits of its hash. */
export const publicationId = (hash: string): string => hash.slice(0, 12);

/** A field that is not what it was: of a line, an adjustment, or the total itself. Values are as in the canonical document. */
export type Difference = {
  readonly of: 'total' | 'line' | 'adjustment';
  /** Placement or adjustment; empty for the total. */
  readonly id: string;
  /** Empty where the whole line is there on one side only. */
  readonly field: string;
  readonly frozen: Json;
  readonly now: Json;
};

type Named = ReadonlyMap<string, Readonly<Record<string, Json>>>;

/** Every field in which two totals differ, named by line. None exactly where their hashes are equal. */
export const differencesOf = (frozen: FrozenTotal, now: FrozenTotal): Difference[] => {
  const lines = (total: FrozenTotal): Named =>
    new Map(total.lines.map(line => [String(line.placementId), lineFields(line)]));
  const adjustments = (total: FrozenTotal): Named =>
    new Map(total.adjustments.map(adjustment => [adjustment.id, adjustmentFields(adjustment)]));
  return [
    ...between('total', '', headFields(frozen), headFields(now)),
    ...across('line', lines(frozen), lines(now)),
    ...across('adjustment', adjustments(frozen), adjustments(now)),
  ];
};

const across = (of: Difference['of'], frozen: Named, now: Named): Difference[] =>
  [...new Set([...frozen.keys(), ...now.keys()])].flatMap(id => {
    const [before, after] = [frozen.get(id), now.get(id)];
    if (before && after) return between(of, id, before, after);
    return [{ of, id, field: '', frozen: before ?? null, now: after ?? null }];
  });

const between = (
  of: Difference['of'],
  id: string,
  frozen: Readonly<Record<string, Json>>,
  now: Readonly<Record<string, Json>>,
): Difference[] =>
  [...new Set([...Object.keys(frozen), ...Object.keys(now)])].flatMap(field => {
    const [before, after] = [frozen[field] ?? null, now[field] ?? null];
    return canonicalJson(before) === canonicalJson(after)
      ? []
      : [{ of, id, field, frozen: before, now: after }];
  });
