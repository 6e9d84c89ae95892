import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  canonicalDocument,
  differencesOf,
  hashOf,
  publicationId,
} from '../../pipeline/domain/publication.ts';
import { adjustmentOf, frozenOf, frozenTotals, lineOf } from './frozen.ts';

test('the canonical document, to the letter', () => {
  const total = frozenOf(
    [
      lineOf(2, {
        episodeId: null,
        state: 'never',
        source: null,
        count: null,
        reading: null,
        readings: 0,
        fingerprint: '',
      }),
      lineOf(1, {
        title: '不在内',
        count: { low: 90, high: null },
        lowerEnd: { observedAt: 500, recordedAt: 600, low: 90, high: 90, runId: 'r0', payloadId: '' },
      }),
    ],
    [adjustmentOf('b'), adjustmentOf('a', { placementId: 1, platformId: 'douyin', readingAt: 1_000 })],
  );
  const text =
    '{"adjustments":[' +
    '{"author":"值班编辑","effectiveAt":"1970-01-01T00:00:00.000Z","episode":null,"family":"play","high":-10,"id":"a",' +
    '"kind":"correction","low":-10,"placement":1,"platform":"douyin","readingAt":"1970-01-01T00:00:01.000Z",' +
    '"reason":"重复计入","recordedAt":"1970-01-01T00:00:01.500Z"},' +
    '{"author":"值班编辑","effectiveAt":"1970-01-01T00:00:00.000Z","episode":null,"family":"play","high":-10,"id":"b",' +
    '"kind":"correction","low":-10,"placement":null,"platform":null,"readingAt":null,' +
    '"reason":"重复计入","recordedAt":"1970-01-01T00:00:01.500Z"}],' +
    '"asOf":"1970-01-01T00:00:03.000Z","campaign":"year-end",' +
    '"formula":{"families":["live_entry","play"],"id":"video_view_times","version":1},' +
    '"high":null,"knownAt":"1970-01-01T00:00:03.000Z","lines":[' +
    '{"account":"ours","episode":"education","externalId":"item-1","family":"play","fingerprint":"f1","high":null,"low":90,' +
    '"lowerEnd":{"high":90,"low":90,"observedAt":"1970-01-01T00:00:00.500Z","payload":"","recordedAt":"1970-01-01T00:00:00.600Z","run":"r0"},' +
    '"metric":"plays","placement":1,"platform":"douyin",' +
    '"reading":{"high":100,"low":100,"observedAt":"1970-01-01T00:00:01.000Z","payload":"cafe","recordedAt":"1970-01-01T00:00:02.000Z","run":"run"},' +
    '"readings":1,"source":"api","state":"fresh","work":"clip"},' +
    '{"account":"ours","episode":null,"externalId":"item-2","family":"play","fingerprint":"","high":null,"low":null,' +
    '"lowerEnd":null,"metric":"plays","placement":2,"platform":"douyin","reading":null,"readings":0,"source":null,' +
    '"state":"never","work":"clip"}],"low":70}';
  expect(canonicalDocument(total)).toBe(text);
  const hash = createHash('sha256').update(text).digest('hex');
  expect([hashOf(total), publicationId(hash)]).toEqual([hash, hash.slice(0, 12)]);
});

test('names every field that differs, and what is on one side only', () => {
  const frozen = frozenOf([lineOf(1), lineOf(2)], [adjustmentOf('a')]);
  const now = frozenOf(
    [lineOf(1, { count: { low: 101, high: 101 }, fingerprint: 'f2', title: '改名' }), lineOf(3)],
    [adjustmentOf('a', { reason: '改了' })],
  );
  const whole = expect.objectContaining({ low: 100, high: 100 });
  expect(differencesOf(frozen, now)).toEqual([
    { of: 'total', id: '', field: 'low', frozen: 190, now: 191 },
    { of: 'total', id: '', field: 'high', frozen: 190, now: 191 },
    { of: 'line', id: '1', field: 'low', frozen: 100, now: 101 },
    { of: 'line', id: '1', field: 'high', frozen: 100, now: 101 },
    { of: 'line', id: '1', field: 'fingerprint', frozen: 'f1', now: 'f2' },
    { of: 'line', id: '2', field: '', frozen: whole, now: null },
    { of: 'line', id: '3', field: '', frozen: null, now: whole },
    { of: 'adjustment', id: 'a', field: 'reason', frozen: '重复计入', now: '改了' },
  ]);
});

test('two totals have the same hash exactly where nothing differs, in whatever order their lines come', () => {
  fc.assert(
    fc.property(frozenTotals, frozenTotals, (one, other) => {
      expect(hashOf(one) === hashOf(other)).toBe(differencesOf(one, other).length === 0);
      const turned = { ...one, lines: one.lines.toReversed(), adjustments: one.adjustments.toReversed() };
      expect(hashOf(turned)).toBe(hashOf(one));
      expect(differencesOf(one, turned)).toEqual([]);
    }),
  );
});
