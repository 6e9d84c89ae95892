import type { Env } from '../../config/environment.ts';
import { loadConfig } from '../../config.ts';
import { runsUnderWay, stopRun } from '../../jobs/under-way.ts';
import { ConfigError } from '../../problems.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { json, print } from '../output.ts';
import { signature } from '../signature.ts';

type Options = { readonly config: string; readonly json?: boolean; readonly by?: string };

/** `renci cancel`: stops a run of any process on the data folder. Asks no database. */
export const cancel = async (wanted: string | undefined, options: Options, env: Env): Promise<ExitCode> => {
  const { data } = loadConfig(options.config, env);
  const by = signature(options.by, env);
  const running = runsUnderWay(data);
  const [only, ...others] = running;
  if (!only) throw new ConfigError('No collection is under way: there is nothing to stop.');
  if (wanted === undefined && others.length > 0) {
    const ids = running.map(({ id }) => id).join(', ');
    throw new ConfigError(`Several collections are under way: ${ids}. Say which one.`);
  }
  const { id, stoppedBy } = stopRun(data, wanted ?? only.id, by);
  if (options.json) json({ run: id, stoppedBy });
  else {
    print(
      `Run ${id} is stopped by ${stoppedBy}. It ends once the requests on their way are answered; what was read is kept.`,
    );
  }
  return EXIT.ok;
};
