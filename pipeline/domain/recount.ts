import { type Amendment, type DatedFall, type StoredReading, tell } from './knowledge.ts';
import {
  type Instant,
  identityOf,
  type Judgement,
  type Reading,
  type SeriesDecision,
  type SeriesKey,
  seriesKey,
} from './reading.ts';
import type { DatedRules } from './rules.ts';
import { compareReadings } from './verdict.ts';

/** A reading as it is kept, with the verdict formed when it was stored: neither is ever rewritten. */
export type KeptReading = StoredReading & {
  /** Calendar day in the zone of the campaign, cut when it was taken (yyyy-MM-dd). */
  readonly localDate: string;
};

/** The last reading of a series on a day; `localDate` null: of all days. */
export type RollupRow = Pick<Amendment, 'observedAt' | 'recordedAt' | 'intervalS'> &
  Pick<Amendment, 'judgement' | 'knownSince' | 'revision'> &
  SeriesKey & { readonly localDate: string | null };

/** A verdict of a reading with the moment since which it stands. */
export type Dated = { readonly since: Instant; readonly judgement: Judgement };

/** What the tables that hang on readings have to hold of some series. */
export type Recounted = {
  /** Later verdicts; the first one too, where it is not what was formed at storing. */
  readonly verdicts: readonly Amendment[];
  readonly falls: readonly DatedFall[];
  readonly rollups: readonly (RollupRow & Amendment)[];
  /** Every verdict each reading ever had, in order of `since`; by {@link rowKey}. */
  readonly timelines: ReadonlyMap<string, readonly Dated[]>;
};

/**
 * Rules that are not yet in force count from a moment that is known only when everything is judged by them: till then
 * this stands for it.
 */
export const PENDING: Instant = Date.UTC(2200, 0, 1);

/** Judges everything kept of some series from the beginning, as it became known. Pure. */
export const recount = (
  kept: readonly KeptReading[],
  decisions: readonly SeriesDecision[],
  rules: readonly DatedRules[],
): Recounted => {
  const decided = Map.groupBy(decisions, seriesKey);
  const parts = [...Map.groupBy(kept, seriesKey)].map(([key, rows]) =>
    recountSeries(rows, decided.get(key) ?? [], rules),
  );
  return {
    verdicts: parts.flatMap(part => part.verdicts),
    falls: parts.flatMap(part => part.falls),
    rollups: parts.flatMap(part => part.rollups),
    timelines: new Map(parts.flatMap(part => [...part.timelines])),
  };
};

const recountSeries = (
  kept: readonly KeptReading[],
  decisions: readonly SeriesDecision[],
  rules: readonly DatedRules[],
): Recounted => {
  const told = tell({ readings: [], decisions: [] }, { readings: kept, decisions }, rules);
  const ofIdentity = new Map(
    told.readings.map(row => [identityOf(row), [{ since: row.recordedAt, judgement: row.judgement }]]),
  );
  for (const { knownSince, judgement, ...row } of told.amendments)
    ofIdentity.get(identityOf(row))?.push({ since: knownSince, judgement });
  const timelines = new Map(
    kept.map(row => [rowKey(row), knownFrom(row.recordedAt, ofIdentity.get(identityOf(row)) ?? [])]),
  );
  const later = kept.map(row => [row, unlikeStored(row, timelines.get(rowKey(row)) ?? [])] as const);
  // Above everything kept, so that it stands over a first verdict at the same moment; and no higher than what the next
  // assessment finds stored, or new readings would not reach the rollups.
  const highest = kept.reduce((revision, row) => Math.max(revision, row.revision), 0);
  const revision = later.some(([, verdicts]) => verdicts.length > 0) ? highest + 1 : highest;
  return {
    verdicts: later.flatMap(([row, verdicts]) =>
      verdicts.map(({ since, judgement }) => ({ ...row, judgement, revision, knownSince: since })),
    ),
    falls: told.falls.map(fall => ({ ...fall, revision })),
    rollups: rollupsOf(kept, timelines, revision),
    timelines,
  };
};

/** Of two rows of one reading (taken down twice) each has the verdicts of the reading, from its own moment on. */
const knownFrom = (recordedAt: Instant, timeline: readonly Dated[]): Dated[] => {
  const standing = timeline.findLast(({ since }) => since <= recordedAt);
  const later = timeline.filter(({ since }) => since > recordedAt);
  return standing ? [{ ...standing, since: recordedAt }, ...later] : later;
};

const unlikeStored = ({ judgement }: KeptReading, timeline: readonly Dated[]): readonly Dated[] => {
  const [first, ...later] = timeline;
  return first && sameText(first.judgement) === sameText(judgement) ? later : timeline;
};

/** The last reading of a series and of each of its days, each with the verdict that stands and since when. */
const rollupsOf = (
  kept: readonly KeptReading[],
  timelines: Recounted['timelines'],
  revision: number,
): (RollupRow & Amendment)[] => {
  const ordered = kept.toSorted(compareReadings);
  const ofDays = [...new Map(ordered.map(row => [row.localDate, row])).values()];
  const written = (row: KeptReading, localDate: string | null): (RollupRow & Amendment)[] => {
    const last = timelines.get(rowKey(row))?.at(-1);
    return last ? [{ ...row, localDate, judgement: last.judgement, knownSince: last.since, revision }] : [];
  };
  return [
    ...ordered.slice(-1).flatMap(row => written(row, null)),
    ...ofDays.flatMap(row => written(row, row.localDate)),
  ];
};

/** A row of readings among all. */
export const rowKey = (
  row: Pick<Reading, 'placementId' | 'metric' | 'source' | 'observedAt' | 'low' | 'high' | 'recordedAt'>,
): string => `${seriesKey(row)} ${identityOf(row)} ${row.recordedAt}`;

/** A judgement as text: equal texts, equal verdicts. */
export const sameText = ({ verdict, reason, count, acceptedAt }: Judgement): string =>
  JSON.stringify([verdict, reason, count && [count.low, count.high], acceptedAt]);
