import { type Env, loadConfig } from '../../config.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { withApp } from '../open.ts';
import { json, print } from '../output.ts';

type Options = { readonly config: string; readonly json?: boolean };

/** `renci migrate`: opening the database brings it up to date, so there is nothing left to do but say so. */
export const migrate = async (options: Options, env: Env): Promise<ExitCode> => {
  const config = loadConfig(options.config, env);
  await withApp(config, async () => {});
  const { kind, database } = config.clickhouse;
  if (options.json) json({ database, server: kind, upToDate: true });
  else print(`The tables of database "${database}" (${kind} ClickHouse) are up to date.`);
  return EXIT.ok;
};
