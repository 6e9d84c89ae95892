import type { Env } from '../../config/environment.ts';
import { loadConfig } from '../../config.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { withApp } from '../open.ts';
import { json, print } from '../output.ts';

type Options = { readonly config: string; readonly json?: boolean };

/** `renci migrate`: opening the database brings it up to date; what that took is told. */
export const migrate = async (options: Options, env: Env): Promise<ExitCode> => {
  const config = loadConfig(options.config, env);
  const applied = await withApp(config, async app => app.migrated);
  const { kind, database } = config.clickhouse;
  if (options.json) json({ database, server: kind, upToDate: true, applied });
  else {
    for (const name of applied) print(`Applied sql/migrations/${name}.sql`);
    print(`The tables of database "${database}" (${kind} ClickHouse) are up to date.`);
  }
  return EXIT.ok;
};
