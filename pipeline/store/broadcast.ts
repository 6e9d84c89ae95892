import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { insertRows } from '../clickhouse/insert.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64 } from '../days.ts';
import { type BroadcastFigure, INDICATOR_IDS, METHODS, UNITS } from '../domain/broadcast.ts';
import type { Moment } from './placement-counts.ts';

/** Appends figures; writing one twice changes nothing. */
export const insertBroadcastFigures = (db: Database, figures: readonly BroadcastFigure[]): Promise<void> => {
  const rows = figures.map(figure => ({
    campaign_id: figure.campaignId,
    episode_id: figure.episodeId ?? '',
    platform: figure.platform,
    account_id: figure.accountId,
    channel: figure.channel,
    programme: figure.programme,
    aired_on: figure.airedOn,
    slot: figure.slot,
    indicator: figure.indicator,
    value: figure.value,
    value_text: figure.text,
    unit: figure.unit,
    period_from: figure.periodFrom,
    period_to: figure.periodTo,
    method: figure.method,
    method_text: figure.methodText,
    universe: figure.universe,
    document: figure.document,
    document_hash: figure.documentHash,
    author: figure.author,
    stated_at: dateTime64(figure.statedAt),
    recorded_at: dateTime64(figure.recordedAt),
    taken_at: dateTime64(figure.recordedAt),
    run_id: figure.runId,
  }));
  const [first] = rows;
  return first ? insertRows(db, 'broadcast_figures', Object.keys(first), rows) : Promise.resolve();
};

const instant = z.string().transform(fromDateTime64);
const broadcastFigures = defineQuery({
  name: 'broadcast-figures',
  params: z.object({ campaign: z.string(), as_of: z.string(), known_at: z.string() }),
  row: z.object({
    episode_id: z.string(),
    platform: z.string(),
    account_id: z.string(),
    channel: z.string(),
    programme: z.string(),
    aired_on: z.string().nullable(),
    slot: z.string(),
    indicator: z.enum(INDICATOR_IDS),
    value: z.string(),
    value_text: z.string(),
    unit: z.enum(UNITS),
    period_from: z.string(),
    period_to: z.string(),
    method: z.enum(METHODS),
    method_text: z.string(),
    universe: z.string(),
    document: z.string(),
    document_hash: z.string(),
    author: z.string(),
    stated_at: instant,
    recorded_at: instant,
    run_id: z.string(),
  }),
});

/**
 * The broadcast panel of a campaign: of each figure stated by T the last statement, as known by K, episode by episode.
 * Never added up.
 */
export const readBroadcastFigures = async (
  db: Database,
  campaignId: string,
  { asOf, knownAt }: Pick<Moment, 'asOf' | 'knownAt'>,
): Promise<BroadcastFigure[]> =>
  (
    await broadcastFigures(db, {
      campaign: campaignId,
      as_of: dateTime64(asOf),
      known_at: dateTime64(knownAt),
    })
  ).map(row => ({
    campaignId,
    episodeId: row.episode_id === '' ? null : row.episode_id,
    platform: row.platform,
    accountId: row.account_id,
    channel: row.channel,
    programme: row.programme,
    airedOn: row.aired_on,
    slot: row.slot,
    indicator: row.indicator,
    value: row.value,
    text: row.value_text,
    unit: row.unit,
    periodFrom: row.period_from,
    periodTo: row.period_to,
    method: row.method,
    methodText: row.method_text,
    universe: row.universe,
    document: row.document,
    documentHash: row.document_hash,
    author: row.author,
    statedAt: row.stated_at,
    recordedAt: row.recorded_at,
    runId: row.run_id,
  }));
