import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Simulators, startSimulators } from '../../test/simulators/index.ts';
import { loadCatalogue } from '../catalogue/load.ts';
import { progressBar } from '../cli/output.ts';
import { ManualClock } from '../clock.ts';
import type { Config, Environment } from '../config.ts';
import { HOUR, localDate, startOfDay } from '../days.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { DEFAULT_HITS } from '../domain/hits.ts';
import type { Instant } from '../domain/reading.ts';
import { DEFAULT_RULES } from '../domain/rules.ts';
import { type App, openApp } from '../jobs/app.ts';
import { OwnedError, ownerOf } from '../jobs/lock.ts';
import { DEFAULT_CADENCE } from '../jobs/plan.ts';
import { readTotals } from '../jobs/totals.ts';
import type { TotalsDocument } from '../jobs/totals-document.ts';
import type { Logger } from '../log.ts';
import { applyCatalogue } from '../store/apply-catalogue.ts';
import { replay } from './replay.ts';

const CATALOGUE = fileURLToPath(new URL('./catalogue.yaml', import.meta.url));
/** The reference campaign first, then those beside it. */
const CATALOGUES = [
  CATALOGUE,
  ...['./community.yaml', './last-year.yaml'].map(file => fileURLToPath(new URL(file, import.meta.url))),
];

/** Hour of the last day at which the reference campaign's figure was told. */
const CLOSING = 18 * HOUR;

export type Demo = {
  readonly app: App;
  /** Of the reference campaign. */
  readonly totals: TotalsDocument;
  /** Runs of collection and sheets taken in. */
  readonly runs: number;
  close(): Promise<void>;
};

export type DemoOptions = {
  /** Emptied first: the demo begins anew every time, and its figures are the same every time. */
  readonly dir: string;
  readonly environment: Environment;
  readonly log: Logger;
  /** Seed of the simulated partners' growth; another seed, another campaign. */
  readonly seed?: string;
  /** Where the replay ends; the closing hour of the campaign's last day by default. */
  readonly until?: Instant;
  /** Says what is being done; on stderr. */
  readonly say: (line: string) => void;
};

/**
 * The main job from beginning to end against simulated partners: ClickHouse, migrations, the reference campaign and those
 * beside it, a month of collection on a simulated clock, the totals. What it returns is open for the dashboard, at the
 * month's end.
 */
export const runDemo = async ({ dir, environment, log, seed, until, say }: DemoOptions): Promise<Demo> => {
  const owner = ownerOf(dir);
  if (owner) {
    throw new OwnedError(
      `The demo in ${dir} is running already, as process ${owner.pid}. End it first, or name another folder: --data.`,
    );
  }
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const catalogues = CATALOGUES.map(loadCatalogue);
  const [{ campaign }] = catalogues as [Catalogue, ...Catalogue[]];
  const zone = campaign.timeZone;
  const clock = new ManualClock(startOfDay(campaign.startsOn, zone) - 24 * HOUR);
  for (const { campaign: each, placements, episodes } of catalogues)
    say(`Simulated partners: ${placements.length} placements of ${episodes.length} episodes of ${each.id}.`);
  const simulators = await startSimulators({ clock, catalogues, ...(seed === undefined ? {} : { seed }) });
  const config = demoConfig(dir, environment, zone, simulators);
  let app: App;
  try {
    say('Starting ClickHouse and bringing its tables up to date …');
    app = await openApp(config, { clock, log, sleep: () => Promise.resolve(), role: 'service' });
  } catch (error) {
    await simulators.stop();
    throw error;
  }
  const close = async (): Promise<void> => {
    await app.close();
    await simulators.stop();
  };
  try {
    for (const catalogue of catalogues) await applyCatalogue(app.db, catalogue, clock.now());
    say('Replaying the collection of the campaign, hour by hour, on a simulated clock …');
    const bar = progressBar();
    const runs = await replay(app, {
      clock,
      campaign,
      past: catalogues
        .map(catalogue => catalogue.campaign)
        .filter(({ endsOn }) => endsOn < campaign.startsOn),
      until: until ?? startOfDay(campaign.endsOn, zone) + CLOSING,
      partners: simulators,
      progress: (at, share, done) => bar.update(share, `${localDate(at, zone)}, ${done} runs`),
    });
    bar.stop();
    return { app, runs, totals: await readTotals(app, { campaignId: campaign.id }), close };
  } catch (error) {
    await close();
    throw error;
  }
};

/** 腾讯 and the articles of 知乎 are told by the back end of the account's owner alone, off unless it is asked for. */
const OWNERS_BACK_END: ReadonlySet<string> = new Set(['tencent', 'zhihu']);

/** Every three hours of the day: a month has to pass in less than a minute. */
const HOT_LIST_SCHEDULE = '0 8-23/3 * * *';

/** What each campaign's topics are recognised by on hot lists. */
const KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  'year-end-interviews-2022': ['天津 线下教学', '天津 养老院', '天津 好学校', '天津 落户'],
  'year-end-interviews-2022-community': ['社区里说'],
  'year-end-interviews-2021': ['2021年终访谈'],
};

const demoConfig = (
  dir: string,
  environment: Environment,
  timeZone: string,
  simulators: Simulators,
): Config => ({
  file: CATALOGUE,
  data: dir,
  catalogues: CATALOGUES,
  timeZone,
  clickhouse: environment.clickhouse
    ? { kind: 'server', ...environment.clickhouse, database: 'renci_demo' }
    : { kind: 'embedded', database: 'renci' },
  dashboard: { host: '127.0.0.1', port: 8420 },
  schedule: { hourly: '5 * * * *', nightly: '0 2 * * *' },
  cadence: DEFAULT_CADENCE,
  rules: DEFAULT_RULES,
  hits: DEFAULT_HITS,
  platforms: Object.fromEntries(
    Object.entries(simulators.urls).map(([id, baseUrl]) => [
      id,
      { baseUrl, codes: simulators.codes, ...(OWNERS_BACK_END.has(id) && { unofficial: true as const }) },
    ]),
  ),
  campaigns: Object.fromEntries(
    Object.entries(KEYWORDS).map(([id, keywords]) => [
      id,
      { keywords, hashtags: [], episodes: {}, broadcastHours: 24 },
    ]),
  ),
  hotListSchedule: HOT_LIST_SCHEDULE,
  hotLists: Object.fromEntries(
    Object.entries(simulators.hotLists).map(([id, baseUrl]) => [id, { enabled: true, baseUrl }]),
  ),
  importFolder: null,
  keepPayloadsDays: null,
  logLevel: environment.logLevel,
  secret: name => simulators.credentials[name] ?? null,
});

/** Where the demo keeps its data when nothing else is said: a folder of the project that git does not see. */
export const demoDir = (environment: Environment): string =>
  join(environment.data ?? fileURLToPath(new URL('../../.renci', import.meta.url)), 'demo');
