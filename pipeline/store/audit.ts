import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Change } from '../catalogue/plan.ts';
import type { Database } from '../clickhouse/client.ts';
import { insertRows } from '../clickhouse/insert.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64 } from '../days.ts';
import type { Instant } from '../domain/reading.ts';

/** What changes a catalogue: a file, links, or a decision on an entry of the inbox. */
export const AUDIT_ACTIONS = ['apply', 'add', 'accept', 'ignore', 'restore'] as const;
type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** One change of the catalogue that somebody asked for. */
export type AuditEntry = {
  readonly id: string;
  readonly recordedAt: Instant;
  readonly action: AuditAction;
  /** Empty: nobody signed it. */
  readonly author: string;
  readonly reason: string;
  /** Empty: of no campaign. */
  readonly campaignId: string;
  /** Name of the file, id of the work or of the entry. */
  readonly subject: string;
  /** SHA-256; empty where there is no file. */
  readonly fileHash: string;
  readonly changes: readonly Change[];
};

/** Appends to the trail; the id is made of what is said, so that the same entry twice is one. */
export const insertAudit = async (db: Database, entry: Omit<AuditEntry, 'id'>): Promise<AuditEntry> => {
  const id = createHash('sha256').update(JSON.stringify(entry)).digest('hex').slice(0, 12);
  const count = (action: Change['action']): number =>
    entry.changes.filter(change => change.action === action).length;
  const row = {
    audit_id: id,
    recorded_at: dateTime64(entry.recordedAt),
    action: entry.action,
    author: entry.author,
    reason: entry.reason,
    campaign_id: entry.campaignId,
    subject: entry.subject,
    file_hash: entry.fileHash,
    added: count('add'),
    changed: count('change'),
    changes: JSON.stringify(entry.changes),
  };
  await insertRows(db, 'audit', Object.keys(row), [row]);
  return { id, ...entry };
};

const trail = defineQuery({
  name: 'audit-trail',
  params: z.object({ campaign: z.string(), limit: z.int().positive() }),
  row: z.object({
    audit_id: z.string(),
    recorded_at: z.string().transform(fromDateTime64),
    action: z.enum(AUDIT_ACTIONS),
    author: z.string(),
    reason: z.string(),
    campaign_id: z.string(),
    subject: z.string(),
    file_hash: z.string(),
    added: z.int().nonnegative(),
    changed: z.int().nonnegative(),
    changes: z.string(),
  }),
});

/** The trail of one campaign, or of all; newest first. */
export const readAudit = async (
  db: Database,
  { campaign = '', limit }: { readonly campaign?: string; readonly limit: number },
): Promise<AuditEntry[]> => {
  const rows = await trail(db, { campaign, limit });
  return rows.map(row => ({
    id: row.audit_id,
    recordedAt: row.recorded_at,
    action: row.action,
    author: row.author,
    reason: row.reason,
    campaignId: row.campaign_id,
    subject: row.subject,
    fileHash: row.file_hash,
    changes: JSON.parse(row.changes) as Change[],
  }));
};
