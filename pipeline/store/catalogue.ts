import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { fromDateTime64 } from '../days.ts';
import { type Catalogue, PLATFORM_GROUPS } from '../domain/catalogue.ts';
import { METRICS } from '../domain/metrics.ts';
import { WORK_KINDS } from '../domain/reading.ts';

const instant = z.string().transform(fromDateTime64);
const none = z.object({});
const ofCampaign = z.object({ campaign: z.string() });

const campaignsQuery = defineQuery({
  name: 'campaigns',
  params: none,
  row: z
    .object({
      campaign_id: z.string(),
      name: z.string(),
      name_en: z.string(),
      organiser: z.string(),
      time_zone: z.string(),
      starts_on: z.string(),
      ends_on: z.string(),
      formula: z.string(),
      goal: z.coerce.number().nullable(),
      simulated: z.boolean(),
      note: z.string(),
    })
    .transform(row => ({
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
    })),
});

const episodesQuery = defineQuery({
  name: 'episodes',
  params: ofCampaign,
  row: z
    .object({
      episode_id: z.string(),
      campaign_id: z.string(),
      number: z.number(),
      title: z.string(),
      organisation: z.string(),
      organisation_en: z.string(),
      status: z.enum(['planned', 'aired', 'cancelled']),
      aired_at: instant.nullable(),
    })
    .transform(row => ({
      id: row.episode_id,
      campaignId: row.campaign_id,
      number: row.number,
      title: row.title,
      organisation: row.organisation,
      organisationEn: row.organisation_en,
      status: row.status,
      airedAt: row.aired_at,
    })),
});

const worksQuery = defineQuery({
  name: 'works',
  params: ofCampaign,
  row: z
    .object({
      work_id: z.string(),
      campaign_id: z.string(),
      episode_id: z.string(),
      kind: z.enum(WORK_KINDS),
      title: z.string(),
      series: z.string(),
      published_at: instant.nullable(),
    })
    .transform(row => ({
      id: row.work_id,
      campaignId: row.campaign_id,
      episodeId: row.episode_id === '' ? null : row.episode_id,
      kind: row.kind,
      title: row.title,
      series: row.series,
      publishedAt: row.published_at,
    })),
});

const platformsQuery = defineQuery({
  name: 'platforms',
  params: none,
  row: z
    .object({
      platform: z.string(),
      name: z.string(),
      name_en: z.string(),
      group_name: z.enum(PLATFORM_GROUPS),
    })
    .transform(row => ({ id: row.platform, name: row.name, nameEn: row.name_en, group: row.group_name })),
});

const accountsQuery = defineQuery({
  name: 'accounts',
  params: none,
  row: z
    .object({ account_id: z.string(), platform: z.string(), name: z.string() })
    .transform(row => ({ id: row.account_id, platformId: row.platform, name: row.name })),
});

const placementRow = z
  .object({
    placement_id: z.number(),
    work_id: z.string(),
    campaign_id: z.string(),
    platform: z.string(),
    account_id: z.string(),
    external_id: z.string(),
    url: z.string(),
    metric: z.enum(METRICS),
    published_at: instant.nullable(),
    registered_at: instant,
  })
  .transform(row => ({
    id: row.placement_id,
    workId: row.work_id,
    campaignId: row.campaign_id,
    platformId: row.platform,
    accountId: row.account_id,
    externalId: row.external_id,
    url: row.url,
    metric: row.metric,
    publishedAt: row.published_at,
    registeredAt: row.registered_at,
  }));

const placementsQuery = defineQuery({
  name: 'placements',
  params: z.object({ campaign: z.string() }),
  row: placementRow,
});

const catalogueVersion = defineQuery({
  name: 'catalogue-version',
  params: none,
  row: z.object({ versions: z.number(), updated_at: z.string() }),
});

/** A text that differs after every change of the catalogue. */
export const readCatalogueVersion = async (db: Database): Promise<string> =>
  (await catalogueVersion(db, {})).map(({ versions, updated_at }) => `${versions} ${updated_at}`).join();

export const readCampaigns = (db: Database) => campaignsQuery(db, {});

/** Every placement of every campaign, in order of registration. */
export const readPlacements = (db: Database) => placementsQuery(db, { campaign: '' });

/** The works of a campaign, or of every campaign where none is named. */
export const readWorks = (db: Database, campaign = '') => worksQuery(db, { campaign });

export const readAccounts = (db: Database) => accountsQuery(db, {});

export const readPlatforms = (db: Database) => platformsQuery(db, {});

/** A campaign's episodes, in order of the series. */
export const readEpisodes = (db: Database, campaign: string) => episodesQuery(db, { campaign });

/** A campaign's catalogue as stored; null when there is no such campaign. */
export const readCatalogue = async (db: Database, campaignId: string): Promise<Catalogue | null> => {
  const campaign = (await readCampaigns(db)).find(({ id }) => id === campaignId);
  if (!campaign) return null;
  const [episodes, works, platforms, accounts, placements] = await Promise.all([
    episodesQuery(db, { campaign: campaignId }),
    worksQuery(db, { campaign: campaignId }),
    platformsQuery(db, {}),
    accountsQuery(db, {}),
    placementsQuery(db, { campaign: campaignId }),
  ]);
  return { campaign, episodes, works, platforms, accounts, placements };
};
