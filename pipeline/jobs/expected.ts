import type { Database } from '../clickhouse/client.ts';
import type { Platform, Work } from '../domain/catalogue.ts';
import type { Instant } from '../domain/reading.ts';
import type { Logger } from '../log.ts';
import {
  readAccounts,
  readCampaigns,
  readCatalogueVersion,
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
  /** By `workKey`. */
  readonly works: ReadonlyMap<string, Work>;
  /** Account ids by platform. */
  readonly accounts: ReadonlyMap<string, readonly string[]>;
  /** Zone of each placement's campaign, in which its days are cut. */
  readonly zones: ReadonlyMap<number, string>;
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
    accountsOf: (platform: string): readonly string[] => known?.accounts.get(platform) ?? [],
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
  const zones = new Map(campaigns.map(({ id, timeZone }) => [id, timeZone]));
  return {
    placements,
    platforms,
    works: new Map(works.map(work => [workKey({ campaignId: work.campaignId, workId: work.id }), work])),
    accounts: new Map(
      [...Map.groupBy(accounts, ({ platformId }) => platformId)].map(([platform, group]) => [
        platform,
        group.map(({ id }) => id),
      ]),
    ),
    zones: new Map(
      placements.flatMap(({ id, campaignId }) => {
        const zone = zones.get(campaignId);
        return zone === undefined ? [] : [[id, zone] as const];
      }),
    ),
  };
};
