import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { dateTime64 } from '../days.ts';
import type { DatedFall } from '../domain/knowledge.ts';
import type { Instant } from '../domain/reading.ts';
import { PENDING, type Recounted } from '../domain/recount.ts';
import type { Range } from '../domain/recount-blocks.ts';
import { insertFallEvents } from './fall-events.ts';
import { insertRollups, insertVerdicts } from './readings.ts';

/** The tables that hang on readings. All have the column known_since. */
const FORMED = ['verdicts', 'fall_events', 'placement_latest', 'placement_daily'] as const;

/** Beside each of them: what a recount finds, block by block; then the same as it will be put in place. */
const FOUND = '_recount';
const READY = '_next';

/** Makes the tables that blocks are written to, unless they are there. */
export const createFound = async (db: Database): Promise<void> => {
  for (const table of FORMED)
    await command(db, 'create', `CREATE TABLE IF NOT EXISTS ${table}${FOUND} AS ${table}`);
};

/** Drops every table of a recount. */
export const dropRecountTables = async (db: Database): Promise<void> => {
  for (const table of FORMED)
    for (const suffix of [FOUND, READY])
      await command(db, 'drop', `DROP TABLE IF EXISTS ${table}${suffix} SYNC`);
};

/** Forgets what was found outside some placements: blocks that were cut off, and those that something was added to. */
export const keepFound = async (db: Database, ranges: readonly Range[]): Promise<void> => {
  const kept = ranges.map(({ first, last }) => `(${first}, ${last})`).join(', ');
  const where =
    kept === '' ? '1' : `NOT arrayExists(range -> placement_id BETWEEN range.1 AND range.2, [${kept}])`;
  for (const table of FORMED) await command(db, 'forget', `DELETE FROM ${table}${FOUND} WHERE ${where}`);
};

/** Writes what was found of a block. Rows go to tables that nothing reads yet. */
export const writeFound = async (
  db: Database,
  { verdicts, rollups }: Pick<Recounted, 'verdicts' | 'rollups'>,
  falls: readonly DatedFall[],
): Promise<void> => {
  await Promise.all([
    insertVerdicts(db, verdicts, `verdicts${FOUND}`),
    insertFallEvents(db, falls, `fall_events${FOUND}`),
    insertRollups(db, rollups, FOUND),
  ]);
};

/** Makes ready what will be put in place: what waited for a moment is known since then. */
export const makeReady = async (db: Database, since: Instant): Promise<void> => {
  const known = `if(known_since = toDateTime64('${dateTime64(PENDING)}', 3, 'UTC'), toDateTime64('${dateTime64(since)}', 3, 'UTC'), known_since)`;
  for (const table of FORMED) {
    await command(db, 'drop', `DROP TABLE IF EXISTS ${table}${READY} SYNC`);
    await command(db, 'create', `CREATE TABLE ${table}${READY} AS ${table}`);
    // A series of many years has more months than a server lets one insert touch by default.
    await db.command(
      `INSERT INTO ${table}${READY} SELECT * REPLACE (${known} AS known_since) FROM ${table}${FOUND}`,
      { name: 'recount-ready', settings: { max_partitions_per_insert_block: '0' } },
    );
  }
};

/** Puts in place what is ready, partition by partition; repeated, it changes nothing. The views go on feeding the tables. */
export const putInPlace = async (db: Database): Promise<void> => {
  for (const table of FORMED) {
    const [before, ready] = [await partitionsOf(db, table), await partitionsOf(db, `${table}${READY}`)];
    for (const id of ready)
      await command(db, 'replace', `ALTER TABLE ${table} REPLACE PARTITION ID '${id}' FROM ${table}${READY}`);
    for (const id of before)
      if (!ready.has(id)) await command(db, 'replace', `ALTER TABLE ${table} DROP PARTITION ID '${id}'`);
  }
};

const partition = z.object({ id: z.string().regex(/^\w+$/) });

const partitionsOf = async (db: Database, table: string): Promise<ReadonlySet<string>> => {
  const rows = await db.select(`SELECT DISTINCT _partition_id AS id FROM ${table}`, {
    name: 'recount-partitions',
  });
  return new Set(
    z
      .array(partition)
      .parse(rows)
      .map(({ id }) => id),
  );
};

const command = (db: Database, name: string, sql: string): Promise<void> =>
  db.command(sql, { name: `recount-${name}` });
