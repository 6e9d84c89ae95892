import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { systemClock } from '../../clock.ts';
import type { Env } from '../../config/environment.ts';
import { type Config, loadConfig } from '../../config.ts';
import { type Check, levelOf, problem } from '../../doctor/check.ts';
import type { Examination } from '../../doctor/examine.ts';
import { ConfigError } from '../../problems.ts';
import { authorisationTable } from '../authorisation-table.ts';
import { renderProblems } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { withApp } from '../open.ts';
import { json, print } from '../output.ts';

type Options = { readonly config: string; readonly json?: boolean };

const CODES = { ok: EXIT.ok, warning: EXIT.incomplete, problem: EXIT.refused } as const;
const MARKS = { ok: '✓', warning: '!', problem: '✗' } as const;

/**
 * `renci doctor`: is everything there that a night needs? Ends with 0 when all is well, 3 on warnings, 2 on problems.
 */
export const doctor = async (options: Options, env: Env): Promise<ExitCode> => {
  const { checks, authorisations } = await examine(options, env);
  const level = levelOf(checks);
  if (options.json) json({ level, checks, authorisations });
  else {
    for (const line of checks.map(lineOf)) print(line);
    if (authorisations && authorisations.length > 0) print(`\n${authorisationTable(authorisations)}`);
    print(`\n${sumUp(checks)}`);
  }
  return CODES[level];
};

const examine = async (options: Options, env: Env): Promise<Examination> => {
  const { loadCollectors } = await import('../../../collectors/registry.ts');
  let config: Config;
  try {
    const platforms = [...new Set((await loadCollectors()).map(({ platform }) => platform))];
    config = loadConfig(options.config, env, platforms);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { checks: [misconfigured(error, options.config)], authorisations: null };
  }
  const { examineMachine, examineApp, withoutDatabase } = await import('../../doctor/examine.ts');
  const machine = examineMachine(config);
  // A folder that is not ours cannot be opened, and says so already.
  if (
    machine.some(
      ({ check, level, text }) => check === 'data' && level === 'problem' && !text.includes('secrets'),
    )
  ) {
    return { checks: machine, authorisations: null };
  }
  try {
    const inside = await withApp(config, examineApp, { level: 'silent' });
    return { ...inside, checks: [...machine, ...inside.checks] };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const outside = await withoutDatabase(config, systemClock.now(), error);
    return { checks: [...machine, ...outside], authorisations: null };
  }
};

const misconfigured = (error: ConfigError, file: string): Check => {
  const list = error.problems.length === 0 ? '' : `\n${renderProblems(error.problems, process.cwd())}`;
  const fix = existsSync(file) ? `Correct ${resolve(file)} and run renci doctor again.` : 'renci init';
  return problem('configuration', `${error.message}${list}`, fix);
};

const lineOf = ({ level, check, text, fix }: Check): string => {
  const line = `${MARKS[level]} ${check.padEnd(13)}  ${text}`;
  return fix === '' ? line : `${line}\n${' '.repeat(17)}→ ${fix}`;
};

const sumUp = (checks: readonly Check[]): string => {
  const count = (level: Check['level']): number => checks.filter(each => each.level === level).length;
  const [problems, warnings] = [count('problem'), count('warning')];
  if (problems + warnings === 0) return 'All is well.';
  const said = (number: number, what: string): string[] =>
    number === 0 ? [] : [`${number} ${what}${number === 1 ? '' : 's'}`];
  return `${[...said(problems, 'problem'), ...said(warnings, 'warning')].join(', ')}.`;
};
