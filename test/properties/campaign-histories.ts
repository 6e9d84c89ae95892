import fc from 'fast-check';
import type { Miss } from '../../collectors/rows.ts';
import { DAY, HOUR } from '../../pipeline/days.ts';
import type { Adjustment, Withdrawal } from '../../pipeline/domain/adjustment.ts';
import { METRIC_FAMILY, type Metric } from '../../pipeline/domain/metrics.ts';
import type { Instant, Reading, SeriesDecision, Source } from '../../pipeline/domain/reading.ts';
import { histories } from '../domain/histories.ts';
import { START } from '../domain/readings.ts';

/** What a version of the catalogue says of one placement. */
export type Listing = {
  readonly placementId: number;
  readonly episodeId: string | null;
  readonly metric: Metric;
  readonly publishedAt: Instant | null;
};
/** A version of the whole catalogue: known from `recordedAt` on. */
export type Version = {
  readonly recordedAt: Instant;
  readonly cancelled: readonly string[];
  readonly placements: readonly Listing[];
};
type Adjusted = Adjustment & { readonly withdrawal: Withdrawal | null };

/** Everything that is ever recorded of one campaign, in no order. */
export type History = {
  readonly versions: readonly Version[];
  readonly readings: readonly Reading[];
  readonly decisions: readonly SeriesDecision[];
  readonly misses: readonly Miss[];
  readonly adjustments: readonly Adjusted[];
};

export const REGISTERED = START - 30 * DAY;
export const EPISODES = ['e1', 'e2'] as const;
const COUNTERS = ['plays', 'plays', 'plays', 'live_entries', 'reads', 'exposures', 'viewers'] as const;
const SPAN = 20 * DAY;
const later = fc.integer({ min: 0, max: SPAN / HOUR }).map(hours => START + hours * HOUR);
const lateness = fc.constantFrom(0, 0, 0, 0, 2 * HOUR, DAY, 5 * DAY);

/** One series of a placement: a counter that misbehaves in every way, readings that come late, and decisions on some. */
const series = (placementId: number, metric: Metric, source: Source) =>
  fc
    .record({ history: histories, late: fc.array(lateness, { minLength: 24, maxLength: 24 }) })
    .map(({ history, late }) => {
      const name = { placementId, metric, source };
      const delays = new Map(history.readings.map((of, i) => [of, late[i] ?? 0]));
      const readings = history.readings.map((of): Reading => {
        const runId = `run-${placementId}-${source}`;
        const recordedAt = of.recordedAt + (delays.get(of) ?? 0);
        return { ...of, ...name, runId, payloadId: `${runId}-${of.observedAt}`, recordedAt };
      });
      const decisions = history.decisions.map((of, i): SeriesDecision => {
        const recordedAt = of.recordedAt + 6 * DAY + i;
        return { ...name, ...of, recordedAt, author: 'duty editor', reason: 'checked' };
      });
      return { readings: once(readings), decisions };
    });

/** A reading that is taken down again is the same reading: it keeps its first time. */
const once = (readings: readonly Reading[]): Reading[] => {
  const first = new Map<string, Reading>();
  for (const of of readings) {
    const key = `${of.observedAt}/${of.low}/${of.high}`;
    const before = first.get(key);
    if (!before || of.recordedAt < before.recordedAt) first.set(key, of);
  }
  return [...first.values()];
};

const missesOf = (placementId: number, metric: Metric, source: Source) =>
  fc
    .uniqueArray(
      fc.record({
        at: later,
        late: lateness,
        status: fc.constantFrom<Miss['status']>('failed', 'failed', 'hidden', 'hidden', 'absent', 'removed'),
      }),
      { maxLength: 6, selector: ({ at }) => at },
    )
    .map(list =>
      // Half an hour beside every reading, so that the order of a reading and a miss is never open.
      list.map(({ at, late, status }): Miss => {
        const observed = at + 30 * 60_000 + 7;
        return {
          ...{ placementId, metric, source, runId: 'run', at: observed, recordedAt: observed + late, status },
          ...{ kind: status === 'failed' ? 'network' : '', reason: `${status} then`, payloadId: '' },
        };
      }),
    );

const SOURCES_OF = fc.constantFrom<readonly Source[]>(
  ['api'],
  ['api'],
  ['own_logs'],
  ['api', 'page'],
  ['page', 'export'],
  ['api', 'export', 'statement'],
  ['statement'],
  [],
);

