import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import type { Apart } from '../domain/apart.ts';
import type {
  Account,
  Campaign,
  Catalogue,
  Episode,
  Placement,
  Platform,
  Work,
} from '../domain/catalogue.ts';
import { latestRows } from './latest.ts';
import type { Row } from './schema.ts';
import { readStatedRules } from './stated-rules.ts';

const catalogueVersion = defineQuery({
  name: 'catalogue-version',
  params: z.object({}),
  row: z.object({ versions: z.number(), updated_at: z.string() }),
});

/** A text that differs after every change of the catalogue. */
export const readCatalogueVersion = async (db: Database): Promise<string> =>
  (await catalogueVersion(db, {})).map(({ versions, updated_at }) => `${versions} ${updated_at}`).join();

/** A campaign of its row, in whichever version. */
export const toCampaign = (row: Omit<Row<'campaigns'>, 'updated_at'>): Campaign => ({
  id: row.campaign_id,
  name: row.name,
  nameEn: row.name_en,
  organiser: row.organiser,
  timeZone: row.time_zone,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  formula: row.formula,
  goal: row.goal,
  simulated: row.simulated,
  note: row.note,
  previous: row.previous === '' ? null : row.previous,
});

/** An episode of its row, in whichever version. */
export const toEpisode = (row: Omit<Row<'episodes'>, 'updated_at'>): Episode => ({
  id: row.episode_id,
  campaignId: row.campaign_id,
  number: row.number,
  title: row.title,
  organisation: row.organisation,
  organisationEn: row.organisation_en,
  status: row.status,
  airedAt: row.aired_at,
});

/** Every campaign, in order of the first day. */
export const readCampaigns = async (db: Database): Promise<Campaign[]> => {
  const rows = await latestRows(db, 'campaigns', all => all.orderBy('starts_on').orderBy('campaign_id'));
  return rows.map(toCampaign);
};

/** A campaign's episodes, in order of the series. */
export const readEpisodes = async (db: Database, campaign: string): Promise<Episode[]> => {
  const rows = await latestRows(db, 'episodes', all =>
    all.where('campaign_id', '=', campaign).orderBy('number').orderBy('episode_id'),
  );
  return rows.map(toEpisode);
};

/** The works of a campaign, or of every campaign where none is named. */
export const readWorks = async (db: Database, campaign?: string): Promise<Work[]> => {
  const rows = await latestRows(db, 'works', all =>
    (campaign === undefined ? all : all.where('campaign_id', '=', campaign)).orderBy('work_id'),
  );
  return rows.map(row => ({
    id: row.work_id,
    campaignId: row.campaign_id,
    episodeId: row.episode_id === '' ? null : row.episode_id,
    kind: row.kind,
    title: row.title,
    series: row.series,
    publishedAt: row.published_at,
  }));
};

export const readPlatforms = async (db: Database): Promise<Platform[]> => {
  const [rows, stated] = await Promise.all([
    latestRows(db, 'platforms', all => all.orderBy('platform')),
    readStatedRules(db),
  ]);
  const byPlatform = Map.groupBy(stated, ({ platform }) => platform);
  return rows.map(row => {
    const rules = byPlatform.get(row.platform);
    return {
      id: row.platform,
      name: row.name,
      nameEn: row.name_en,
      group: row.group_name,
      ...(row.replay_in_live_count !== '' && { replayInLiveCount: row.replay_in_live_count }),
      ...(rules && { rules: Object.fromEntries(rules.map(({ metric, rule }) => [metric, rule])) }),
    };
  });
};

export const readAccounts = async (db: Database): Promise<Account[]> => {
  const rows = await latestRows(db, 'accounts', all => all.orderBy('account_id'));
  return rows.map(row => ({
    ...{ id: row.account_id, platformId: row.platform, name: row.name },
    ...(row.external_id !== '' && { externalId: row.external_id }),
  }));
};

/** A placement as stored: with the campaign of its work, and why it is counted apart where it is. */
export type StoredPlacement = Placement & { readonly campaignId: string; readonly apart?: Apart };

/** The placements of a campaign, or of every campaign where none is named, in order of registration. */
export const readPlacements = async (db: Database, campaign?: string): Promise<StoredPlacement[]> => {
  const rows = await latestRows(db, 'placements', all =>
    (campaign === undefined ? all : all.where('campaign_id', '=', campaign)).orderBy('placement_id'),
  );
  return rows.map(row => ({
    id: row.placement_id,
    workId: row.work_id,
    campaignId: row.campaign_id,
    platformId: row.platform,
    accountId: row.account_id,
    ...(row.also_on.length > 0 && { alsoOn: row.also_on }),
    externalId: row.external_id,
    url: row.url,
    ...(row.replaces !== '' && { replaces: row.replaces }),
    metric: row.metric,
    ...(row.counted_apart !== '' && { apart: row.counted_apart }),
    publishedAt: row.published_at,
    registeredAt: row.registered_at,
  }));
};

/** A campaign's catalogue as stored; null when there is no such campaign. */
export const readCatalogue = async (db: Database, campaignId: string): Promise<Catalogue | null> => {
  const campaign = (await readCampaigns(db)).find(({ id }) => id === campaignId);
  if (!campaign) return null;
  const [episodes, works, platforms, accounts, placements] = await Promise.all([
    readEpisodes(db, campaignId),
    readWorks(db, campaignId),
    readPlatforms(db),
    readAccounts(db),
    readPlacements(db, campaignId),
  ]);
  return { campaign, episodes, works, platforms, accounts, placements };
};
