import fc from 'fast-check';
import type { CountedAdjustment } from '../../pipeline/domain/adjustment.ts';
import type { FrozenTotal, PublishedLine } from '../../pipeline/domain/publication.ts';
import { STATES } from '../../pipeline/domain/totals.ts';

/** A line of a frozen total: fresh, of 100 exactly, from one reading. */
export const lineOf = (placementId: number, parts: Partial<PublishedLine> = {}): PublishedLine => ({
  placementId,
  episodeId: 'education',
  workId: 'clip',
  platformId: 'douyin',
  accountId: 'ours',
  externalId: `item-${placementId}`,
  title: '作品',
  metric: 'plays',
  family: 'play',
  state: 'fresh',
  source: 'api',
  count: { low: 100, high: 100 },
  reading: { observedAt: 1_000, recordedAt: 2_000, low: 100, high: 100, runId: 'run', payloadId: 'cafe' },
  lowerEnd: null,
  readings: 1,
  fingerprint: 'f1',
  ...parts,
});

export const adjustmentOf = (id: string, parts: Partial<CountedAdjustment> = {}): CountedAdjustment => ({
  id,
  campaignId: 'year-end',
  episodeId: null,
  placementId: null,
  platformId: null,
  family: 'play',
  low: -10,
  high: -10,
  effectiveAt: 0,
  recordedAt: 1_500,
  kind: 'correction',
  readingAt: null,
  author: '值班编辑',
  reason: '重复计入',
  ...parts,
});

/** A total of lines and adjustments, added up. */
export const frozenOf = (
  lines: readonly PublishedLine[],
  adjustments: readonly CountedAdjustment[] = [],
  parts: Partial<FrozenTotal> = {},
): FrozenTotal => {
  const counts = [...lines.flatMap(({ count }) => (count ? [count] : [])), ...adjustments];
  return {
    campaignId: 'year-end',
    asOf: 3_000,
    knownAt: 3_000,
    formula: { id: 'video_view_times', version: 1, families: ['play', 'live_entry'] },
    low: counts.reduce((sum, { low }) => sum + low, 0),
    high: counts.reduce<number | null>(
      (sum, { high }) => (sum === null || high === null ? null : sum + high),
      0,
    ),
    lines,
    adjustments,
    ...parts,
  };
};

const count = fc.option(
  fc
    .tuple(fc.nat(1_000_000), fc.option(fc.nat(1_000)))
    .map(([low, more]) => ({ low, high: more === null ? null : low + more })),
);

const line = (placementId: number): fc.Arbitrary<PublishedLine> =>
  fc
    .record({
      count,
      state: fc.constantFrom(...STATES),
      episodeId: fc.option(fc.constantFrom('education', 'civil')),
      source: fc.constantFrom('api', 'page'),
      fingerprint: fc.constantFrom('f1', 'f2'),
      readings: fc.nat(3),
    })
    .map(parts => lineOf(placementId, parts));

/** Any total of up to six placements and two adjustments. */
export const frozenTotals: fc.Arbitrary<FrozenTotal> = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 6 })).chain(ids => fc.tuple(...ids.map(line))),
    fc.subarray([adjustmentOf('a'), adjustmentOf('b', { low: 5, high: 7, recordedAt: 1_600 })]),
  )
  .map(([lines, adjustments]) => frozenOf(lines, adjustments));
