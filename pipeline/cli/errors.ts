import { relative } from 'node:path';
import { type Problem, placeOf } from '../problems.ts';
import { EXIT, type ExitCode } from './exit.ts';

/** Errors whose message is already a sentence for the person at the terminal, by their name. */
const KNOWN: Readonly<Record<string, ExitCode>> = {
  ConfigError: EXIT.refused,
  CatalogueConflict: EXIT.refused,
  FormulaError: EXIT.refused,
  UnknownCampaign: EXIT.refused,
  UnknownScope: EXIT.refused,
  SeriesRangeError: EXIT.refused,
  UnknownEntry: EXIT.refused,
  UnknownAdjustment: EXIT.refused,
  UnknownFall: EXIT.refused,
  UnknownPublication: EXIT.refused,
  AlreadyPublished: EXIT.refused,
  UnknownReading: EXIT.refused,
  NotUnderWay: EXIT.refused,
  MigrationError: EXIT.refused,
  UnavailableError: EXIT.unavailable,
  OwnedError: EXIT.unavailable,
  EmbeddedError: EXIT.unavailable,
  SpoolError: EXIT.unavailable,
  ServeError: EXIT.unavailable,
};

/** What the system says of a folder that is not to be had. */
const SYSTEM: Readonly<Record<string, (error: NodeJS.ErrnoException) => string>> = {
  EACCES: ({ path }) =>
    `This user may not write ${path ?? 'there'}. Give it the right, or choose another folder.`,
  EPERM: ({ path }) => `The system does not allow ${path ?? 'this'}. Choose another folder.`,
  EROFS: ({ path }) => `${path ?? 'The folder'} is read-only. Choose another folder.`,
  ENOSPC: () => 'The disk is full. Free some space and run the command again.',
  EEXIST: ({ path }) => `${path ?? 'The folder'} is a file where a folder is expected.`,
  ENOTDIR: ({ path }) => `${path ?? 'A part of the path'} is a file where a folder is expected.`,
};

/** An error and what caused it, outermost first. */
const chain = (error: unknown): Error[] => (error instanceof Error ? [error, ...chain(error.cause)] : []);

const MOST_SHOWN = 50;

/** Problems as aligned lines `file:line:column  field  message`; the first fifty, then how many more. */
export const renderProblems = (problems: readonly Problem[], cwd: string): string => {
  const shown = problems.slice(0, MOST_SHOWN).map(problem => {
    const short = relative(cwd, problem.file);
    const file = problem.line > 0 && !short.startsWith('..') ? short || problem.file : problem.file;
    return { ...problem, place: placeOf({ ...problem, file }) };
  });
  const widest = Math.max(0, ...shown.map(({ place }) => place.length));
  const lines = shown.map(({ place, field, message }) =>
    [`  ${place.padEnd(widest)}`, ...(field === '' ? [] : [field]), message].join('  '),
  );
  const more = problems.length - shown.length;
  return [...lines, ...(more > 0 ? [`  … and ${more.toLocaleString('en')} more`] : [])].join('\n');
};

/** How a failure is told and what the command ends with. Never a stack trace, unless `debug` asks for it. */
export const renderError = (
  error: unknown,
  { cwd, debug }: { cwd: string; debug: boolean },
): { text: string; code: ExitCode } => {
  const errors = chain(error);
  const said = errors.find(({ name }) => name in KNOWN);
  const system = errors.find(each => 'code' in each && String(each.code) in SYSTEM) as
    | NodeJS.ErrnoException
    | undefined;
  const trace = debug ? `\n${errors.map(({ stack }) => stack).join('\nCaused by: ')}` : '';
  if (said) {
    const problems = 'problems' in said && Array.isArray(said.problems) ? (said.problems as Problem[]) : [];
    const list = problems.length > 0 ? `\n${renderProblems(problems, cwd)}` : '';
    return { text: `renci: ${said.message}${list}${trace}`, code: KNOWN[said.name] ?? EXIT.unexpected };
  }
  // 516: ClickHouse knows no such user, or another password.
  if (errors.some(each => 'code' in each && each.code === 516)) {
    const fix = 'Correct its user (clickhouse.username) and RENCI_CLICKHOUSE_PASSWORD.';
    return { text: `renci: ${errors[0]?.message ?? ''} ${fix}${trace}`, code: EXIT.unavailable };
  }
  const sentence = system && SYSTEM[String(system.code)]?.(system);
  if (sentence) return { text: `renci: ${sentence}${trace}`, code: EXIT.unavailable };
  const message = errors[0]?.message ?? String(error);
  const hint = debug ? '' : '\nThis was not expected. RENCI_LOG_LEVEL=debug shows where it happened.';
  return { text: `renci: ${message}${hint}${trace}`, code: EXIT.unexpected };
};
