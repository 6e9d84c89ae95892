import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSimulators } from '../../test/simulators/index.ts';
import { loadCatalogue } from '../catalogue/load.ts';
import { progressBar } from '../cli/output.ts';
import { ManualClock } from '../clock.ts';
import type { Config, Environment } from '../config.ts';
import { HOUR, localDate, startOfDay } from '../days.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Instant } from '../domain/reading.ts';
import { type App, openApp } from '../jobs/app.ts';
import { OwnedError, ownerOf } from '../jobs/lock.ts';
import { DEFAULT_CADENCE } from '../jobs/plan.ts';
import { readTotals } from '../jobs/totals.ts';
import type { TotalsDocument } from '../jobs/totals-document.ts';
import type { Logger } from '../log.ts';
import { applyCatalogue } from '../store/apply-catalogue.ts';
import { replay } from './replay.ts';

const CATALOGUE = fileURLToPath(new URL('./catalogue.yaml', import.meta.url));

/** Hour of the last day at which the reference campaign's figure was told. */
const CLOSING = 18 * HOUR;

export type Demo = {
  readonly app: App;
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
 * The main job from beginning to end against simulated partners: ClickHouse, migrations, the reference campaign, a
 * month of collection on a simulated clock, the totals. What it returns is open for the dashboard, at the month's end.
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
  const catalogue = loadCatalogue(CATALOGUE);
  const zone = catalogue.campaign.timeZone;
  const clock = new ManualClock(startOfDay(catalogue.campaign.startsOn, zone) - 24 * HOUR);
  say(
    `Simulated partners: ${catalogue.placements.length} placements of ${catalogue.episodes.length} episodes.`,
  );
  const simulators = await startSimulators({ clock, catalogue, ...(seed === undefined ? {} : { seed }) });
  const config = demoConfig(dir, environment, catalogue, simulators);
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
    await applyCatalogue(app.db, catalogue, clock.now());
    say('Replaying the collection of the campaign, hour by hour, on a simulated clock …');
    const bar = progressBar();
    const runs = await replay(app, {
      clock,
      catalogue,
      until: until ?? startOfDay(catalogue.campaign.endsOn, zone) + CLOSING,
      sheet: simulators.sheet,
      progress: (at, share, done) => bar.update(share, `${localDate(at, zone)}, ${done} runs`),
    });
    bar.stop();
    return { app, runs, totals: await readTotals(app, {}), close };
  } catch (error) {
    await close();
    throw error;
  }
};

const demoConfig = (
  dir: string,
  environment: Environment,
  catalogue: Catalogue,
  simulators: Awaited<ReturnType<typeof startSimulators>>,
): Config => ({
  file: CATALOGUE,
  data: dir,
  catalogues: [CATALOGUE],
  timeZone: catalogue.campaign.timeZone,
  clickhouse: environment.clickhouse
    ? { kind: 'server', ...environment.clickhouse, database: 'renci_demo' }
    : { kind: 'embedded', database: 'renci' },
  dashboard: { host: '127.0.0.1', port: 8420 },
  schedule: { hourly: '5 * * * *', nightly: '0 2 * * *' },
  cadence: DEFAULT_CADENCE,
  platforms: Object.fromEntries(
    Object.entries(simulators.urls).map(([id, baseUrl]) => [
      id,
      // 腾讯 has only the back end of the account's owner, which is off unless it is asked for.
      { baseUrl, codes: simulators.codes, ...(id === 'tencent' && { unofficial: true as const }) },
    ]),
  ),
  campaigns: {},
  hotListSchedule: '*/10 * * * *',
  hotLists: {},
  importFolder: null,
  logLevel: environment.logLevel,
  secret: name => simulators.credentials[name] ?? null,
});

/** Where the demo keeps its data when nothing else is said: a folder of the project that git does not see. */
export const demoDir = (environment: Environment): string =>
  join(environment.data ?? fileURLToPath(new URL('../../.renci', import.meta.url)), 'demo');
