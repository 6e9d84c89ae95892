import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ScriptedEvent } from '../../test/simulators/events.ts';
import { type Simulators, startSimulators } from '../../test/simulators/index.ts';
import { loadCatalogue } from '../catalogue/load.ts';
import { progressBar } from '../cli/output.ts';
import { ManualClock } from '../clock.ts';
import type { Environment } from '../config/environment.ts';
import type { Config } from '../config.ts';
import { HOUR, localDate, startOfDay } from '../days.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { DEFAULT_HITS } from '../domain/hits.ts';
import type { Instant } from '../domain/reading.ts';
import { DEFAULT_RULES } from '../domain/rules.ts';
import { type App, openApp } from '../jobs/app.ts';
import { hashOf } from '../jobs/catalogue-file.ts';
import { OwnedError, ownerOf } from '../jobs/lock.ts';
import { DEFAULT_CADENCE } from '../jobs/plan.ts';
import { register } from '../jobs/register.ts';
import { readTotals } from '../jobs/totals.ts';
import type { TotalsDocument } from '../jobs/totals-document.ts';
import type { Logger } from '../log.ts';
import { beforeTheChange, deskWorkOf } from './desk.ts';
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
  /** What happens in the simulated world beside growth; a month's script by default. */
  readonly events?: readonly ScriptedEvent[];
  /** True: after the replay the clock stands, so that figures of “now” stay as well. By default time goes on from there. */
  readonly standsStill?: boolean;
  /** Says what is being done; on stderr. */
  readonly say: (line: string) => void;
};

/**
 * The main job from beginning to end against simulated partners: ClickHouse, migrations, the reference campaign and those
 * beside it, a month of collection on a simulated clock, the totals. What it returns is open for the dashboard, at the
 * month's end; from there on its clock goes on, a second in a second.
 */
export const runDemo = async (options: DemoOptions): Promise<Demo> => {
  const { dir, environment, log, seed, until, events, standsStill = false, say } = options;
  const owner = ownerOf(dir);
  if (owner) {
    throw new OwnedError(
      `The demo in ${dir} is running already, as process ${owner.pid}. End it first, or name another folder: --data.`,
    );
  }
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const catalogues = CATALOGUES.map(loadCatalogue);
  const [main] = catalogues as [Catalogue, ...Catalogue[]];
  const { campaign } = main;
  const zone = campaign.timeZone;
  const clock = new ManualClock(startOfDay(campaign.startsOn, zone) - 24 * HOUR);
  for (const { campaign: each, placements, episodes } of catalogues)
    say(`Simulated partners: ${placements.length} placements of ${episodes.length} episodes of ${each.id}.`);
  const simulators = await startSimulators({
    ...{ clock, catalogues },
    ...(seed !== undefined && { seed }),
    ...(events && { events }),
  });
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
    // As `renci catalogue apply` does it, so that the trail of changes begins with it.
    for (const file of CATALOGUES) {
      await register(app, beforeTheChange(loadCatalogue(file)), {
        ...{ by: 'renci demo', file: basename(file), fileHash: hashOf(readFileSync(file, 'utf8')) },
      });
    }
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
      desk: deskWorkOf(main),
      progress: (at, share, done) => bar.update(share, `${localDate(at, zone)}, ${done} runs`),
    });
    bar.stop();
    const totals = await readTotals(app, { campaignId: campaign.id });
    if (!standsStill) clock.letGo();
    return { app, runs, totals, close };
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
