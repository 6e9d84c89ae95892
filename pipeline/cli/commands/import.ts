import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Env } from '../../config/environment.ts';
import { type Config, loadConfig } from '../../config.ts';
import { iso } from '../../days.ts';
import { METRICS, type Metric } from '../../domain/metrics.ts';
import type { Imported, ImportOptions } from '../../jobs/import-sheet.ts';
import { ConfigError, didYouMean } from '../../problems.ts';
import { catalogueFromSheet } from '../../sheets/to-catalogue.ts';
import { CONFIRM } from '../doubts-text.ts';
import { renderProblems } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { given, momentOf, withApp } from '../open.ts';
import { json, note, print } from '../output.ts';

type Options = {
  readonly config: string;
  readonly json?: boolean;
  readonly platform?: string;
  readonly account?: string;
  readonly at?: string;
  readonly metric?: Readonly<Record<string, string>>;
  readonly column?: Readonly<Record<string, string>>;
  readonly dateFormat?: string;
  readonly year?: number;
  readonly time?: string;
  readonly timeZone?: string;
  readonly sheet?: string;
  readonly everyDays: number;
  readonly keepGood?: boolean;
  readonly create?: boolean;
  readonly campaign?: string;
  readonly name?: string;
  readonly counts?: string;
  readonly broadcast?: boolean;
  readonly statement?: boolean;
  readonly author?: string;
  readonly by?: string;
  readonly method?: string;
  readonly period?: string;
};

const DAY_S = 86_400;

/** What decides how an ordinary sheet is read, and says nothing of a rating report. */
const NOT_OF_REPORTS = [
  'account',
  'metric',
  'column',
  'dateFormat',
  'year',
  'time',
  'keepGood',
  'create',
  'name',
  'counts',
] as const;

/** @throws ConfigError for flags that do not go together, before anything is opened. */
const checkFlags = (file: string, options: Options): void => {
  if (!existsSync(file) || !statSync(file).isFile()) throw new ConfigError(`There is no file ${file}.`);
  if (options.create && (options.campaign === undefined || options.platform === undefined)) {
    throw new ConfigError('--create needs --campaign (the id of the new campaign) and --platform.');
  }
  const other = NOT_OF_REPORTS.find(flag => options[flag] !== undefined);
  if (options.broadcast && other) {
    const flag = other.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
    throw new ConfigError(
      `--${flag} means nothing with --broadcast: a rating report is taken whole, as it stands.`,
    );
  }
  if (options.broadcast && options.statement) {
    throw new ConfigError(
      '--statement means nothing with --broadcast: plays in a rating report are statements already.',
    );
  }
  const stray = (['method', 'period'] as const).find(flag => options[flag] !== undefined);
  if (!options.broadcast && stray) throw new ConfigError(`--${stray} only means something with --broadcast.`);
  const unsigned = (['author', 'by'] as const).find(flag => options[flag] !== undefined);
  if (!options.broadcast && !options.statement && unsigned) {
    throw new ConfigError(`--${unsigned} only means something with --statement or --broadcast.`);
  }
  const idle = (['campaign', 'name', 'counts'] as const).filter(flag => options[flag] !== undefined);
  if (!options.create && !options.broadcast && idle.length > 0) {
    throw new ConfigError(
      `--${idle[0]} only means something with --create: items are known by platform and id.`,
    );
  }
  if (options.time !== undefined && !/^([01]?\d|2[0-4]):[0-5]\d$/.test(options.time)) {
    throw new ConfigError(`--time "${options.time}" is no time of day such as 23:59.`);
  }
};

const metricOf = (name: string | undefined): Metric | null => {
  if (name === undefined) return null;
  const metric = METRICS.find(known => known === name);
  if (metric) return metric;
  const hint = didYouMean(name, METRICS) || ` Known: ${METRICS.join(', ')}.`;
  throw new ConfigError(`--counts "${name}" is no metric.${hint}`);
};

const requestOf = (file: string, options: Options, config: Config, env: Env): ImportOptions => {
  const timeZone = options.timeZone ?? config.timeZone;
  const { platform, account, dateFormat, year, time, keepGood, campaign, name, sheet } = options;
  const metric = metricOf(options.counts);
  const mapping = { ...options.column, ...options.metric };
  const observedAt = options.at === undefined ? undefined : momentOf('--at', options.at, timeZone);
  const create: ImportOptions['create'] =
    options.create && campaign !== undefined && platform !== undefined
      ? sheet =>
          catalogueFromSheet(sheet, {
            campaignId: campaign,
            name: name ?? campaign,
            platform,
            metric,
            timeZone,
          })
      : undefined;
  return {
    file,
    timeZone,
    mapping,
    intervalS: options.everyDays * DAY_S,
    ...(options.statement && {
      source: 'statement',
      ...given({ author: options.author, by: options.by ?? env.RENCI_BY }),
    }),
    ...given({ platform, account, observedAt, dateFormat, year, time, keepGood, create, sheet }),
  };
};

const sentence = (
  { file, readings, hidden, repeated, stored, problems }: Imported,
  isStatement: boolean,
): string => {
  if (repeated !== null) return `${file} was taken in already, at ${iso(repeated)}: nothing was done.`;
  const count = (amount: number, what: string) => `${amount.toLocaleString('en')} ${what}`;
  const parts = [
    count(readings, 'readings'),
    ...(hidden > 0 ? [count(hidden, 'items without a value')] : []),
    ...(problems.length > 0 ? [count(problems.length, 'mistakes left out')] : []),
  ];
  const waits = stored ? '' : ' They wait in the spool until the database is back.';
  const unconfirmed = isStatement && readings > 0 ? CONFIRM : '';
  return `Took in ${file}: ${parts.join(', ')}.${unconfirmed}${waits}`;
};

/** `renci import`: a partner's sheet, whole or with its good rows. */
export const importFile = async (path: string, options: Options, env: Env): Promise<ExitCode> => {
  const file = resolve(path);
  checkFlags(file, options);
  if (options.broadcast)
    return (await import('./import-broadcast.ts')).importBroadcastFile(file, options, env);
  const config = loadConfig(options.config, env);
  const request = requestOf(file, options, config, env);
  const imported = await withApp(config, async app => {
    const { importSheet } = await import('../../jobs/import-sheet.ts');
    return importSheet(app, request);
  });
  if (imported.unread)
    note(`renci: nothing was read from ${imported.unread.join(', ')}: no heading row is there.`);
  if (imported.problems.length > 0)
    note(`renci: left out:\n${renderProblems(imported.problems, process.cwd())}`);
  if (options.json) json(imported);
  else print(sentence(imported, options.statement ?? false));
  if (!imported.stored) return EXIT.unavailable;
  return imported.problems.length > 0 ? EXIT.incomplete : EXIT.ok;
};
