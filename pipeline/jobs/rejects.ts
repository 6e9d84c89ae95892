import type { Database } from '../clickhouse/client.ts';
import type { Instant } from '../domain/reading.ts';
import { readLastReads } from '../store/last-reads.ts';
import { type RejectRecord, readRejects } from '../store/rejects.ts';

/** There is no such reject. */
export class UnknownReject extends Error {
  override readonly name = 'UnknownReject';
}

/** A reject, and whether what it left unread was read after it. */
export type Reject = RejectRecord & {
  /** When the last of its placements was read again; null while one of them was not. */
  readonly readAt: Instant | null;
};

/** Rejects of before the first campaign there ever was. */
const EVER = 0;

/** Placements that a list names of one answer: a platform's whole list may be one. */
const MOST_NAMED = 200;
/** Those that another try asks for. */
const MOST_ASKED = 100_000;

/** What could not be read, newest first. */
export const listRejects = async (db: Database, limit: number): Promise<Reject[]> => {
  const records = await readRejects(db, { since: EVER, limit, most: MOST_NAMED });
  const lastReads = await readLastReads(db, [...new Set(records.flatMap(({ placements }) => placements))]);
  return records.map(record => ({ ...record, readAt: readAfter(record, lastReads) }));
};

const readAfter = (
  { placements, lastAt }: RejectRecord,
  lastReads: ReadonlyMap<number, Instant>,
): Instant | null => {
  const reads = placements.map(placement => lastReads.get(placement) ?? Number.NEGATIVE_INFINITY);
  return reads.length > 0 && reads.every(at => at > lastAt) ? Math.max(...reads) : null;
};

/** @throws UnknownReject */
export const findReject = async (db: Database, id: string): Promise<RejectRecord> => {
  const [found] = id === '' ? [] : await readRejects(db, { id, since: EVER, limit: 1, most: MOST_ASKED });
  if (!found) throw new UnknownReject(`There is no reject "${id}".`);
  return found;
};
