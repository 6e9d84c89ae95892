import { existsSync } from 'node:fs';
import { collectorFor } from '../../collectors/registry.ts';
import { loadCatalogue } from '../catalogue/load.ts';
import { planCatalogue } from '../catalogue/plan.ts';
import { missingCredentials } from '../config.ts';
import { ConfigError } from '../problems.ts';
import { type Job, Scheduler } from '../scheduler.ts';
import { applyCatalogue } from '../store/apply-catalogue.ts';
import { readCatalogue } from '../store/catalogue.ts';
import { insertRuns, readLastSlots, readRuns } from '../store/runs.ts';
import type { App } from './app.ts';
import { runSlot, settle } from './run-slot.ts';

/** How often the spool is looked at for what other commands, or a night without a database, left in it. */
const SPOOL_EVERY_MS = 2_000;

export type Service = { stop(): Promise<void> };

/**
 * The nightly side of `renci start`: takes new campaigns from the catalogue files, closes runs that a killed process
 * left open, catches up what was missed, then follows the schedule until it is stopped.
 * @throws ConfigError for a wrong catalogue file or credentials that are not set.
 */
export const startService = async (app: App): Promise<Service> => {
  await takeNewCampaigns(app);
  await checkCredentials(app);
  if (await app.drain()) await closeInterrupted(app);
  const scheduler = new Scheduler(app.log);
  const served = await readLastSlots(app.db);
  scheduler.start(jobsOf(app), app.clock.now(), job => served.get(job.name) ?? null);
  let sweeping: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    sweeping = sweeping
      .then(() => sweep(app))
      .catch(error => app.log.error({ err: error }, 'the spool stays as it is'));
  }, SPOOL_EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await scheduler.stop();
      await sweeping;
    },
  };
};

const jobsOf = (app: App): Job[] =>
  (['nightly', 'hourly'] as const).map(name => ({
    name,
    pattern: app.config.schedule[name],
    zone: app.config.timeZone,
    run: async (slot, late) => {
      const run = await runSlot(app, name, { slot, trigger: late ? 'catch-up' : 'schedule', job: name });
      const level = run.state === 'complete' ? 'info' : 'warn';
      app.log[level]({ job: name, run: run.id, state: run.state }, run.summary);
    },
  }));

/** Drains what waits, and writes the totals that could not be written then. */
const sweep = async (app: App): Promise<void> => {
  if ((await app.spool.oldest()) === null) return;
  await settle(app, 'spool');
};

const takeNewCampaigns = async (app: App): Promise<void> => {
  for (const file of app.config.catalogues.filter(path => existsSync(path))) {
    const catalogue = loadCatalogue(file);
    const stored = await readCatalogue(app.db, catalogue.campaign.id);
    if (!stored) {
      const placements = await applyCatalogue(app.db, catalogue, app.clock.now());
      app.log.info(
        { file, campaign: catalogue.campaign.id, placements: placements.length },
        'took a new campaign',
      );
      continue;
    }
    const changes = planCatalogue(catalogue, stored).filter(change => change.action !== 'keep').length;
    if (changes > 0) {
      app.log.warn(
        { file, changes },
        'the catalogue file differs from what is stored: see `renci catalogue plan`',
      );
    }
  }
};

/** @throws ConfigError naming every credential that a platform in use lacks. */
export const checkCredentials = async (app: App): Promise<void> => {
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

/** A run that a killed process left without an end: it says so, and its slot is served again. */
const closeInterrupted = async (app: App): Promise<void> => {
  const open = (await readRuns(app.db, 100)).filter(run => run.state === 'planned');
  await insertRuns(
    app.db,
    open.map(run => ({
      ...run,
      state: 'failed',
      summary: 'cut off: the process ended before the run did; what it had read is kept',
      version: run.version + 10,
    })),
  );
};
