import { beforeAll, expect, test } from 'vitest';
import { readDefinitions } from '../../pipeline/store/definitions.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { execute } from './select.ts';

const database = testDatabase();
const { db } = database;

// YouTube counted from the first frame since August 2026; the earlier rule had no known beginning.
beforeAll(() =>
  execute(
    db,
    `INSERT INTO metric_definitions
       (platform, metric, version, rule_zh, rule_en, source, strength, valid_from, valid_to, read_on, updated_at)
     VALUES
       ('youtube', 'plays', 1, '旧', 'earlier', 'page', 'C', NULL, '2026-08-31', '2026-10-01', now64(3)),
       ('youtube', 'plays', 2, '新', 'first frame', 'page', 'A', '2026-09-01', NULL, '2026-10-01', now64(3)),
       ('youtube', 'plays', 3, '更正', 'first frame, corrected', 'page', 'A', '2026-09-10', NULL, '2026-10-01', now64(3)),
       ('youtube', 'likes', 1, '赞', 'likes', 'page', 'A', NULL, NULL, '2026-10-01', now64(3)),
       ('bilibili', 'plays', 1, '播放', 'plays', 'code', 'B', NULL, NULL, '2026-10-01', now64(3))`,
  ),
);

const rules = async (platforms: string[], day: string) =>
  (await readDefinitions(db, platforms, day)).map(({ platform, metric, rule, validFrom }) => [
    platform,
    metric,
    rule.en,
    validFrom,
  ]);

test('the rule of the day, first and last day included', async () => {
  expect(await rules(['youtube'], '2026-08-31')).toEqual([
    ['youtube', 'likes', 'likes', null],
    ['youtube', 'plays', 'earlier', null],
  ]);
  expect(await rules(['youtube'], '2026-09-01')).toEqual([
    ['youtube', 'likes', 'likes', null],
    ['youtube', 'plays', 'first frame', '2026-09-01'],
  ]);
});

test('of two in force the later version, and only of the platforms asked for', async () => {
  expect(await readDefinitions(db, ['youtube', 'bilibili'], '2026-12-01')).toEqual([
    {
      platform: 'bilibili',
      metric: 'plays',
      rule: { zh: '播放', en: 'plays' },
      source: 'code',
      strength: 'B',
      validFrom: null,
    },
    {
      platform: 'youtube',
      metric: 'likes',
      rule: { zh: '赞', en: 'likes' },
      source: 'page',
      strength: 'A',
      validFrom: null,
    },
    {
      platform: 'youtube',
      metric: 'plays',
      rule: { zh: '更正', en: 'first frame, corrected' },
      source: 'page',
      strength: 'A',
      validFrom: '2026-09-10',
    },
  ]);
  expect(await rules([], '2026-12-01')).toEqual([]);
});