const placementOf = (placementId: number) =>
  fc
    .record({
      metric: fc.constantFrom<Metric>(...COUNTERS),
      sources: SOURCES_OF,
      episodeId: fc.constantFrom(null, ...EPISODES),
      publishedAt: fc.option(later, { nil: null, freq: 3 }),
    })
    .chain(({ sources, ...listing }) =>
      fc.record({
        listing: fc.constant({ placementId, ...listing }),
        series: fc.tuple(...sources.map(source => series(placementId, listing.metric, source))),
        misses: fc.tuple(...sources.map(source => missesOf(placementId, listing.metric, source))),
        // A number beside the counting one, which must never be added.
        beside: series(placementId, 'likes', 'api'),
      }),
    );

const edit = fc.record({
  recordedAt: later,
  cancelled: fc.subarray([...EPISODES]),
  moves: fc.array(fc.constantFrom(null, ...EPISODES), { maxLength: 8 }),
  metrics: fc.array(fc.constantFrom<Metric | null>(null, null, null, 'plays', 'reads'), { maxLength: 8 }),
  published: fc.array(fc.option(later, { nil: undefined, freq: 1 }), { maxLength: 8 }),
});

const adjustmentOf = (placements: readonly Listing[]) =>
  fc
    .record({
      placement: fc.option(fc.constantFrom(...placements), { nil: null }),
      episodeId: fc.constantFrom(null, ...EPISODES),
      low: fc.integer({ min: -500, max: 5_000 }),
      more: fc.nat(100),
      effectiveAt: later,
      recordedAt: later,
      withdrawnAfter: fc.option(fc.integer({ min: 1, max: SPAN }), { nil: null }),
    })
    .map(
      ({
        placement,
        episodeId,
        low,
        more,
        effectiveAt,
        recordedAt,
        withdrawnAfter,
      }): Omit<Adjusted, 'id' | 'campaignId'> => ({
        episodeId: placement ? null : episodeId,
        placementId: placement ? placement.placementId : null,
        family: placement ? METRIC_FAMILY[placement.metric] : 'play',
        ...{ low, high: low + more, effectiveAt, recordedAt, kind: 'correction', readingAt: null },
        ...{ author: 'duty editor', reason: 'counted twice' },
        withdrawal:
          withdrawnAfter === null
            ? null
            : { author: 'duty editor', reason: 'it was not', recordedAt: recordedAt + withdrawnAfter },
      }),
    );

/** Random histories of a campaign of up to `most` placements, numbered from `first`. */
export const campaigns = ({ id = 'year-end', first = 1, least = 1, most = 3 } = {}): fc.Arbitrary<History> =>
  fc
    .integer({ min: least, max: most })
    .chain(count => fc.tuple(...Array.from({ length: count }, (_, i) => placementOf(first + i))))
    .chain(parts => {
      const placements = parts.map(({ listing }) => listing);
      return fc.record({
        parts: fc.constant(parts),
        edits: fc.uniqueArray(edit, { maxLength: 2, selector: ({ recordedAt }) => recordedAt }),
        adjusted: fc.array(adjustmentOf(placements), { maxLength: 3 }),
      });
    })
    .map(({ parts, edits, adjusted }) => ({
      versions: versionsOf(
        parts.map(({ listing }) => listing),
        edits,
      ),
      readings: parts.flatMap(part => [
        ...part.series.flatMap(({ readings }) => readings),
        ...part.beside.readings,
      ]),
      decisions: parts.flatMap(part => part.series.flatMap(({ decisions }) => decisions)),
      misses: parts.flatMap(({ misses }) => misses.flat()),
      adjustments: adjusted.map((each, i) => ({ ...each, id: `adjustment-${i}`, campaignId: id })),
    }));

type Edit = typeof edit extends fc.Arbitrary<infer Value> ? Value : never;

/** Each edit on top of those before it. */
const versionsOf = (placements: readonly Listing[], edits: readonly Edit[]): Version[] => {
  const versions: Version[] = [{ recordedAt: REGISTERED, cancelled: [], placements }];
  for (const { recordedAt, cancelled, moves, metrics, published } of edits.toSorted(
    (a, b) => a.recordedAt - b.recordedAt,
  )) {
    const before = versions.at(-1)?.placements ?? [];
    versions.push({
      recordedAt,
      cancelled,
      placements: before.map((listing, i) => ({
        ...listing,
        episodeId: moves[i] === undefined ? listing.episodeId : moves[i],
        metric: metrics[i] ?? listing.metric,
        publishedAt: published[i] === undefined ? listing.publishedAt : published[i],
      })),
    });
  }
  return versions;
};

/** Moments of a history: around everything that happens in it, and between. */
export const moments = fc.record({
  asOf: fc.integer({ min: -2 * 24, max: 40 * 24 * 2 }).map(halves => START + halves * (HOUR / 2) + 1_000),
  knownAt: fc.integer({ min: -2 * 24, max: 50 * 24 * 2 }).map(halves => START + halves * (HOUR / 2) + 2_000),
});
