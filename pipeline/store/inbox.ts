import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { insertRows } from '../clickhouse/insert.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64 } from '../days.ts';
import type { Proposal } from '../domain/match.ts';
import { METRICS, type Metric } from '../domain/metrics.ts';
import { type Instant, WORK_KINDS, type WorkKind } from '../domain/reading.ts';

export const INBOX_STATES = ['waiting', 'accepted', 'ignored'] as const;
export type InboxState = (typeof INBOX_STATES)[number];

/** An item of one of our accounts that is no placement yet, or was decided on. Its versions are appended. */
export type InboxEntry = {
  readonly id: string;
  readonly platform: string;
  readonly accountId: string;
  readonly externalId: string;
  readonly title: string;
  readonly url: string;
  readonly kind: WorkKind;
  readonly metric: Metric;
  readonly publishedAt: Instant | null;
  readonly discoveredAt: Instant;
  /** Proposed, or decided once it is accepted. Null: nothing speaks for any campaign. */
  readonly proposal: Proposal | null;
  readonly state: InboxState;
  /** Its placement once accepted. */
  readonly placementId: number | null;
  readonly updatedAt: Instant;
};

/** The entry of an item: short enough to type, and the same whenever the item is listed. */
export const inboxId = (platform: string, externalId: string): string =>
  createHash('sha256').update(`${platform}\n${externalId}`).digest('hex').slice(0, 12);

const COLUMNS = [
  'inbox_id',
  'platform',
  'account_id',
  'external_id',
  'title',
  'url',
  'kind',
  'metric',
  'published_at',
  'discovered_at',
  'campaign_id',
  'episode_id',
  'work_id',
  'rule',
  'confident',
  'doubt',
  'state',
  'placement_id',
  'updated_at',
] as const;

/** Appends versions of entries; writing one twice changes nothing. */
export const insertInbox = (db: Database, entries: readonly InboxEntry[]): Promise<void> =>
  insertRows(
    db,
    'inbox',
    COLUMNS,
    entries.map(entry => ({
      inbox_id: entry.id,
      platform: entry.platform,
      account_id: entry.accountId,
      external_id: entry.externalId,
      title: entry.title,
      url: entry.url,
      kind: entry.kind,
      metric: entry.metric,
      published_at: entry.publishedAt === null ? null : dateTime64(entry.publishedAt),
      discovered_at: dateTime64(entry.discoveredAt),
      campaign_id: entry.proposal?.campaignId ?? '',
      episode_id: entry.proposal?.episodeId ?? '',
      work_id: entry.proposal?.workId ?? '',
      rule: entry.proposal?.rule ?? '',
      confident: entry.proposal?.isConfident ?? false,
      doubt: entry.proposal?.doubt ?? '',
      state: entry.state,
      placement_id: entry.placementId ?? 0,
      updated_at: dateTime64(entry.updatedAt),
    })),
  );

const instant = z.string().transform(fromDateTime64);
const inboxEntries = defineQuery({
  name: 'inbox-entries',
  params: z.object({ ids: z.array(z.string()), states: z.array(z.string()), limit: z.int().positive() }),
  row: z.object({
    inbox_id: z.string(),
    platform: z.string(),
    account_id: z.string(),
    external_id: z.string(),
    title: z.string(),
    url: z.string(),
    kind: z.enum(WORK_KINDS),
    metric: z.enum(METRICS),
    published_at: instant.nullable(),
    discovered_at: instant,
    campaign_id: z.string(),
    episode_id: z.string(),
    work_id: z.string(),
    rule: z.string(),
    confident: z.boolean(),
    doubt: z.string(),
    state: z.enum(INBOX_STATES),
    placement_id: z.int().nonnegative(),
    updated_at: instant,
  }),
});

/** More than anybody looks through. */
const MOST = 100_000;

export type InboxQuestion = {
  /** Only these entries. */
  readonly ids?: readonly string[];
  readonly states?: readonly InboxState[];
  readonly limit?: number;
};

/** The entries as they stand now, newest item first. */
export const readInbox = async (
  db: Database,
  { ids = [], states = [], limit = MOST }: InboxQuestion = {},
): Promise<InboxEntry[]> => {
  const rows = await inboxEntries(db, { ids: [...ids], states: [...states], limit });
  return rows.map(row => ({
    id: row.inbox_id,
    platform: row.platform,
    accountId: row.account_id,
    externalId: row.external_id,
    title: row.title,
    url: row.url,
    kind: row.kind,
    metric: row.metric,
    publishedAt: row.published_at,
    discoveredAt: row.discovered_at,
    proposal:
      row.campaign_id === ''
        ? null
        : {
            campaignId: row.campaign_id,
            episodeId: row.episode_id || null,
            workId: row.work_id || null,
            rule: row.rule,
            isConfident: row.confident,
            doubt: row.doubt,
          },
    state: row.state,
    placementId: row.placement_id || null,
    updatedAt: row.updated_at,
  }));
};
