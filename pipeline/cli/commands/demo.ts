import { resolve } from 'node:path';
import { type Env, readEnvironment } from '../../config.ts';
import { createLogger } from '../../log.ts';
import { checkAddress, openDashboard, stopRequested } from '../dashboard.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { json, note, print } from '../output.ts';
import { renderTotals } from '../totals-text.ts';

type Options = {
  readonly once?: boolean;
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
    log: createLogger(environment.logLevel ?? 'error'),
    say: note,
  });
  const stopping = stopRequested();
  try {
    if (options.json) json(running.totals);
    else print(renderTotals(running.totals));
    if (options.once) return EXIT.ok;
    const dashboard = await openDashboard(running.app, address);
    note(
      `\nThe dashboard (simulated partners) is at ${dashboard.url}/campaigns/${running.totals.campaign.id} until Ctrl-C.`,
    );
    await stopping;
    await dashboard.close();
    return EXIT.ok;
  } finally {
    await running.close();
  }
};
