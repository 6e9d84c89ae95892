import type { Database } from '../clickhouse/client.ts';
import type { Instant } from '../domain/reading.ts';
import { type RejectRecord, readRejects } from '../store/collection-evidence.ts';
import { readLastReads } from '../store/last-reads.ts';

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

/** What could not be read, newest first. */
export const listRejects = async (db: Database, limit: number): Promise<Reject[]> => {
  const [records, lastReads] = await Promise.all([
    readRejects(db, { since: EVER, limit }),
    readLastReads(db),
  ]);
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
  const [found] = id === '' ? [] : await readRejects(db, { id, since: EVER, limit: 1 });
  if (!found) throw new UnknownReject(`There is no reject "${id}".`);
  return found;
};
