import { fileURLToPath } from 'node:url';
import packageJson from '../../package.json' with { type: 'json' };
import type { App } from '../jobs/app.ts';
import { type Served, type ServeOptions, serveDashboard } from '../serve.ts';

/** The pages as `npm run build` leaves them; where they are not, the API says how to have them. */
const PAGES = fileURLToPath(new URL('../../dashboards/web/dist', import.meta.url));

/**
 * Makes sure an address can be listened on, before anything long begins.
 * @throws ServeError
 */
export const checkAddress = async (address: ServeOptions): Promise<void> => {
  const probe = await serveDashboard({ fetch: () => new Response() }, address);
  await probe.close();
};

/**
 * Serves the pages and their API from an open app; closing waits for a run that was begun on the pages.
 * @param isScheduled this process follows the configured schedule
 * @throws ServeError
 */
export const openDashboard = async (
  app: App,
  address: ServeOptions,
  { isScheduled = false } = {},
): Promise<Served> => {
  const { createApi } = await import('../../dashboards/api/app.ts');
  const { createDesk } = await import('../jobs/desk.ts');
  const { db, clock, log, now, collectors, config } = app;
  const desk = createDesk(app);
  const served = await serveDashboard(
    createApi({
      ...{ db, clock, log, now, collectors, config, desk },
      ...(isScheduled && { schedule: { ...config.schedule, timeZone: config.timeZone } }),
      version: packageJson.version,
      staticDir: PAGES,
    }),
    address,
  );
  return {
    ...served,
    close: async () => {
      await served.close();
      await desk.settled();
    },
  };
};

/** Resolves when somebody asks the process to end: Ctrl-C, the service manager, a closed terminal. */
export const stopRequested = (): Promise<void> =>
  new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
