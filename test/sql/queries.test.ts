import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../setup/clickhouse.ts';
import { execute, explain } from './select.ts';

const QUERIES = join(import.meta.dirname, '../../sql/queries');
const MIGRATIONS = join(import.meta.dirname, '../../sql/migrations');

const database = testDatabase();
const { db } = database;

/** A value of each type a query may ask for; a new type is to be added here. */
const SAMPLES: Readonly<Record<string, unknown>> = {
  String: "it's",
  UInt32: 3,
  UInt64: 604_800_000,
  Bool: true,
  Date: '2022-12-30',
  "DateTime64(3,'UTC')": '2022-12-30 10:00:00.000',
  'Array(String)': ['play', "it's"],
  'Array(UInt32)': [1, 2],
  'Array(UInt64)': [1, 2],
  'Array(Int64)': [-1, 1_672_394_400_000],
  'Array(Date)': ['2022-12-29', '2022-12-30'],
  "Array(DateTime64(3,'UTC'))": ['2022-12-29 15:59:59.999', '2022-12-30 10:00:00.000'],
};

/** The parameters of a statement by name, with a sample of each. */
const samplesOf = (sql: string): Record<string, unknown> =>
  Object.fromEntries(
    [...sql.matchAll(/\{(\w+):([^{}]+)\}/g)].map(([, name = '', type = '']) => {
      const sample = SAMPLES[type.replaceAll(' ', '')];
      if (sample === undefined) throw new Error(`There is no sample of ${type}: add one.`);
      return [name, sample];
    }),
  );

const queries = readdirSync(QUERIES).map(file => ({ file, sql: readFileSync(join(QUERIES, file), 'utf8') }));

describe('every query of sql/queries', () => {
  test.each(queries)('$file can be planned by the engine', async ({ sql }) => {
    expect(await explain(db, sql, samplesOf(sql))).not.toEqual([]);
  });

  test.each(queries)(
    '$file says its question, parameters and columns, and names every parameter',
    ({ file, sql }) => {
      expect(file).toMatch(/^[a-z]+(-[a-z]+)*\.sql$/);
      const header = /^(--.*\n)+/.exec(sql)?.[0] ?? '';
      expect(header).toMatch(/^-- Question: .+\n(--.*\n)*-- Parameters: .+\n(--.*\n)*-- Columns: .+\n/);
      for (const name of Object.keys(samplesOf(sql))) expect(header).toMatch(new RegExp(`\\b${name}\\b`));
    },
  );
});

/** Views that are asked with parameters, from the migrations themselves. */
const views = readdirSync(MIGRATIONS).flatMap(file => {
  const sql = readFileSync(join(MIGRATIONS, file), 'utf8');
  const name = /^CREATE VIEW IF NOT EXISTS (\w+)/m.exec(sql)?.[1];
  return name === undefined ? [] : [{ name, parameters: samplesOf(sql) }];
});

describe('every view', () => {
  test('of the migrations is here', () => {
    expect(views.map(({ name }) => name)).toEqual([
      'series_as_of',
      'placement_counts_as_of',
      'totals_as_of',
      'fall_events_as_of',
      'placements_expected_as_of',
      'adjustments_as_of',
      'total_evidence_as_of',
      'placement_peaks_as_of',
    ]);
  });

  test.each(views)('$name can be planned by the engine', async ({ name, parameters }) => {
    await execute(
      db,
      `INSERT INTO formulas (formula, version, families, label_zh, label_en, updated_at) VALUES ('f', 1, ['play'], '', '', '2022-12-01 00:00:00')`,
    );
    const typed = Object.keys(parameters).map(parameter =>
      parameter === 'formula'
        ? 'formula = {formula:String}'
        : `${parameter} = {${parameter}:DateTime64(3, 'UTC')}`,
    );
    const sql = `SELECT * FROM ${name}(${typed.join(', ')})`;
    expect(
      await explain(db, sql, { ...parameters, ...('formula' in parameters && { formula: 'f@1' }) }),
    ).not.toEqual([]);
  });
});
