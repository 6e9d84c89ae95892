import type { Env } from '../../config/environment.ts';
import { loadConfig } from '../../config.ts';
import { iso } from '../../days.ts';
import type { BroadcastImported } from '../../jobs/import-broadcast.ts';
import { CONFIRM } from '../doubts-text.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { given, momentOf, withApp } from '../open.ts';
import { json, note, print } from '../output.ts';

export type BroadcastFlags = {
  readonly config: string;
  readonly json?: boolean;
  readonly campaign?: string;
  readonly platform?: string;
  readonly at?: string;
  readonly timeZone?: string;
  readonly everyDays: number;
  readonly author?: string;
  readonly by?: string;
  readonly method?: string;
  readonly period?: string;
  readonly sheet?: string;
};

const DAY_S = 86_400;

const sentence = ({ file, figures, readings, repeated, stored }: BroadcastImported): string => {
  if (repeated !== null) return `${file} was taken in already, at ${iso(repeated)}: nothing was done.`;
  const plays = readings > 0 ? `, ${readings.toLocaleString('en')} readings of on-demand plays` : '';
  const waits = stored ? '' : ' They wait in the spool until the database is back.';
  return `Took in ${file}: ${figures.toLocaleString('en')} figures of the broadcast panel${plays}.${readings > 0 ? CONFIRM : ''}${waits}`;
};

/** `renci import --broadcast`: a rating report into the broadcast panel, whole or not at all. */
export const importBroadcastFile = async (
  file: string,
  options: BroadcastFlags,
  env: Env,
): Promise<ExitCode> => {
  const config = loadConfig(options.config, env);
  const { campaign, platform, timeZone, author, method, period, sheet } = options;
  const by = options.by ?? env.RENCI_BY;
  const statedAt =
    options.at === undefined ? undefined : momentOf('--at', options.at, timeZone ?? config.timeZone);
  const imported = await withApp(config, async app => {
    const { importBroadcast } = await import('../../jobs/import-broadcast.ts');
    const said = given({
      campaignId: campaign,
      platform,
      timeZone,
      author,
      method,
      period,
      statedAt,
      sheet,
      by,
    });
    return importBroadcast(app, { file, intervalS: options.everyDays * DAY_S, ...said });
  });
  if (imported.unread.length > 0)
    note(`renci: nothing was read from the columns ${imported.unread.join(', ')}.`);
  if (options.json) json(imported);
  else print(sentence(imported));
  return imported.stored ? EXIT.ok : EXIT.unavailable;
};
