import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MigrationError } from './errors.ts';

/** Where the tables live: one server (null), or a cluster whose nodes share a Keeper. */
export type Cluster = {
  /** As in the servers' `<remote_servers>`. */
  readonly name: string;
} | null;

export type Migration = {
  /** File name without `.sql`. */
  readonly name: string;
  /** Of the file's text, whatever its line ends. */
  readonly checksum: string;
  /** The statement with its placeholders. */
  readonly template: string;
};

export const MIGRATIONS = join(import.meta.dirname, '..', '..', 'sql', 'migrations');

const FILE_NAME = /^\d{14}_[a-z][a-z0-9]*(_[a-z0-9]+)+\.sql$/;
/** What a header must say. */
const HEADER = ['Why', 'What', 'Cost', 'Watch', 'Undo'];

/**
 * The migrations of a folder in name order.
 * @throws MigrationError naming every file that breaks a rule: name, header, one statement, repeatable.
 */
export const loadMigrations = (folder: string): Migration[] => {
  const files = readdirSync(folder)
    .filter(file => file.endsWith('.sql'))
    .sort();
  const migrations = files.map(file => {
    const text = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n');
    return {
      name: file.slice(0, -'.sql'.length),
      checksum: createHash('sha256').update(text).digest('hex'),
      template: text,
    };
  });
  const problems = migrations.flatMap(({ name, template }) =>
    problemsOf(name, template).map(problem => `sql/migrations/${name}.sql ${problem}.`),
  );
  if (problems.length > 0) throw new MigrationError(problems.join('\n'));
  return migrations;
};

const problemsOf = (name: string, text: string): string[] => {
  const problems: string[] = [];
  if (!FILE_NAME.test(`${name}.sql`)) problems.push('is not named <yyyymmddhhmmss>_<verb>_<object>');
  const header = /^(--.*\n)*/.exec(text)?.[0] ?? '';
  const missing = HEADER.filter(label => !new RegExp(`^-- ${label}: *\\S`, 'm').test(header));
  if (missing.length > 0) problems.push(`does not say in its header comment: ${missing.join(', ')}`);
  const statements = statementsOf(text);
  if (statements.length !== 1)
    problems.push(`holds ${statements.length} statements; a migration is exactly one`);
  if (statements.some(statement => !isRepeatable(statement)))
    problems.push('cannot be repeated after a crash; write IF NOT EXISTS, IF EXISTS or OR REPLACE');
  for (const [placeholder] of text.matchAll(/\{\{.*?\}\}/g)) {
    if (!PLACEHOLDER.test(placeholder)) problems.push(`has an unknown placeholder ${placeholder}`);
  }
  return problems;
};

/** Skips text, names and comments, so that what is found stands in the statement itself. */
const TOKEN =
  /'(?:\\[\s\S]|''|[^'\\])*'|`(?:\\[\s\S]|[^`\\])*`|"(?:\\[\s\S]|[^"\\])*"|--.*|\/\*[\s\S]*?\*\/|;/g;

const statementsOf = (sql: string): string[] =>
  sql
    .replace(TOKEN, token => {
      if (token === ';') return '\u0000';
      return /^(--|\/\*)/.test(token) ? ' ' : "''";
    })
    .split('\u0000')
    .map(statement => statement.trim())
    .filter(statement => statement !== '');

const isRepeatable = (statement: string): boolean =>
  !/^(CREATE|DROP|RENAME|ATTACH|INSERT)\b|^ALTER\b[\s\S]*\b(ADD|DROP|RENAME|CLEAR)\b/i.test(statement) ||
  /\bIF\s+(NOT\s+)?EXISTS\b|\bOR\s+REPLACE\b/i.test(statement);

const PLACEHOLDER = /\{\{(?:on_cluster|engine:\s*(\w*MergeTree)\s*(?:\(([^{}]*)\))?\s*)\}\}/;

/**
 * The statement for one server or for a cluster: `{{on_cluster}}` becomes nothing or the clause;
 * `{{engine:ReplacingMergeTree(version)}}` becomes that engine or its replicated kind.
 */
export const render = (template: string, cluster: Cluster): string =>
  template
    .replace(new RegExp(PLACEHOLDER, 'g'), (_, engine: string | undefined, args: string | undefined) => {
      if (engine === undefined) return cluster ? `ON CLUSTER \`${cluster.name}\`` : '';
      if (!cluster) return args === undefined ? engine : `${engine}(${args})`;
      const place = "'/clickhouse/tables/{shard}/{database}/{table}', '{replica}'";
      return `Replicated${engine}(${[place, ...(args?.trim() ? [args.trim()] : [])].join(', ')})`;
    })
    .replace(/;\s*$/, '');
