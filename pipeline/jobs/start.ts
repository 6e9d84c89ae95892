import { existsSync, readFileSync } from 'node:fs';
import { loadHotLists } from '../../collectors/hot-list.ts';
import { collectorFor } from '../../collectors/registry.ts';
import { loadCatalogue } from '../catalogue/load.ts';
import { missingCredentials } from '../config/platform-settings.ts';
import type { Instant } from '../domain/reading.ts';
import { ConfigError } from '../problems.ts';
import { type Job, Scheduler, type Timer } from '../scheduler.ts';
import { readLastSlots } from '../store/runs.ts';
import type { App } from './app.ts';
import { hashOf } from './catalogue-file.ts';
import { lookForItems } from './discoveries.ts';
import { createHotLooks } from './hot-lists.ts';
import { takeImportFolder } from './import-folder.ts';
import { planStored, sharedText } from './plan-catalogue.ts';
import { pruneByAge } from './prune.ts';
import { register } from './register.ts';
import { runSlot } from './run-slot.ts';

/** How often the spool is looked at for what other commands, or a night without a database, left in it. */
const SPOOL_EVERY_MS = 2_000;

export type Service = {
  /** True while a run is under way, which `stop` waits for. */
  readonly isBusy: boolean;
  stop(): Promise<void>;
};

type ServiceOptions = {
  /** Tells the slots where the clock is not the machine's. */
  readonly timer?: Timer;
  /** What was due before this is not caught up; left out, everything since the last slot that was served. */
  readonly since?: Instant;
};

/**
 * The nightly side of `renci start`: takes new campaigns from the catalogue files, catches up what was missed (on a
 * new folder: the first night, now), then follows the schedule until it is stopped.
 * @throws ConfigError for a wrong catalogue file or credentials that are not set.
 */
export const startService = async (app: App, { timer, since }: ServiceOptions = {}): Promise<Service> => {
  await takeNewCampaigns(app);
  await checkCredentials(app);
  const scheduler = new Scheduler(app.log, app.clock, timer);
  const served = await readLastSlots(app.db);
  scheduler.start(jobsOf(app), job => since ?? served.get(job.name) ?? null);
  // Beside the runs: a rank is gone when a long night is over.
  const sampler = new Scheduler(app.log, app.clock, timer);
  const looks = [await hotListJob(app), ...discoveryJob(app)];
  sampler.start(looks, () => app.clock.now());
  const stopSweeping = keepSweeping(app);
  return {
    get isBusy() {
      return scheduler.isBusy;
    },
    stop: async () => {
      await Promise.all([scheduler.stop(), sampler.stop()]);
      await stopSweeping();
    },
  };
};

const jobsOf = (app: App): Job[] =>
  (['nightly', 'hourly'] as const).map(name => ({
    name,
    pattern: app.config.schedule[name],
    zone: app.config.timeZone,
    // A night reads the young placements too.
    ...(name === 'hourly' && { partOf: 'nightly' }),
    run: async (slot, late) => {
      await takeImportFolder(app).catch(error =>
        app.log.error({ err: error }, 'the import folder cannot be used'),
      );
      const { run } = await runSlot(app, name, { slot, trigger: late ? 'catch-up' : 'schedule', job: name });
      const level = run.state === 'complete' ? 'info' : 'warn';
      app.log[level]({ job: name, run: run.id, state: run.state }, run.summary);
      if (name === 'nightly') await pruneQuietly(app);
    },
  }));

/** What cannot be taken away tonight is tomorrow: the run has ended, and nothing depends on it. */
const pruneQuietly = async (app: App): Promise<void> => {
  try {
    const { pruned } = await pruneByAge(app);
    if (pruned > 0) app.log.info({ pruned }, 'took away payloads by their age');
  } catch (error) {
    app.log.warn({ err: error }, 'payloads could not be taken away by their age; the next night tries again');
  }
};

/** A look that was missed is not caught up: nobody can say now where a topic stood then. */
const hotListJob = async (app: App): Promise<Job> => {
  const look = createHotLooks(app, await loadHotLists());
  return {
    name: 'hot-lists',
    pattern: app.config.hotListSchedule,
    zone: app.config.timeZone,
    run: async () => {
      await look();
    },
  };
};

/** New items wait: a look that was missed is made up for by the next one. */
const discoveryJob = (app: App): Job[] => {
  const { discoverySchedule: pattern, timeZone: zone } = app.config;
  if (pattern === undefined) return [];
  const run = async (): Promise<void> => {
    const { found, sure, accounts } = await lookForItems(app, { by: '' });
    app.log.info({ accounts: accounts.length, found, sure }, 'looked for new items on our accounts');
  };
  return [{ name: 'discovery', pattern, zone, run }];
};

/** Stores what comes to wait in the spool; one look at a time. Returns how to end it. */
const keepSweeping = (app: App): (() => Promise<void>) => {
  let sweeping: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    try {
      await app.sweep();
    } catch (error) {
      app.log.error({ err: error }, 'the spool stays as it is');
    }
    sweeping = null;
  };
  const timer = setInterval(() => {
    sweeping ??= look();
  }, SPOOL_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await sweeping;
  };
};

const takeNewCampaigns = async (app: App): Promise<void> => {
  for (const file of app.config.catalogues) {
    if (!existsSync(file)) {
      app.log.warn({ file }, 'there is no such catalogue file: going by what is stored');
      continue;
    }
    const catalogue = loadCatalogue(file);
    const { isNew, changes: all, shared } = await planStored(app.db, catalogue);
    if (isNew && shared.length > 0) {
      app.log.error(
        { file, campaign: catalogue.campaign.id, shared: sharedText(shared) },
        'a new campaign was not taken: its file changes platforms or accounts that other campaigns use. See ' +
          '`renci catalogue plan`; `renci catalogue apply --shared` does it',
      );
      continue;
    }
    if (isNew) {
      const placements = await register(app, catalogue, {
        ...{ by: 'renci start', file, fileHash: hashOf(readFileSync(file, 'utf8')) },
      });
      app.log.info(
        { file, campaign: catalogue.campaign.id, placements: placements.length },
        'took a new campaign',
      );
      continue;
    }
    const changes = all.filter(change => change.action !== 'keep').length;
    if (changes > 0) {
      app.log.warn(
        { file, changes },
        'the catalogue file differs from what is stored: see `renci catalogue plan`',
      );
    }
  }
};

/** @throws ConfigError naming every credential that a platform in use lacks. */
const checkCredentials = async (app: App): Promise<void> => {
  const { placements } = await app.expected();
  const needed = new Map(
    placements.flatMap(({ platformId, metric }) => {
      const collector = collectorFor(app.collectors, platformId, metric);
      return collector ? [[collector.id, collector] as const] : [];
    }),
  );
  const problems = [...needed.values()].flatMap(collector => missingCredentials(app.config, collector));
  const unique = [...new Map(problems.map(problem => [problem.field, problem])).values()];
  if (unique.length > 0) {
    throw new ConfigError('Some platforms of the catalogue lack their credentials.', unique);
  }
};
