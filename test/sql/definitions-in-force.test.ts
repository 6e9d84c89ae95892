import { beforeAll, expect, test } from 'vitest';
import { METRIC_DEFINITIONS } from '../../pipeline/domain/definitions.ts';
import { FORMULAS } from '../../pipeline/domain/formula.ts';
import { readDefinitions } from '../../pipeline/store/definitions.ts';
import { readFormulas } from '../../pipeline/store/formulas.ts';
import { writeReference } from '../../pipeline/store/reference.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { at } from './seed.ts';
import { execute, select } from './select.ts';

const database = testDatabase();
const { db } = database;

const FIRST = at('12-01 08:00');
const AGAIN = at('12-20 08:00');

beforeAll(async () => {
  await writeReference(db, FIRST);
  // A rule found out on 10 December, and worded better on the 15th.
  await execute(
    db,
    `INSERT INTO metric_definitions
       (platform, metric, version, rule_zh, rule_en, source, strength, valid_from, valid_to, read_on, updated_at)
     VALUES
       ('bilibili', 'plays', 2, '新', 'new', 'page', 'A', '2022-12-05', NULL, '2022-12-10', '2022-12-10 00:00:00'),
       ('bilibili', 'plays', 2, '更正', 'corrected', 'page', 'A', '2022-12-05', NULL, '2022-12-15', '2022-12-15 00:00:00')`,
  );
  await execute(
    db,
    `INSERT INTO formulas (formula, version, families, label_zh, label_en, updated_at)
     VALUES ('video_view_times', 2, ['play'], '视频', 'video', '2022-12-10 00:00:00')`,
  );
  // A later start of the program.
  await writeReference(db, AGAIN);
});

const bilibili = METRIC_DEFINITIONS.filter(({ platform }) => platform === 'bilibili').toSorted((a, b) =>
  a.metric < b.metric ? -1 : 1,
);
const later = (ruleZh: string, ruleEn: string, readOn: string) => ({
  ...{ platform: 'bilibili', metric: 'plays', version: 2, ruleZh, ruleEn, source: 'page', strength: 'A' },
  ...{ validFrom: '2022-12-05', validTo: null, readOn },
});

test('definitions are those written down by K, each in the words of then', async () => {
  expect(await readDefinitions(db, ['bilibili'], FIRST - 1)).toEqual([]);
  expect(await readDefinitions(db, ['bilibili'], FIRST)).toEqual(bilibili);
  expect(await readDefinitions(db, ['bilibili'], at('12-12 00:00'))).toEqual([
    ...bilibili,
    later('新', 'new', '2022-12-10'),
  ]);
  expect(await readDefinitions(db, ['bilibili'], at('12-31 00:00'))).toEqual([
    ...bilibili,
    later('更正', 'corrected', '2022-12-15'),
  ]);
  expect(await readDefinitions(db, [], at('12-31 00:00'))).toEqual([]);
});

test('so are formulas: a new version does not change what a name meant before', async () => {
  const byName = FORMULAS.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  expect(await readFormulas(db, FIRST - 1)).toEqual([]);
  expect(await readFormulas(db, FIRST)).toEqual(byName);
  expect(await readFormulas(db, AGAIN)).toEqual([
    ...byName,
    { id: 'video_view_times', version: 2, families: ['play'], label: { zh: '视频', en: 'video' } },
  ]);
});

test('the same words written again at the next start keep the time since which they are known', async () => {
  for (const table of ['formula_versions', 'metric_definition_versions']) {
    expect(
      await select(db, `SELECT count() AS later FROM ${table} WHERE recorded_at >= '2022-12-20 00:00:00'`),
    ).toEqual([{ later: '0' }]);
  }
});
