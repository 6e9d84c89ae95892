import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64 } from '../days.ts';
import type { Instant } from '../domain/reading.ts';

const instant = z.string().transform(fromDateTime64);
const count = z.coerce.number();

const payloadProofs = defineQuery({
  name: 'payload-proofs',
  params: z.object({ payloads: z.array(z.string()) }),
  row: z.object({
    payload_id: z.string(),
    platform: z.string(),
    fetched_at: instant,
    content_type: z.string(),
    size: count,
    pruned_at: instant.nullable(),
    is_true: z.coerce.boolean(),
  }),
});

const payloadQuery = defineQuery({
  name: 'payload',
  params: z.object({ payload: z.string() }),
  row: z.object({
    platform: z.string(),
    fetched_at: instant,
    content_type: z.string(),
    body: z.string(),
    pruned_at: instant.nullable(),
  }),
});

const payloadsToPrune = defineQuery({
  name: 'payloads-to-prune',
  params: z.object({ before: z.string() }),
  row: z.object({ payloads: count }),
});

/** What is known of a payload without reading it. `prunedAt` null: it is kept. */
export type PayloadProof = {
  readonly id: string;
  readonly platform: string;
  readonly fetchedAt: Instant;
  readonly contentType: string;
  /** Bytes; 0 when pruned. */
  readonly size: number;
  readonly prunedAt: Instant | null;
  /** The SHA-256 of its bytes is its id. */
  readonly isTrue: boolean;
};

/** Payloads by id, their bytes held against their ids in the database; ids of which nothing was ever kept are left out. */
export const readPayloadProofs = async (
  db: Database,
  ids: readonly string[],
): Promise<Map<string, PayloadProof>> => {
  const asked = [...new Set(ids)].filter(id => id !== '');
  if (asked.length === 0) return new Map();
  const rows = await payloadProofs(db, { payloads: asked });
  return new Map(
    rows.map(row => [
      row.payload_id,
      {
        id: row.payload_id,
        platform: row.platform,
        fetchedAt: row.fetched_at,
        contentType: row.content_type,
        size: row.size,
        prunedAt: row.pruned_at,
        isTrue: row.is_true,
      },
    ]),
  );
};

/** Ends the content type of what is no UTF-8 text: its body is stored in base64. */
const IN_BASE64 = ';base64';

/** What a platform said, or a sheet held. */
export type StoredPayload = {
  readonly platform: string;
  readonly fetchedAt: Instant;
  readonly contentType: string;
  /** Base64 where `isText` is false. */
  readonly body: string;
  readonly isText: boolean;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly prunedAt: Instant | null;
};

/** Null where nothing was ever kept under this id. */
export const readPayload = async (db: Database, id: string): Promise<StoredPayload | null> => {
  const [row] = await payloadQuery(db, { payload: id });
  if (!row) return null;
  const isText = !row.content_type.endsWith(IN_BASE64);
  return {
    platform: row.platform,
    fetchedAt: row.fetched_at,
    contentType: row.content_type,
    body: row.body,
    isText,
    bytes: Uint8Array.from(Buffer.from(row.body, isText ? 'utf8' : 'base64')),
    prunedAt: row.pruned_at,
  };
};

/** Which payloads may go is said twice, in payloads-to-prune.sql too: a count must not promise what is not done. */
const PRUNE = `ALTER TABLE payloads
  UPDATE body = '', pruned_at = toDateTime64({now:String}, 3, 'UTC')
  WHERE fetched_at < toDateTime64({before:String}, 3, 'UTC') AND pruned_at IS NULL
    AND payload_id NOT IN
      (SELECT payload_id FROM publication_lines UNION ALL SELECT lower_payload_id FROM publication_lines
       UNION ALL SELECT file_hash FROM imports)`;

/**
 * Takes away the bodies of payloads fetched before an instant; their rows stay, so that one can say what became of
 * them. What a publication names and the sheets of partners, which nobody can fetch again, stay for ever.
 * @returns how many were taken away
 */
export const prunePayloads = async (db: Database, before: Instant, now: Instant): Promise<number> => {
  const [row] = await payloadsToPrune(db, { before: dateTime64(before) });
  const due = row ? row.payloads : 0;
  if (due === 0) return 0;
  await db.command(PRUNE, {
    name: 'prune-payloads',
    params: { now: dateTime64(now), before: dateTime64(before) },
    // A copy of the table is pruned by what it holds itself, and the call waits until it is done.
    settings: { mutations_sync: '2', allow_nondeterministic_mutations: 1 },
  });
  return due;
};
