import { describe, expect, test } from 'vitest';
import type { Family } from '../../pipeline/domain/metrics.ts';
import { type Bounds, read } from './read-count.ts';

describe('words by family', () => {
  test.each<[string, Family, Bounds]>([
    ['1.2万人看过', 'person', [11_001, 12_999, 1_000]],
    ['300人', 'person', [300, 300, 1]],
    ['300人次', 'person', 'reject'],
    ['1.2万粉丝', 'person', [11_001, 12_999, 1_000]],
    ['5,000人在看', 'concurrent', [5_000, 5_000, 1]],
    ['300 likes', 'engagement', [300, 300, 1]],
    ['57条评论', 'engagement', [57, 57, 1]],
    ['300次播放', 'engagement', 'reject'],
    ['5万次曝光', 'exposure', [40_001, 59_999, 10_000]],
    ['阅读 5,000', 'exposure', [5_000, 5_000, 1]],
    ['热度 8842', 'index', [8842, 8842, 1]],
    ['100分钟', 'duration', [100, 100, 1]],
    ['300人次', 'live_entry', [300, 300, 1]],
    ['300人', 'live_entry', 'reject'],
  ])('%s of family %s', (text, family, expected) => {
    expect(read(text, undefined, family)).toEqual(expected);
  });
});
