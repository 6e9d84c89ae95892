import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Database } from './client.ts';
import { QueryError } from './errors.ts';

const QUERIES = join(import.meta.dirname, '..', '..', 'sql', 'queries');

/** How a defined query is asked beyond its parameters. */
type QueryOptions = { readonly signal?: AbortSignal };

/** A named question: its text, and the function that asks it. */
export type Query<Params, Row> = {
  (db: Database, params: Params, options?: QueryOptions): Promise<Row[]>;
  readonly queryName: string;
  readonly sql: string;
};

/**
 * A query is a name, a file sql/queries/<name>.sql, a schema of its parameters and a schema of its rows. Values are
 * bound as {name:Type}; the schemas' keys must be the file's parameters, which is checked when the query is defined.
 * @throws Error at once, when the file is missing, has no header comment, or its parameters are others.
 * The returned function throws a ZodError for wrong parameters and QueryError for everything else.
 */
export const defineQuery = <P extends z.ZodObject, R extends z.ZodType>(
  { name, params, row }: { readonly name: string; readonly params: P; readonly row: R },
  folder = QUERIES,
): Query<z.input<P>, z.output<R>> => {
  const sql = load(join(folder, `${name}.sql`));
  const written = parametersOf(sql);
  const declared = Object.keys(params.shape);
  const differ = [...written]
    .filter(key => !declared.includes(key))
    .concat(declared.filter(key => !written.has(key)));
  if (differ.length > 0)
    throw new Error(`sql/queries/${name}.sql and its schema differ on: ${differ.join(', ')}.`);

  const rows = z.array(row);
  // A database that remembers answers gives the same array again: it was checked then, and nobody changes its rows.
  const checked = new WeakMap<unknown[], z.output<R>[]>();
  const ask = async (
    db: Database,
    given: z.input<P>,
    { signal }: QueryOptions = {},
  ): Promise<z.output<R>[]> => {
    const found = await db.select(sql, { name, params: params.parse(given), signal });
    const before = checked.get(found);
    if (before) return [...before];
    const parsed = rows.safeParse(found);
    if (parsed.success) {
      checked.set(found, parsed.data);
      return [...parsed.data];
    }
    const [issue] = parsed.error.issues;
    throw new QueryError(
      `The query ${name} answered a row of another shape: ${issue?.path.join('.')}: ${issue?.message}`,
      { query: name, queryId: '', url: db.url },
      null,
      { cause: parsed.error },
    );
  };
  return Object.assign(ask, { queryName: name, sql });
};

const load = (file: string): string => {
  const text = readFileSync(file, 'utf8');
  if (!text.startsWith('--'))
    throw new Error(`${file} must start with a comment: question, parameters, columns.`);
  return text;
};

/** The {name:Type} parameters of a statement; comments do not count. */
const parametersOf = (sql: string): ReadonlySet<string> =>
  new Set(
    [...sql.replace(/--.*$/gm, '').matchAll(/\{\s*(\w+)\s*:\s*[A-Za-z]/g)].flatMap(([, name]) =>
      name ? [name] : [],
    ),
  );
