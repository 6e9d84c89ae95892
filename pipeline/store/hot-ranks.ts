import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { insertRows } from '../clickhouse/insert.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64 } from '../days.ts';
import type { Instant } from '../domain/reading.ts';

/** Where one topic of a campaign stood on a list, at one look. */
export type HotRank = {
  readonly campaignId: string;
  readonly listId: string;
  readonly platform: string;
  readonly topic: string;
  /** Keyword or title by which it was matched. */
  readonly matched: string;
  readonly sampledAt: Instant;
  /** How often the schedule looks, in seconds. */
  readonly intervalS: number;
  readonly rank: number;
  /** The list's own index, as written. Never added up. */
  readonly heat: string | null;
  readonly url: string;
  /** The list's own timestamp; null where it states none. */
  readonly listedAt: Instant | null;
  readonly payloadId: string;
};

/** Appends looks; writing one twice changes nothing. */
export const insertHotRanks = (db: Database, ranks: readonly HotRank[]): Promise<void> =>
  insertRows(
    db,
    'hot_ranks',
    [
      'campaign_id',
      'list_id',
      'platform',
      'topic',
      'matched',
      'sampled_at',
      'interval_s',
      'position',
      'heat',
      'url',
      'listed_at',
      'payload_id',
    ],
    ranks.map(rank => ({
      campaign_id: rank.campaignId,
      list_id: rank.listId,
      platform: rank.platform,
      topic: rank.topic,
      matched: rank.matched,
      sampled_at: dateTime64(rank.sampledAt),
      interval_s: rank.intervalS,
      position: rank.rank,
      heat: rank.heat ?? '',
      url: rank.url,
      listed_at: rank.listedAt === null ? null : dateTime64(rank.listedAt),
      payload_id: rank.payloadId,
    })),
  );

const instant = z.string().transform(fromDateTime64);
const count = z.coerce.number().pipe(z.int().nonnegative());
const hotLedger = defineQuery({
  name: 'hot-ledger',
  params: z.object({ campaign: z.string(), until: z.string() }),
  row: z.object({
    list_id: z.string(),
    platform: z.string(),
    topic: z.string(),
    matched: z.string(),
    first_seen: instant,
    last_seen: instant,
    best_rank: count,
    best_at: instant,
    last_rank: count,
    looks: count,
    minutes: count,
    grain_s: count,
    listed_at: instant.nullable(),
    url: z.string(),
    payload_id: z.string(),
  }),
});

/** One topic on one list, over all looks. */
export type HotTopic = {
  readonly listId: string;
  readonly platform: string;
  readonly topic: string;
  readonly matched: string;
  readonly firstSeen: Instant;
  readonly lastSeen: Instant;
  readonly bestRank: number;
  /** First moment at the best rank. */
  readonly bestAt: Instant;
  readonly lastRank: number;
  /** Looks at which it was on the list. */
  readonly looks: number;
  /** On the list for at least so many minutes: between looks that both found it, where none is missing between them. */
  readonly minutes: number;
  /** The longest interval between two looks, in seconds: what may have been on the list for less was not seen. */
  readonly grainS: number;
  /** The list's own newest timestamp; null where it states none. */
  readonly listedAt: Instant | null;
  readonly url: string;
  /** The answer with the best rank. */
  readonly payloadId: string;
};

/** The last instant the store can hold: every look there is. */
const ALL_LOOKS = Date.UTC(2299, 11, 31);

/** The ledger of a campaign's topics by the looks up to an instant, all of them where none is named; best rank first. */
export const readHotTopics = async (
  db: Database,
  campaignId: string,
  until: Instant = ALL_LOOKS,
): Promise<HotTopic[]> =>
  (await hotLedger(db, { campaign: campaignId, until: dateTime64(until) })).map(row => ({
    listId: row.list_id,
    platform: row.platform,
    topic: row.topic,
    matched: row.matched,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    bestRank: row.best_rank,
    bestAt: row.best_at,
    lastRank: row.last_rank,
    looks: row.looks,
    minutes: row.minutes,
    grainS: row.grain_s,
    listedAt: row.listed_at,
    url: row.url,
    payloadId: row.payload_id,
  }));
