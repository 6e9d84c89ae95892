import { DAY } from '../../pipeline/days.ts';
import type { Family } from '../../pipeline/domain/metrics.ts';
import type { Instant, Source } from '../../pipeline/domain/reading.ts';
import { model } from '../domain/reference-verdicts.ts';
import type { History, Listing } from './campaign-histories.ts';

/**
 * A slow and obvious model of total(T, K), written from the rules' text alone: everything is filtered by K, judged whole,
 * cut at T and added up, each time from the beginning.
 */
type Bounds = { readonly low: number; readonly high: number | null };
export type ReferenceCount = {
  readonly placementId: number;
  readonly episodeId: string | null;
  readonly family: Family;
  readonly state: string;
  readonly source: Source | null;
  readonly count: Bounds | null;
  readonly observedAt: Instant | null;
};
export type ReferenceTotal = {
  readonly low: number;
  readonly high: number | null;
  /** States of the placements in it, by number of the placement. */
  readonly states: Readonly<Record<number, string>>;
  /** How many adjustments are in it. */
  readonly adjustments: number;
};

/** Of two the better first. */
const RANK: readonly Source[] = ['own_logs', 'api', 'export', 'page', 'statement'];
const FAMILY: Readonly<Record<string, Family>> = {
  plays: 'play',
  live_entries: 'live_entry',
  reads: 'read',
  exposures: 'exposure',
  viewers: 'person',
};
export const REFERENCE_FORMULAS: Readonly<Record<string, readonly Family[]>> = {
  'video_view_times@1': ['play', 'live_entry'],
  'content_view_times@1': ['play', 'live_entry', 'read'],
};

const catalogueAt = ({ versions }: History, K: Instant) =>
  versions.filter(({ recordedAt }) => recordedAt <= K).at(-1);

/** Every expected placement as of T, known by K, in order of their numbers. */
export const referenceCounts = (history: History, T: Instant, K: Instant): ReferenceCount[] => {
  const catalogue = catalogueAt(history, K);
  if (!catalogue) return [];
  const registeredAt = history.versions[0]?.recordedAt ?? 0;
  return catalogue.placements
    .filter(({ episodeId }) => episodeId === null || !catalogue.cancelled.includes(episodeId))
    .filter(({ publishedAt }) => (publishedAt ?? registeredAt) <= T)
    .map(listing => countOf(history, listing, T, K));
};

const countOf = (
  history: History,
  { placementId, episodeId, metric }: Listing,
  T: Instant,
  K: Instant,
): ReferenceCount => {
  const identity = { placementId, episodeId, family: FAMILY[metric] ?? 'engagement' };
  const isMine = (of: { placementId: number; metric: string; recordedAt: Instant }) =>
    of.placementId === placementId && of.metric === metric && of.recordedAt <= K;
  const ends = RANK.flatMap(source => {
    const readings = history.readings.filter(of => isMine(of) && of.source === source);
    const decisions = history.decisions.filter(of => isMine(of) && of.source === source);
    const last = model(readings, decisions)
      .rows.filter(({ reading }) => reading.observedAt <= T)
      .at(-1);
    return last ? [{ source, reading: last.reading, ...last.judgement }] : [];
  });
  const counted = ends.filter(({ count }) => count !== null);
  const newest = Math.max(...counted.map(({ acceptedAt }) => acceptedAt ?? 0));
  const longest = (intervalS: number) => Math.max(7 * DAY, 1.5 * intervalS * 1_000);
  const best =
    counted.find(end => newest - (end.acceptedAt ?? 0) <= longest(end.reading.intervalS)) ?? ends[0];
  if (!best) return { ...identity, state: 'never', source: null, count: null, observedAt: null };
  const { source, count, acceptedAt, verdict, reading } = best;
  if (count === null || acceptedAt === null)
    return { ...identity, state: 'held', source, count: null, observedAt: null };
  const answers = history.misses
    .filter(of => isMine(of) && of.source === source && of.at <= T && of.at > reading.observedAt)
    .toSorted((a, b) => a.at - b.at);
  const last = answers.at(-1);
  const hiddenSince = answers.filter(({ status, at }) => status === 'hidden' && at <= T - 7 * DAY);
  const week = answers.filter(({ at, status }) => at > T - 7 * DAY && status !== 'failed');
  const isHidden =
    last?.status === 'hidden' && hiddenSince.length > 0 && !week.some(({ status }) => status === 'absent');
  const isInTime = T - acceptedAt <= 1.5 * reading.intervalS * 1_000;
  const state =
    last?.status === 'removed' || isHidden
      ? 'removed'
      : source === 'statement'
        ? 'stated'
        : verdict === 'accepted' && !last && isInTime
          ? 'fresh'
          : 'carried';
  return { ...identity, state, source, count, observedAt: acceptedAt };
};

/** The total under a formula, of the whole campaign or of one part of it. */
export const referenceTotal = (
  history: History,
  formula: string,
  T: Instant,
  K: Instant,
  isInPart: (episodeId: string | null) => boolean = () => true,
  counts: readonly ReferenceCount[] = referenceCounts(history, T, K),
): ReferenceTotal => {
  const families = REFERENCE_FORMULAS[formula] ?? [];
  const placements = counts.filter(
    ({ family, episodeId }) => families.includes(family) && isInPart(episodeId),
  );
  const cancelled = catalogueAt(history, K)?.cancelled ?? [];
  const adjustments = history.adjustments.filter(of => {
    const isKnown = of.recordedAt <= K && !(of.withdrawal && of.withdrawal.recordedAt <= K);
    if (!isKnown || of.effectiveAt > T || !families.includes(of.family)) return false;
    if (of.placementId === null)
      return isInPart(of.episodeId) && !(of.episodeId !== null && cancelled.includes(of.episodeId));
    const target = counts.find(({ placementId }) => placementId === of.placementId);
    return target !== undefined && target.family === of.family && isInPart(target.episodeId);
  });
  let low = 0;
  let high: number | null = 0;
  for (const { count } of placements) {
    if (!count) continue;
    low += count.low;
    high = high === null || count.high === null ? null : high + count.high;
  }
  for (const of of adjustments) {
    low += of.low;
    high = high === null ? null : high + of.high;
  }
  return {
    low,
    high,
    states: Object.fromEntries(placements.map(({ placementId, state }) => [placementId, state])),
    adjustments: adjustments.length,
  };
};
