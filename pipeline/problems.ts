import type { RefusalCode } from './refusal-codes.ts';

/**
 * One mistake in something a person wrote, by place. `line` and `column` start at 1; `line` 0 speaks of the whole
 * file (or of the environment). In a sheet, `column` is the number of the cell, as a spreadsheet counts them.
 */
export type Problem = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Path of the field in a YAML file (`episodes[2].works[0].kind`), heading of the column in a sheet. */
  readonly field: string;
  /** What is wrong and what is expected, in one sentence. Secrets are never repeated here. */
  readonly message: string;
};

/** What a refusal says, as data: pages tell it in their reader's language. `code` names one sentence. */
export type Told = { readonly code: RefusalCode; readonly params: Readonly<Record<string, string>> };

type ConfigErrorOptions = ErrorOptions & { readonly told?: Told };

/** Input that is refused whole: every mistake is in `problems`, the message is one sentence about all of them. */
export class ConfigError extends Error {
  readonly problems: readonly Problem[];
  /** The message as data; null where only words are kept. */
  readonly told: Told | null;
  constructor(message: string, problems: readonly Problem[] = [], options: ConfigErrorOptions = {}) {
    const { told = null, ...rest } = options;
    super(message, rest);
    this.name = 'ConfigError';
    this.problems = problems;
    this.told = told;
  }
}

/** `renci.yaml:3:7`, or only the file where a mistake has no line. */
export const placeOf = ({ file, line, column }: Problem): string =>
  line === 0 ? file : `${file}:${line}:${column}`;

/** By code points: the same order on every machine, whatever its language. */
const byText = (a: string, b: string): number => Number(a > b) - Number(a < b);

const byPlace = (a: Problem, b: Problem): number =>
  byText(a.file, b.file) || a.line - b.line || a.column - b.column || byText(a.field, b.field);

/** Problems in reading order, each said once. */
export const inOrder = (problems: readonly Problem[]): Problem[] => {
  const said = new Set<string>();
  return [...problems].sort(byPlace).filter(problem => {
    const key = `${placeOf(problem)} ${problem.field} ${problem.message}`;
    return said.has(key) ? false : Boolean(said.add(key));
  });
};

/** The error of input with these mistakes: "<subject> has 3 mistakes and was refused." and all of them. */
export const refusal = (subject: string, problems: readonly Problem[]): ConfigError => {
  const all = inOrder(problems);
  const count = all.length === 1 ? 'a mistake' : `${all.length} mistakes`;
  return new ConfigError(`${subject} has ${count} and was refused.`, all);
};

/** Fewest single-letter edits that turn one word into the other. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};

/** ` Did you mean "hourly"?`, or nothing when no known word is near. */
export const didYouMean = (word: string, known: Iterable<string>): string => {
  const nearest = [...known]
    .map(candidate => ({ candidate, edits: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits)[0];
  const allowed = word.length < 4 ? 1 : Math.max(2, Math.floor(word.length / 3));
  return nearest && nearest.edits <= allowed ? ` Did you mean "${nearest.candidate}"?` : '';
};
