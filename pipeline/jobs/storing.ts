import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tryFileLock, withFileLock } from '../../collectors/file-lock.ts';
import type { Database } from '../clickhouse/client.ts';
import type { Instant } from '../domain/reading.ts';
import { dropRecountTables, putInPlace } from '../store/recount-tables.ts';
import { insertRecount, type Recount, readRecounts } from '../store/recounts.ts';
import { insertRules } from '../store/rules.ts';

/** Stores while nobody else does, in this process or another; waits for its turn. */
export const storeAlone = <T>(data: string, task: () => Promise<T>): Promise<T> =>
  withFileLock(lockOf(data), task);

/** {@link storeAlone} without the wait: null while somebody else stores, and that is a recount, for some time. */
export const tryToStore = <T>(data: string, task: () => Promise<T>): Promise<T | null> =>
  tryFileLock(lockOf(data), task);

const lockOf = (data: string): string => join(data, 'storing');
const holdOf = (data: string): string => join(data, 'recount.json');

/**
 * The moment that a recount puts its tables in place for: until it has, nobody can say what is known then or later. Null
 * while there is none.
 */
export const heldSince = (data: string): Instant | null => {
  try {
    return (JSON.parse(readFileSync(holdOf(data), 'utf8')) as { since: Instant }).since;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};

/** Says so. A whole file appears, or none. */
export const hold = (data: string, since: Instant): void => {
  const whole = `${holdOf(data)}.${randomUUID()}`;
  writeFileSync(whole, JSON.stringify({ since }));
  renameSync(whole, holdOf(data));
};

/**
 * Ends what a killed recount has begun: one that was putting its tables in place is brought to the end of that, one that
 * had only announced it leaves no trace of it. To be done alone, before anything is stored.
 */
export const settle = async (db: Database, data: string): Promise<void> => {
  if (heldSince(data) === null) return;
  const [last] = await readRecounts(db);
  if (last?.state === 'swapping') await conclude(db, last);
  rmSync(holdOf(data), { force: true });
};

/** Puts in place what a recount has found, with the rules it brings into force. Repeated, it changes nothing. */
export const conclude = async (db: Database, recount: Recount): Promise<Recount> => {
  const { rules, knownSince, author, reason } = recount;
  if (rules !== '' && knownSince !== null)
    await insertRules(db, { rules, recordedAt: knownSince, author, reason });
  await putInPlace(db);
  const summing: Recount = { ...recount, state: 'summing', version: recount.version + 1 };
  await insertRecount(db, summing);
  await dropRecountTables(db);
  return summing;
};
