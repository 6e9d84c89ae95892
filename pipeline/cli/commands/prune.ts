import type { Env } from '../../config/environment.ts';
import { loadConfig } from '../../config.ts';
import { iso } from '../../days.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { withApp } from '../open.ts';
import { json, print } from '../output.ts';

type Options = { readonly config: string; readonly json?: boolean };

/** `renci prune`: takes away payloads by age; nothing that a publication or a sheet names. */
export const prune = async (options: Options, env: Env): Promise<ExitCode> => {
  const config = loadConfig(options.config, env);
  const done = await withApp(config, async app => {
    const { pruneByAge } = await import('../../jobs/prune.ts');
    return pruneByAge(app);
  });
  if (options.json) json({ before: done.before === null ? null : iso(done.before), pruned: done.pruned });
  else if (done.before === null)
    print('Payloads are kept for ever (keep_payloads_days), so none was taken away.');
  else print(`Took away ${done.pruned} payloads fetched before ${iso(done.before)}.`);
  return EXIT.ok;
};
