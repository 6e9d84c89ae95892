import type { Database } from '../clickhouse/client.ts';
import type { Account, Campaign, Catalogue, Episode, Platform, Work } from '../domain/catalogue.ts';
import type { Instant } from '../domain/reading.ts';
import type { Logger } from '../log.ts';
import {
  readAccounts,
  readCampaigns,
  readCatalogueVersion,
  readEpisodes,
  readPlacements,
  readPlatforms,
  readWorks,
  type StoredPlacement,
} from '../store/catalogue.ts';
import { readLastReads } from '../store/last-reads.ts';
import { workKey } from './plan.ts';

/** What is to be collected, as of the last time the database could be asked. */
export type Expected = {
  readonly placements: readonly StoredPlacement[];
  readonly platforms: readonly Platform[];
  readonly campaigns: readonly Campaign[];
  /** By campaign. */
  readonly episodes: ReadonlyMap<string, readonly Episode[]>;
  /** By `workKey`. */
  readonly works: ReadonlyMap<string, Work>;
  /** By platform. */
  readonly accounts: ReadonlyMap<string, readonly Account[]>;
  /** Zone of each placement's campaign, in which its days are cut. */
  readonly zones: ReadonlyMap<number, string>;
  /** Platform of each placement. */
  readonly platformOf: ReadonlyMap<number, string>;
};

/** One campaign's part of it, as a catalogue. */
export const catalogueIn = (expected: Expected, campaign: Campaign): Catalogue => {
  const isOurs = ({ campaignId }: { readonly campaignId: string }): boolean => campaignId === campaign.id;
  return {
    campaign,
    episodes: expected.episodes.get(campaign.id) ?? [],
    works: [...expected.works.values()].filter(isOurs),
    platforms: expected.platforms,
    accounts: [...expected.accounts.values()].flat(),
    placements: expected.placements.filter(isOurs),
  };
};

/** Remembers the last answers of the database, so that a night goes on while it is away. */
export const createExpectations = (db: Database, log: Logger) => {
  let known: (Expected & { readonly version: string }) | null = null;
  let lastReads: ReadonlyMap<number, Instant> = new Map();
  return {
    /** @throws QueryError when the database was never seen. */
    expected: async (): Promise<Expected> => {
      try {
        const version = await readCatalogueVersion(db);
        if (known?.version !== version) known = { ...(await read(db)), version };
      } catch (error) {
        if (!known) throw error;
        log.debug({ err: error }, 'the database is away: going by the catalogue as it was last seen');
      }
      return known;
    },
    /** The instant of each placement's last reading. */
    lastReads: async (): Promise<ReadonlyMap<number, Instant>> => {
      try {
        lastReads = await readLastReads(db);
      } catch (error) {
        log.warn({ err: error }, 'the database is away: planning by the last reads known');
      }
      return lastReads;
    },
    /** Accounts of a platform, as last seen. */
    accountsOf: (platform: string): readonly Account[] => known?.accounts.get(platform) ?? [],
  };
};

const read = async (db: Database): Promise<Expected> => {
  const [placements, works, accounts, platforms, campaigns] = await Promise.all([
    readPlacements(db),
    readWorks(db),
    readAccounts(db),
    readPlatforms(db),
    readCampaigns(db),
  ]);
  const episodes = await Promise.all(
    campaigns.map(async ({ id }) => [id, await readEpisodes(db, id)] as const),
  );
  const zones = new Map(campaigns.map(({ id, timeZone }) => [id, timeZone]));
  return {
    placements,
    platforms,
    campaigns,
    episodes: new Map(episodes),
    works: new Map(works.map(work => [workKey({ campaignId: work.campaignId, workId: work.id }), work])),
    accounts: Map.groupBy(accounts, ({ platformId }) => platformId),
    platformOf: new Map(placements.map(({ id, platformId }) => [id, platformId])),
    zones: new Map(
      placements.flatMap(({ id, campaignId }) => {
        const zone = zones.get(campaignId);
        return zone === undefined ? [] : [[id, zone] as const];
      }),
    ),
  };
};
