import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll } from 'vitest';
import type { Batch } from '../../collectors/rows.ts';
import { ManualClock } from '../../pipeline/clock.ts';
import { loadConfig } from '../../pipeline/config.ts';
import { DAY } from '../../pipeline/days.ts';
import type { Catalogue } from '../../pipeline/domain/catalogue.ts';
import type { Instant, SeriesDecision } from '../../pipeline/domain/reading.ts';
import { type App, openApp } from '../../pipeline/jobs/app.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { insertAdjustment, insertWithdrawal } from '../../pipeline/store/adjustments.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { START } from '../domain/readings.ts';
import { testConnection, testDatabase } from '../setup/clickhouse.ts';
import { catalogueOf, ZONE } from '../sql/seed.ts';
import { campaigns, EPISODES, type History, REGISTERED, type Version } from './campaign-histories.ts';
import { type Arrival, batchesOf } from './product.ts';

/** Campaigns that share one database, and the placements of each. */
const CAMPAIGNS = 8;
const PLACEMENTS = 16;
/** When everything is over. */
export const LATER = START + 400 * DAY;
/** Until then the first half of everything is recorded. */
export const HALF = START + 9 * DAY;

export type Named = { readonly id: string; readonly history: History };

/** Random histories of several campaigns, numbered as the product will number them. The seed tells a world again. */
export const worldOf = (seed: number): Named[] =>
  Array.from({ length: CAMPAIGNS }, (_, i) => {
    const id = `campaign-${i}`;
    const options = { id, first: 1 + i * PLACEMENTS, least: PLACEMENTS, most: PLACEMENTS };
    return { id, history: one(campaigns(options), seed + i) };
  });

/** One value of an arbitrary, the same for the same seed. */
export const one = <Value>(arbitrary: fc.Arbitrary<Value>, seed: number): Value => {
  const [value] = fc.sample(arbitrary, { numRuns: 1, seed });
  if (value === undefined) throw new Error('A sample of one has one.');
  return value;
};

/** Thousands of facts in some twenty batches, with restarts between. */
const arrivals: fc.Arbitrary<Arrival> = fc.record({
  ranks: fc.array(fc.nat(1_000_000), { minLength: 997, maxLength: 997 }),
  cuts: fc
    .array(fc.integer({ min: 1, max: 7 }), { minLength: 601, maxLength: 601 })
    .map(cuts => cuts.map((cut, i) => (i === 500 ? 16 : i % 200 === 50 ? 8 : cut))),
});

const catalogueIn = (id: string, { cancelled, placements }: Version): Catalogue =>
  catalogueOf({
    id,
    episodes: EPISODES.map(episode => ({
      id: episode,
      status: cancelled.includes(episode) ? 'cancelled' : 'aired',
      airedAt: START,
    })),
    works: [null, ...EPISODES].map(episodeId => ({ id: `work-${episodeId}`, episodeId })),
    placements: placements.map(({ placementId, episodeId, metric, publishedAt }) => ({
      ...{ externalId: `item-${placementId}`, workId: `work-${episodeId}`, metric, publishedAt },
    })),
  });

export type Engine = {
  /** As it is now: a restart brings another. */
  readonly app: App;
  readonly clock: ManualClock;
  /** Hands facts to the spool and has them stored, as the service does. */
  store(batch: Partial<Batch>, decisions?: readonly SeriesDecision[]): Promise<void>;
  /** Takes in what was recorded after `from` and up to `until`: in any order, some of it twice, with restarts. */
  takeIn(world: readonly Named[], from: Instant, until: Instant, seed: number): Promise<void>;
};

/** The whole product on a database of its own; opened before the file's tests. */
export const openEngine = (): Engine => {
  const { db } = testDatabase();
  const data = mkdtempSync(join(tmpdir(), 'renci-properties-'));
  const file = join(data, 'renci.yaml');
  const clock = new ManualClock(REGISTERED);
  let app: App | undefined;
  const open = async (): Promise<void> => {
    const { url, username, password } = testConnection(db.name);
    writeFileSync(file, JSON.stringify({ data, time_zone: ZONE, clickhouse: { database: db.name } }));
    const env = {
      RENCI_CLICKHOUSE_URL: url,
      RENCI_CLICKHOUSE_USER: username,
      RENCI_CLICKHOUSE_PASSWORD: password,
    };
    app = await openApp(loadConfig(file, env), { clock, log: silentLogger, sleep: async () => {} });
  };
  const current = (): App => {
    if (!app) throw new Error('The engine is not open yet.');
    return app;
  };
  beforeAll(async () => {
    await open();
    clock.set(LATER);
  });
  afterAll(async () => {
    await app?.close();
    rmSync(data, { recursive: true, force: true });
  });
  const store: Engine['store'] = async (batch, decisions = []) => {
    const empty: Batch = { readings: [], misses: [], rejects: [], attempts: [], payloads: [] };
    await current().spool.append({ batch: { ...empty, ...batch } });
    await current().spool.append({ decisions });
    if (!(await current().drain())) throw new Error('The database did not take what the spool holds.');
  };
  return {
    get app() {
      return current();
    },
    clock,
    store,
    takeIn: async (world, from, until, seed) => {
      const isNow = (of: { readonly recordedAt: Instant }): boolean =>
        of.recordedAt > from && of.recordedAt <= until;
      for (const { id, history } of world) {
        for (const version of history.versions.filter(isNow))
          await applyCatalogue(current().db, catalogueIn(id, version), version.recordedAt);
        for (const { withdrawal, ...made } of history.adjustments) {
          if (isNow(made)) await insertAdjustment(current().db, made);
          if (withdrawal && isNow(withdrawal)) await insertWithdrawal(current().db, made, withdrawal);
        }
      }
      await store({ misses: world.flatMap(({ history }) => history.misses.filter(isNow)) });
      const facts = {
        readings: world.flatMap(({ history }) => history.readings.filter(isNow)),
        decisions: world.flatMap(({ history }) => history.decisions.filter(isNow)),
      };
      for (const batch of batchesOf(facts, one(arrivals, seed))) {
        if (batch !== null) await store({ readings: batch.readings }, batch.decisions);
        else {
          await current().close();
          await open();
        }
      }
    },
  };
};
