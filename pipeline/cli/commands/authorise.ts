import { text } from 'node:stream/consumers';
import type { Env } from '../../config/environment.ts';
import { loadConfig } from '../../config.ts';
import { iso } from '../../days.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { withApp } from '../open.ts';
import { json, note, print } from '../output.ts';
import { signature } from '../signature.ts';

type Options = { readonly config: string; readonly json?: boolean; readonly by?: string };

/** `renci authorise`: an argument would stay in the shell's history, so the code comes by standard input. */
export const authorise = async (
  platform: string,
  account: string,
  options: Options,
  env: Env,
): Promise<ExitCode> => {
  const config = loadConfig(options.config, env);
  const by = signature(options.by, env);
  if (process.stdin.isTTY) note('renci: Paste the consent code, then Enter and Ctrl-D.');
  const code = await text(process.stdin);
  const authorised = await withApp(config, async app => {
    const job = await import('../../jobs/authorise.ts');
    const done = await job.authorise(app, { platform, account, code, by });
    await app.drain();
    return done;
  });
  const validUntil = iso(authorised.validUntil);
  if (options.json) json({ platform, account, validUntil });
  else print(`${account} is authorised until ${validUntil}; renewed by itself from then on.`);
  return EXIT.ok;
};
