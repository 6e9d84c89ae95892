import { resolve } from 'node:path';
import { type Env, readEnvironment } from '../../config/environment.ts';
import type { Instant } from '../../domain/reading.ts';
import type { App } from '../../jobs/app.ts';
import type { Service } from '../../jobs/start.ts';
import { createLogger } from '../../log.ts';
import { checkAddress, openDashboard, stopRequested } from '../dashboard.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { json, note, print } from '../output.ts';
import { renderTotals } from '../totals-text.ts';

type Options = {
  readonly once?: boolean;
  readonly still?: boolean;
  readonly json?: boolean;
  readonly port: number;
  readonly data?: string;
};

/** `renci demo`: the main job against simulated partners, then the dashboard until Ctrl-C. */
export const demo = async (options: Options, env: Env): Promise<ExitCode> => {
  const environment = readEnvironment(env);
  const address = { host: '127.0.0.1', port: options.port };
  if (!options.once) await checkAddress(address);
  const { demoDir, runDemo } = await import('../../demo/demo.ts');
  const running = await runDemo({
    dir: options.data === undefined ? demoDir(environment) : resolve(options.data, 'demo'),
    environment,
    standsStill: options.still === true,
    log: createLogger(environment.logLevel ?? 'error'),
    say: note,
  });
  const stopping = stopRequested();
  try {
    if (options.json) json(running.totals);
    else print(renderTotals(running.totals));
    if (options.once) return EXIT.ok;
    const { app, totals } = running;
    const service = options.still ? null : await goOn(app, Date.parse(totals.asOf));
    try {
      const dashboard = await openDashboard(app, address, { isScheduled: service !== null });
      note(
        `\nThe dashboard (simulated partners) is at ${dashboard.url}/campaigns/${totals.campaign.id} until Ctrl-C.`,
      );
      await stopping;
      await dashboard.close();
    } finally {
      await service?.stop();
    }
    return EXIT.ok;
  } finally {
    await running.close();
  }
};

/** Follows the schedule on the demo's own clock from the month's end on: what was due in the month was collected. */
const goOn = async (app: App, since: Instant): Promise<Service> => {
  const [{ startService }, { timerOf }] = await Promise.all([
    import('../../jobs/start.ts'),
    import('../../scheduler.ts'),
  ]);
  return startService(app, { timer: timerOf(app.clock), since });
};
