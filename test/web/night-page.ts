import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { createApi } from '../../dashboards/api/app.ts';
import type { App } from '../../pipeline/jobs/app.ts';
import { createDesk } from '../../pipeline/jobs/desk.ts';
import { serveDashboard } from '../../pipeline/serve.ts';

const PAGES =
  process.env.RENCI_TEST_PAGES ?? fileURLToPath(new URL('../../dashboards/web/dist', import.meta.url));

/** The dashboard of an app that a test may write to; gives its address. Closed when the test ends. */
export const serveNight = async (app: App, { isReadOnly = false } = {}): Promise<string> => {
  const { db, clock, log, now, collectors, config } = app;
  const desk = createDesk(app);
  const api = createApi({
    ...{ db, clock, log, now, collectors, config },
    ...{ version: '1.2.3', staticDir: PAGES },
    schedule: { ...config.schedule, timeZone: config.timeZone },
    ...(!isReadOnly && { desk }),
  });
  const served = await serveDashboard(api, { host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    await served.close();
    await desk.settled();
  });
  return served.url;
};
