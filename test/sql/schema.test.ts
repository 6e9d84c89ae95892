import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeReference } from '../../pipeline/store/reference.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { select } from './select.ts';

const SQL = join(import.meta.dirname, '../../sql');

const database = testDatabase();
const { db } = database;

/** Everything the migrations make, in their order. */
const made = readdirSync(join(SQL, 'migrations')).flatMap(file => {
  const sql = readFileSync(join(SQL, 'migrations', file), 'utf8');
  const name = /^CREATE (?:OR REPLACE TABLE|(?:TABLE|VIEW|MATERIALIZED VIEW) IF NOT EXISTS) (\w+)/m.exec(
    sql,
  )?.[1];
  return name === undefined ? [] : [name];
});

const shown = async (name: string): Promise<string> => {
  const [row] = await select(db, `SHOW CREATE TABLE ${name}`);
  return String(row?.statement).replaceAll(`${db.name}.`, '');
};

const HEADER = `-- What a migrated database holds, as the server says it. Never edited: it is written by the test of the schema.
-- After a new migration run: vitest run test/sql/schema.test.ts -u
`;

test('sql/schema.sql is what the migrations make', async () => {
  const statements: string[] = [];
  for (const name of made) statements.push(await shown(name));
  await expect(`${HEADER}\n${statements.join(';\n\n')};\n`).toMatchFileSnapshot('../../sql/schema.sql');
});

test('nothing is in the database that no migration makes', async () => {
  const rows = await select(
    db,
    "SELECT name FROM system.tables WHERE database = currentDatabase() AND name != 'schema_migrations' ORDER BY name",
  );
  expect(rows.map(({ name }) => name)).toEqual(made.toSorted());
});

describe('analysts find in the database what each thing is', () => {
  test('every table and every view that is asked says what it holds', async () => {
    const rows = await select(
      db,
      `SELECT name FROM system.tables
       WHERE database = currentDatabase() AND comment = '' AND engine != 'MaterializedView'`,
    );
    expect(rows).toEqual([]);
  });

  test('every column of a table has a comment', async () => {
    const rows = await select(
      db,
      `SELECT c.table, c.name FROM system.columns AS c
       INNER JOIN system.tables AS t ON t.database = c.database AND t.name = c.table
       WHERE c.database = currentDatabase() AND c.comment = '' AND t.engine LIKE '%MergeTree'`,
    );
    expect(rows).toEqual([]);
  });

  // The engine keeps the columns of such a view as words only: neither checked nor in system.columns.
  test.each([
    ['series_as_of', ''],
    ['placement_counts_as_of', ''],
    ['totals_as_of', ", formula = 'video_view_times@1'"],
    ['placements_expected_as_of', ''],
    ['adjustments_as_of', ''],
    ['total_evidence_as_of', ''],
    ['placement_peaks_as_of', ''],
  ])('%s describes exactly the columns it has', async (view, more) => {
    await writeReference(db, 0);
    const rows = await select(
      db,
      `DESCRIBE (SELECT * FROM ${view}(as_of = now64(3), known_at = now64(3)${more}))`,
    );
    const [, columns = ''] = /\(\n([\s\S]*?)\n\)\nCOMMENT '.+'\nAS /.exec(await shown(view)) ?? [];
    const described = columns
      .split(/,\n/)
      .map(line => /^ {4}`(\w+)` (.+) COMMENT '.+'$/.exec(line)?.slice(1) ?? [line, 'not described']);
    expect(described).toEqual(rows.map(({ name, type }) => [name, type]));
  });
});
