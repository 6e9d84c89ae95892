import { beforeAll, expect, test } from 'vitest';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { insertReadings } from '../../pipeline/store/readings.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { at, catalogueOf, reading, ZONE } from './seed.ts';
import { asOfParams, select } from './select.ts';
import { idOf, REGISTERED, seedStates } from './states.ts';

const T = at('12-30 18:00');
const K = at('12-30 19:00');

const database = testDatabase();
const { db } = database;

beforeAll(() => seedStates(db));

type Row = readonly [
  item: string,
  state: string,
  reason: string,
  source: string,
  count: readonly [low: number | null, high: number | null, openEnded: boolean],
  observedAt: string | null,
  lastObservedAt: string | null,
];

const counts = async (asOf: number, knownAt: number): Promise<Row[]> => {
  const rows = await select(
    db,
    `SELECT external_id, state, state_reason, source, low, high, open_ended, observed_at, last_observed_at
     FROM placement_counts_as_of(as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')})
     ORDER BY placement_id`,
    asOfParams(asOf, knownAt),
  );
  return rows.map(row => [
    String(row.external_id),
    String(row.state),
    String(row.state_reason),
    String(row.source),
    [numberOrNull(row.low), numberOrNull(row.high), Boolean(row.open_ended)],
    beijing(row.observed_at),
    beijing(row.last_observed_at),
  ]);
};

const numberOrNull = (value: unknown): number | null => (value === null ? null : Number(value));

/** “12-30 17:30” of an instant as ClickHouse prints it. */
const beijing = (text: unknown): string | null =>
  text === null
    ? null
    : new Date(Date.parse(`${String(text).replace(' ', 'T')}Z`) + 8 * 3_600_000)
        .toISOString()
        .slice(5, 16)
        .replace('T', ' ');

const exactly = (value: number): Row[4] => [value, value, false];
const NOTHING: Row[4] = [null, null, false];

test('every expected placement once, in its state, with the count of its best source', async () => {
  expect(await counts(T, K)).toEqual([
    ['fresh', 'fresh', '', 'api', exactly(1_000), '12-30 17:30', '12-30 17:30'],
    ['carried-miss', 'carried', 'no answer', 'api', exactly(2_000), '12-30 17:00', '12-30 17:00'],
    ['carried-overdue', 'carried', 'overdue', 'api', exactly(3_000), '12-29 02:00', '12-29 02:00'],
    ['carried-held', 'carried', 'held: zero', 'api', exactly(4_000), '12-30 16:00', '12-30 17:30'],
    ['stated', 'stated', '', 'statement', exactly(5_000), '12-29 12:00', '12-29 12:00'],
    [
      'removed-stated',
      'removed',
      'the author deleted it',
      'api',
      exactly(6_000),
      '12-29 12:00',
      '12-29 12:00',
    ],
    ['removed-hidden', 'removed', 'hidden', 'api', exactly(7_000), '12-20 12:00', '12-20 12:00'],
    ['hidden-three-days', 'carried', 'hidden', 'api', exactly(8_000), '12-27 12:00', '12-27 12:00'],
    ['held', 'held', 'held: zero', 'api', NOTHING, null, '12-30 17:30'],
    ['never', 'never', 'not read yet', '', NOTHING, null, null],
    ['never-missed', 'never', 'not listed', '', NOTHING, null, null],
    ['open-ended', 'fresh', '', 'api', [100_001, null, true], '12-30 17:30', '12-30 17:30'],
    ['api-over-page', 'carried', 'overdue', 'api', exactly(13_000), '12-29 12:00', '12-29 12:00'],
    ['page-after-a-week', 'fresh', '', 'page', exactly(14_500), '12-30 17:30', '12-30 17:30'],
    ['api-weekly', 'fresh', '', 'api', exactly(15_000), '12-21 12:00', '12-21 12:00'],
    ['page-over-held-api', 'fresh', '', 'page', exactly(16_000), '12-30 17:00', '12-30 17:00'],
    ['publication-unknown', 'never', 'not read yet', '', NOTHING, null, null],
    ['rounded', 'fresh', '', 'api', [11_001, 12_999, false], '12-30 17:30', '12-30 17:30'],
  ] satisfies Row[]);
});

