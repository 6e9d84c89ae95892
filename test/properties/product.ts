import { type Figures, figuresOf } from '../../pipeline/aggregate/figures.ts';
import { countedAdjustments } from '../../pipeline/domain/adjustment.ts';
import { type Missed, type SeriesEnd, type Standing, standingOf } from '../../pipeline/domain/coverage.ts';
import { findFormula } from '../../pipeline/domain/formula.ts';
import { METRIC_FAMILY } from '../../pipeline/domain/metrics.ts';
import {
  type Instant,
  type Reading,
  type SeriesDecision,
  type SeriesKey,
  SOURCES,
  seriesKey,
} from '../../pipeline/domain/reading.ts';
import type { PlacementCount } from '../../pipeline/domain/totals.ts';
import type { History } from './campaign-histories.ts';
import { MemoryStore } from './memory-store.ts';

type Fact = Reading | SeriesDecision;
const isDecision = (fact: Fact): fact is SeriesDecision => 'decision' in fact;
/** How facts come: by rank, cut into batches, some of them twice, and with the memory lost now and then. */
export type Arrival = { readonly ranks: readonly number[]; readonly cuts: readonly number[] };

const pick = (list: readonly number[], index: number): number => list[index % list.length] ?? 0;

/** The facts of a history in order of arrival, some of them twice, in batches; a null is a restart. */
export const batchesOf = (
  { readings, decisions }: Pick<History, 'readings' | 'decisions'>,
  { ranks, cuts }: Arrival,
): ({ readings: Reading[]; decisions: SeriesDecision[] } | null)[] => {
  const facts: Fact[] = [...readings, ...decisions];
  const repeated = facts.filter((_, i) => pick(cuts, i) % 3 === 0);
  const arrived = [...facts, ...repeated]
    .map((fact, i) => ({ fact, rank: pick(ranks, i) }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ fact }) => fact);
  const batches: ReturnType<typeof batchesOf> = [];
  let batch: Fact[] = [];
  for (const [i, fact] of arrived.entries()) {
    batch.push(fact);
    const cut = pick(cuts, i);
    if (cut % 8 !== 0 && i < arrived.length - 1) continue;
    batches.push({
      readings: batch.filter((each): each is Reading => !isDecision(each)),
      decisions: batch.filter(isDecision),
    });
    if (cut % 16 === 0) batches.push(null);
    batch = [];
  }
  return batches;
};

/** Takes a history in through the product's own assessor, over tables in memory. */
export const takeIn = async (
  history: Pick<History, 'readings' | 'decisions'>,
  arrival: Arrival,
  store: MemoryStore = new MemoryStore(),
): Promise<MemoryStore> => {
  let assessor = store.assessor();
  for (const batch of batchesOf(history, arrival)) {
    if (batch === null) assessor = store.assessor();
    else store.store(await assessor.assess(batch.readings, batch.decisions), batch.decisions);
  }
  return store;
};

export type Counted = PlacementCount & Standing;
const WEEK = 7 * 86_400_000;
const versionAt = ({ versions }: History, K: Instant) =>
  versions.filter(({ recordedAt }) => recordedAt <= K).at(-1);

/** Every expected placement as of T, known by K, by the product's own rules over what the tables hold. */
export const countsAt = (store: MemoryStore, history: History, T: Instant, K: Instant): Counted[] => {
  const version = versionAt(history, K);
  if (!version) return [];
  const registeredAt = history.versions[0]?.recordedAt ?? 0;
  return version.placements
    .filter(({ episodeId }) => episodeId === null || !version.cancelled.includes(episodeId))
    .filter(({ publishedAt }) => (publishedAt ?? registeredAt) <= T)
    .map(({ placementId, episodeId, metric }) => {
      const names = SOURCES.map(source => ({ placementId, metric, source }));
      const ends = names.flatMap(name => endOf(store, name, T, K));
      const missed = names.flatMap(name => missedOf(history, name, T, K));
      return {
        ...{ placementId, campaignId: 'year-end', episodeId, workId: 'w', platformId: 'p', accountId: 'a' },
        family: METRIC_FAMILY[metric],
        ...standingOf(ends, missed, T),
      };
    });
};

const endOf = (store: MemoryStore, name: SeriesKey, T: Instant, K: Instant): SeriesEnd[] => {
  const last = store.standing(seriesKey(name), K).findLast(({ observedAt }) => observedAt <= T);
  return last ? [{ ...name, lastAt: last.observedAt, intervalS: last.intervalS, ...last.judgement }] : [];
};

/** What the query misses-as-of says of one series. */
const missedOf = ({ misses }: History, name: SeriesKey, T: Instant, K: Instant): Missed[] => {
  const mine = misses
    .filter(miss => seriesKey(miss) === seriesKey(name) && miss.recordedAt <= K && miss.at <= T)
    .toSorted((a, b) => a.at - b.at);
  const last = mine.at(-1);
  if (!last) return [];
  const hidden = mine.findLast(({ status, at }) => status === 'hidden' && at <= T - WEEK);
  const absentThisWeek = mine.some(({ status, at }) => status === 'absent' && at > T - WEEK);
  return [{ ...last, hiddenAWeekAgo: hidden ? hidden.at : null, absentThisWeek }];
};

/** The figures of a formula as of T, known by K. */
export const figuresOn = (
  counts: readonly Counted[],
  history: History,
  formula: string,
  T: Instant,
  K: Instant,
): Figures<Counted> => {
  const records = history.adjustments
    .filter(({ recordedAt }) => recordedAt <= K)
    .map(of => ({
      ...of,
      withdrawal: of.withdrawal && of.withdrawal.recordedAt <= K ? of.withdrawal : null,
    }));
  const cancelled = new Set(versionAt(history, K)?.cancelled);
  return figuresOf(findFormula(formula), counts, countedAdjustments(records, counts, cancelled, T));
};
