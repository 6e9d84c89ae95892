import { expect, test } from 'vitest';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { insertReadings } from '../../pipeline/store/readings.ts';
import { writeReference } from '../../pipeline/store/reference.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { at, catalogueOf, DOUYIN, reading, ZONE } from '../sql/seed.ts';
import { apiOn } from './api-world.ts';

const { db } = testDatabase();
const { get } = apiOn(db);

const NOW = '2022-12-30T10:00:00.000Z';
const read = (expected: number) => ({
  ...{ expected, fresh: expected },
  ...{ carried: 0, stated: 0, removed: 0, held: 0, never: 0 },
});

test('the total by kind of work is whole; a series has its works alone', async () => {
  await writeReference(db, at('12-26 08:00'));
  await applyCatalogue(
    db,
    catalogueOf({
      works: [
        { id: 'clip-1', series: '问到底' },
        { id: 'clip-2', series: '问到底' },
        { id: 'clip-3' },
        { id: 'live-1', kind: 'live' },
      ],
      platforms: [DOUYIN],
      placements: ['clip-1', 'clip-2', 'clip-3', 'live-1'].map((workId, index) => ({
        workId,
        externalId: `7${index}`,
      })),
    }),
    at('12-26 08:00'),
  );
  await insertReadings(
    db,
    [1_000, 200, 30, 4].map((value, index) =>
      reading({ placementId: index + 1, value, observedAt: at('12-30 17:30') }),
    ),
    ZONE,
  );
  expect(await get('/api/v1/campaigns/year-end/kinds')).toEqual({
    status: 200,
    body: {
      ...{ asOf: NOW, knownAt: NOW, formula: 'video_view_times@1' },
      kinds: [
        { kind: 'clip', low: 1_230, high: 1_230, works: 3, coverage: read(3) },
        { kind: 'live', low: 4, high: 4, works: 1, coverage: read(1) },
      ],
      series: [{ name: '问到底', low: 1_200, high: 1_200, works: 2, coverage: read(2) }],
      adjustments: [],
      total: { low: 1_234, high: 1_234 },
    },
  });
});
