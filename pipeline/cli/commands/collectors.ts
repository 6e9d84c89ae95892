import { existsSync } from 'node:fs';
import type { Env } from '../../config/environment.ts';
import { type Config, loadConfig } from '../../config.ts';
import type { CollectorLine } from '../../jobs/collector-lines.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { json, print, table } from '../output.ts';

type Options = { readonly config: string; readonly json?: boolean };

/** `renci collectors`: every collector with what it can do. Works without a configuration, and asks no database. */
export const collectors = async (options: Options, env: Env): Promise<ExitCode> => {
  const { loadCollectors } = await import('../../../collectors/registry.ts');
  const { describeCollectors } = await import('../../jobs/collector-lines.ts');
  const lines = describeCollectors(await loadCollectors(), settingsOf(options.config, env));
  if (options.json) json({ collectors: lines });
  else print(render(lines));
  return EXIT.ok;
};

const DEFAULT_FILE = 'renci.yaml';

const settingsOf = (file: string, env: Env): Pick<Config, 'platforms' | 'secret'> =>
  file === DEFAULT_FILE && !existsSync(file)
    ? { platforms: {}, secret: name => env[name]?.trim() || null }
    : loadConfig(file, env);

const render = (lines: readonly CollectorLine[]): string => {
  const rows = lines.map(line => [
    line.id,
    line.name.zh,
    line.official ? 'official' : 'unofficial',
    line.on ? 'on' : 'off',
    line.metrics
      .filter(({ counts }) => counts)
      .map(({ metric, family }) => `${metric} (${family})`)
      .join(', '),
    line.batchSize === null ? 'list' : String(line.batchSize),
    line.quota === null ? '–' : `${line.quota.perDay.toLocaleString('en')}/${line.quota.by}`,
    line.lookBackDays === null ? '–' : `${line.lookBackDays} d`,
    line.delayHours === null ? '?' : `${line.delayHours} h`,
    credentialsOf(line),
    line.strength,
  ]);
  const notes = lines.map(
    ({ id, note, metrics }) =>
      `${id}\n  ${note.zh}\n  ${note.en}\n  ${metrics.map(({ metric, family }) => `${metric} (${family})`).join(', ')}`,
  );
  return [
    table(
      [
        { title: 'collector' },
        { title: '平台' },
        { title: 'interface' },
        { title: 'use' },
        { title: 'counts' },
        { title: 'batch', align: 'right' },
        { title: 'per day', align: 'right' },
        { title: 'look-back', align: 'right' },
        { title: 'delay', align: 'right' },
        { title: 'credentials' },
        { title: 'facts' },
      ],
      rows,
    ),
    '',
    'facts: A the platform’s own document · B public code agrees · C secondary · D assumed',
    '',
    ...notes,
  ].join('\n');
};

const credentialsOf = ({ credentials, authorised }: CollectorLine): string => {
  const needed = credentials.filter(({ required }) => required);
  const missing = needed.filter(({ isSet }) => !isSet);
  const state =
    needed.length === 0
      ? 'none'
      : missing.length === 0
        ? 'set'
        : `${missing.length} of ${needed.length} not set`;
  return authorised ? `${state} + consent` : state;
};
