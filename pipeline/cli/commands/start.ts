import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Env } from '../../config/environment.ts';
import { loadConfig } from '../../config.ts';
import { ConfigError } from '../../problems.ts';
import { checkAddress, openDashboard, stopRequested } from '../dashboard.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { withApp } from '../open.ts';
import { note } from '../output.ts';

type Options = { readonly config: string; readonly port?: number };

const explain = (file: string): ConfigError =>
  new ConfigError(
    `There is no configuration at ${file}, so there is nothing to start yet.\n` +
      '  renci init    writes a commented renci.yaml and catalogue.yaml to fill in; then run `renci start` again\n' +
      '  renci demo    shows the whole system at work with simulated partners, without any configuration',
  );

/** `renci start`: database, schedule and dashboard until it is asked to stop. */
export const start = async (options: Options, env: Env): Promise<ExitCode> => {
  const file = resolve(options.config);
  if (!existsSync(file)) throw explain(file);
  const config = loadConfig(file, env);
  let isStopping = false;
  const stopping = stopRequested().then(() => {
    isStopping = true;
  });
  const address = { ...config.dashboard, port: options.port ?? config.dashboard.port };
  await checkAddress(address);
  await withApp(
    config,
    async app => {
      const { startService } = await import('../../jobs/start.ts');
      // Asked to end while the database was starting: no run is begun for that.
      if (isStopping) return;
      const service = await startService(app);
      try {
        const dashboard = await openDashboard(app, address, { isScheduled: true });
        note(`The dashboard is at ${dashboard.url}. Ctrl-C ends it; what was read is kept.`);
        await stopping;
        if (service.isBusy) note('Ending after the run under way; Ctrl-C again ends at once.');
        await dashboard.close();
      } finally {
        await service.stop();
      }
    },
    { level: 'info', role: 'service' },
  );
  return EXIT.ok;
};
