import { expect, test } from 'vitest';
import { besideOf } from '../../dashboards/api/families.ts';
import type { Count } from '../../pipeline/domain/count.ts';
import { exact } from '../../pipeline/domain/count.ts';
import type { Family } from '../../pipeline/domain/metrics.ts';
import type { PlacementCount } from '../../pipeline/domain/totals.ts';

const placement = (family: Family, count: Count | null): PlacementCount => ({
  placementId: 1,
  campaignId: 'c',
  episodeId: null,
  workId: 'w',
  platformId: 'p',
  accountId: 'a',
  family,
  state: count ? 'fresh' : 'never',
  count,
  observedAt: count && 0,
});

const of = (family: Family, ...counts: (Count | null)[]) =>
  besideOf({ family, placements: counts.map(count => placement(family, count)), adjustments: [] });

const NONE = { expected: 0, fresh: 0, carried: 0, stated: 0, removed: 0, held: 0, never: 0 };

test('a family that was never read has no figure, and no zero', () => {
  expect(of('read', null, null)).toEqual({
    family: 'read',
    label: { zh: '阅读', en: 'Reads' },
    low: null,
    high: null,
    added: true,
    adjustments: [],
    coverage: { ...NONE, expected: 2, never: 2 },
    wording: { zh: '尚无可用读数', en: 'no usable reading yet' },
  });
  expect(of('person', null)).toMatchObject({ low: null, high: null, added: false });
});

test('a true zero is a zero', () => {
  expect(of('read', exact(0))).toEqual({
    family: 'read',
    label: { zh: '阅读', en: 'Reads' },
    low: 0,
    high: 0,
    added: true,
    adjustments: [],
    coverage: { ...NONE, expected: 1, fresh: 1 },
    wording: { zh: '0次', en: '0 reads' },
  });
});

test('view-times of a family are summed, what was not read adds nothing', () => {
  expect(of('exposure', exact(40_000), null, { low: 11_001, high: null })).toEqual({
    family: 'exposure',
    label: { zh: '展现', en: 'Exposures' },
    low: 51_001,
    high: null,
    added: true,
    adjustments: [],
    coverage: { ...NONE, expected: 3, fresh: 2, never: 1 },
    wording: { zh: '超过5万次', en: 'over 50,000 exposures' },
  });
});

test('persons are never summed: the largest placement speaks for them', () => {
  expect(of('person', exact(41), exact(70), exact(12), null)).toEqual({
    family: 'person',
    label: { zh: '人数', en: 'Persons' },
    low: 70,
    high: 70,
    added: false,
    adjustments: [],
    coverage: { ...NONE, expected: 4, fresh: 3, never: 1 },
    wording: { zh: '3项中最高达到70人', en: 'highest of 3: a full 70 persons' },
  });
});