test('what was recorded after K is not known: an earlier reading stands, and so does an earlier answer', async () => {
  // The reading of 17:30 was recorded one second later, and so were the misses of that instant.
  const before = await counts(T, at('12-30 17:30') - 1);
  expect(before.slice(0, 4)).toEqual([
    ['fresh', 'fresh', '', 'api', exactly(900), '12-30 16:30', '12-30 16:30'],
    ['carried-miss', 'fresh', '', 'api', exactly(2_000), '12-30 17:00', '12-30 17:00'],
    ['carried-overdue', 'carried', 'overdue', 'api', exactly(3_000), '12-29 02:00', '12-29 02:00'],
    // The last reading known is two hours old at T, its schedule asked every hour.
    ['carried-held', 'carried', 'overdue', 'api', exactly(4_000), '12-30 16:00', '12-30 16:00'],
  ] satisfies Row[]);
});

test('before its registration is known nothing is expected', async () => {
  expect(await counts(T, REGISTERED - 1)).toEqual([]);
});

test('fresh ends at one and a half intervals, to the millisecond', async () => {
  const last = at('12-30 18:30') + 1.5 * 3_600_000;
  const [fresh] = await counts(last, at('12-31 12:00'));
  const [carried] = await counts(last + 1, at('12-31 12:00'));
  expect([fresh?.[1], carried?.[1], carried?.[2]]).toEqual(['fresh', 'carried', 'overdue']);
});

test('a source is given up when its last accepted reading is more than seven days older than the newest', async () => {
  const days = (ms: number) => at('12-25 12:00') + ms;
  await insertReadings(
    db,
    [
      reading({ placementId: idOf('publication-unknown'), observedAt: days(0), value: 1 }),
      reading({
        placementId: idOf('publication-unknown'),
        source: 'page',
        observedAt: days(7 * 86_400_000),
        value: 2,
      }),
      reading({
        placementId: idOf('publication-unknown'),
        source: 'page',
        observedAt: days(7 * 86_400_000 + 1),
        value: 3,
      }),
    ],
    ZONE,
  );
  const sourceAt = async (asOf: number) =>
    (await counts(asOf, at('12-31 12:00') + 86_400_000 * 5)).find(
      ([item]) => item === 'publication-unknown',
    )?.[3];
  expect([await sourceAt(days(7 * 86_400_000)), await sourceAt(days(7 * 86_400_000 + 1))]).toEqual([
    'api',
    'page',
  ]);
});

test('a cancelled episode of one campaign does not take out its namesake in another', async () => {
  const other = catalogueOf({
    id: 'other',
    episodes: [{ id: 'called-off' }],
    works: [{ id: 'lost', episodeId: 'called-off' }],
    placements: [{ externalId: 'namesake', workId: 'lost' }],
  });
  await applyCatalogue(db, other, REGISTERED);
  const rows = await counts(T, K);
  expect(rows.at(-1)).toEqual(['namesake', 'never', 'not read yet', '', NOTHING, null, null] satisfies Row);
});

test('a row carries the placement as registered', async () => {
  const [row] = await select(
    db,
    `SELECT * FROM placement_counts_as_of(as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')})
     ORDER BY placement_id LIMIT 1`,
    asOfParams(T, K),
  );
  expect({ ...row, low: Number(row?.low), high: Number(row?.high) }).toEqual({
    placement_id: 1,
    campaign_id: 'year-end',
    episode_id: '',
    work_id: 'w',
    platform: 'douyin',
    account_id: 'jinyun',
    external_id: 'fresh',
    url: 'https://example.test/fresh',
    metric: 'plays',
    family: 'play',
    counted_apart: '',
    source: 'api',
    has_count: true,
    low: 1_000,
    high: 1_000,
    open_ended: false,
    observed_at: '2022-12-30 09:30:00.000',
    last_observed_at: '2022-12-30 09:30:00.000',
    state: 'fresh',
    state_reason: '',
  });
});
