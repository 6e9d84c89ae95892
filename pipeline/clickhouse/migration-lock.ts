import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Database } from './client.ts';
import { MigrationError, QueryError } from './errors.ts';
import { isAlive } from './processes.ts';

const TABLE = 'schema_migrations_lock';
const TABLE_EXISTS = 57;
const POLL_MS = 250;
const BEAT_MS = 10_000;
/** Six missed beats: its holder is gone. */
const STALE_S = 60;

const holderSchema = z.object({ token: z.string(), host: z.string(), pid: z.number() });
type Holder = z.infer<typeof holderSchema>;

/** A lock that is held. */
export type MigrationLock = {
  /** @throws MigrationError when somebody has taken it over. */
  check(): Promise<void>;
  release(): Promise<void>;
};

/**
 * Takes the lock of a database: the table `schema_migrations_lock`, which only one can create. Its comment names the
 * holder and is rewritten while he lives. A lock whose process is gone, or that was not touched for a minute, is
 * taken over.
 * @throws MigrationError when another holds it for longer than `waitMs`.
 */
export const acquireLock = async (db: Database, waitMs: number): Promise<MigrationLock> => {
  const mine: Holder = { token: randomUUID(), host: hostname(), pid: process.pid };
  const comment = JSON.stringify(mine);
  const deadline = performance.now() + waitMs;
  while (!(await create(db, comment))) {
    const held = await read(db);
    if (held && isStale(held)) await remove(db);
    else if (performance.now() > deadline) throw new MigrationError(heldBy(db, held?.holder));
    else await pause(POLL_MS);
  }
  const beat = setInterval(() => {
    // A missed beat is made up by the next; the loss of the lock itself is found by `check`.
    touch(db, comment).catch(() => {});
  }, BEAT_MS);
  beat.unref();
  const isMine = async () => (await read(db))?.holder?.token === mine.token;
  return {
    check: async () => {
      if (await isMine()) return;
      throw new MigrationError(`Another process took over migrating ${db.name}. Run the command again.`);
    },
    release: async () => {
      clearInterval(beat);
      if (await isMine()) await remove(db);
    },
  };
};

const heldBy = (db: Database, holder: Holder | null | undefined): string =>
  `The database ${db.name} is being migrated by ${holder ? `process ${holder.pid} on ${holder.host}` : 'another process'}. Wait for it, or end it, and run the command again.`;

const quoteText = (text: string): string => `'${text.replace(/[\\']/g, character => `\\${character}`)}'`;

/** True when the lock is now ours. */
const create = async (db: Database, comment: string): Promise<boolean> => {
  try {
    const sql = `CREATE TABLE ${TABLE} (holder UInt8) ENGINE = Memory COMMENT ${quoteText(comment)}`;
    await db.command(sql, { name: 'migration-lock-take' });
    return true;
  } catch (error) {
    if (error instanceof QueryError && error.code === TABLE_EXISTS) return false;
    throw error;
  }
};

const touch = (db: Database, comment: string): Promise<void> =>
  db.command(`ALTER TABLE ${TABLE} MODIFY COMMENT ${quoteText(comment)}`, { name: 'migration-lock-keep' });

const remove = (db: Database): Promise<void> =>
  db.command(`DROP TABLE IF EXISTS ${TABLE} SYNC`, { name: 'migration-lock-release' });

type Held = { readonly holder: Holder | null; readonly idleS: number };

const lockRow = z.object({ comment: z.string(), idle_s: z.coerce.number() });

const read = async (db: Database): Promise<Held | null> => {
  const [found] = await db.select(
    `SELECT comment, dateDiff('second', metadata_modification_time, now()) AS idle_s
     FROM system.tables WHERE database = {database:String} AND name = {table:String}`,
    { name: 'migration-lock-read', params: { database: db.name, table: TABLE } },
  );
  if (found === undefined) return null;
  const { comment, idle_s } = lockRow.parse(found);
  return { holder: holderOf(comment), idleS: idle_s };
};

/** Null for a comment that is not ours: then only its age speaks. */
const holderOf = (comment: string): Holder | null => {
  try {
    return holderSchema.parse(JSON.parse(comment));
  } catch {
    return null;
  }
};

const isStale = ({ holder, idleS }: Held): boolean =>
  idleS > STALE_S || (holder !== null && holder.host === hostname() && !isAlive(holder.pid));
