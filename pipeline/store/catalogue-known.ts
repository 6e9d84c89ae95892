import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64 } from '../days.ts';
import type { Campaign, Episode } from '../domain/catalogue.ts';
import type { Instant } from '../domain/reading.ts';
import { toCampaign, toEpisode } from './catalogue.ts';
import { TABLES } from './schema.ts';

const params = z.object({ campaign: z.string(), known_at: z.string() });

const campaignKnown = defineQuery({
  name: 'campaign-known',
  params,
  row: TABLES.campaigns.omit({ updated_at: true }).transform(toCampaign),
});

const episodesKnown = defineQuery({
  name: 'episodes-known',
  params,
  row: TABLES.episodes.omit({ updated_at: true }).transform(toEpisode),
});

/** A campaign as the catalogue said by K: its formula, goal, zone and days then. Null where it was not registered yet. */
export const readCampaignKnown = async (
  db: Database,
  campaign: string,
  knownAt: Instant,
): Promise<Campaign | null> =>
  (await campaignKnown(db, { campaign, known_at: dateTime64(knownAt) }))[0] ?? null;

/** A campaign's episodes as the catalogue said by K, in order of the series. */
export const readEpisodesKnown = (db: Database, campaign: string, knownAt: Instant): Promise<Episode[]> =>
  episodesKnown(db, { campaign, known_at: dateTime64(knownAt) });
