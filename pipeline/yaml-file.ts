import { readFileSync } from 'node:fs';
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { z } from 'zod';
import { ConfigError, didYouMean, type Problem } from './problems.ts';

export type Path = readonly (string | number)[];

/** A YAML file that remembers where each value stands, so that a mistake can be shown by line and column. */
export type YamlFile = {
  readonly file: string;
  readonly value: unknown;
  /** Mistakes of YAML itself: then `value` is null. */
  readonly problems: readonly Problem[];
  /** A mistake at a path; `on: 'key'` points at the key, for one that should not be there. */
  problemAt(path: Path, message: string, on?: 'key' | 'value'): Problem;
  lineOf(path: Path): number;
  /** The value as it is written, before YAML makes a number of it; null where it is no plain value. */
  sourceOf(path: Path): string | null;
};

/** `episodes[2].works[0].kind` */
const fieldName = (path: Path): string =>
  path.reduce<string>(
    (name, part) =>
      typeof part === 'number' ? `${name}[${part}]` : name === '' ? String(part) : `${name}.${part}`,
    '',
  );

const keyName = (key: unknown): string => String(isScalar(key) ? key.value : key);

/** The node at a path or, where it is missing, the nearest one above it. */
const locate = (document: Document, path: Path): { key: Node | null; value: Node | null } => {
  let value = document.contents as Node | null;
  let key: Node | null = null;
  for (const part of path) {
    const node = isAlias(value) ? value.resolve(document) : value;
    if (isMap(node)) {
      const pair = node.items.find(item => keyName(item.key) === String(part));
      if (!pair) break;
      key = pair.key as Node;
      value = (pair.value as Node | null) ?? key;
    } else if (isSeq(node) && typeof part === 'number' && part in node.items) {
      key = null;
      value = node.items[part] as Node;
    } else break;
  }
  return { key, value };
};

/** A field with nothing after its colon is as left out: a template is filled in bit by bit. */
const withoutEmpty = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, held]) => (held === null ? [] : [[key, withoutEmpty(held)]])),
  );
};

/** Reads YAML text; `file` is only its name in messages. */
export const parseYaml = (text: string, file: string): YamlFile => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number, field: string, message: string): Problem => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), field, message };
  };
  const problems = [...document.errors, ...document.warnings].map(error =>
    at(error.pos[0], '', `is not valid YAML: ${error.message}`),
  );
  let value: unknown = null;
  if (problems.length === 0) {
    try {
      value = withoutEmpty(document.toJS());
    } catch (error) {
      problems.push(
        at(0, '', `is not valid YAML: ${error instanceof Error ? error.message : String(error)}`),
      );
    }
  }
  const offsetOf = (path: Path, on: 'key' | 'value'): number => {
    const { key, value: node } = locate(document, path);
    return ((on === 'key' && key) || node)?.range?.[0] ?? 0;
  };
  return {
    file,
    value,
    problems,
    problemAt: (path, message, on = 'value') => at(offsetOf(path, on), fieldName(path), message),
    lineOf: path => at(offsetOf(path, 'value'), '', '').line,
    sourceOf: path => {
      const { value: node } = locate(document, path);
      return isScalar(node) && typeof node.source === 'string' ? node.source : null;
    },
  };
};

/** @throws ConfigError when the file cannot be read. */
export const readYaml = (file: string): YamlFile => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`${file} cannot be read: ${whyUnreadable(error)}.`, [], { cause: error });
  }
  return parseYaml(text, file);
};

/** Why a file could not be read, in words. */
const whyUnreadable = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES') return 'this user may not read it';
  if (code === 'EISDIR') return 'it is a folder';
  return error instanceof Error ? error.message : String(error);
};

/** The schema at a path, through optional fields, defaults, lists and records; null where it ends. */
const schemaAt = (schema: unknown, path: Path): z.ZodType | null => {
  let here: unknown = schema;
  for (const part of [...path, null]) {
    while (
      here instanceof z.ZodOptional ||
      here instanceof z.ZodNullable ||
      here instanceof z.ZodDefault ||
      here instanceof z.ZodPrefault
    ) {
      if (part === null && here.description) break;
      here = here.unwrap();
    }
    if (part === null) break;
    if (here instanceof z.ZodObject) here = here.shape[part];
    else if (here instanceof z.ZodArray) here = here.element;
    else if (here instanceof z.ZodRecord) here = here.valueType;
    else return null;
  }
  return here instanceof z.ZodType ? here : null;
};

const describe = (value: unknown): string => {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of fields';
  return typeof value === 'string' ? `"${value}"` : `the ${typeof value} ${String(value)}`;
};

const KIND_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of fields',
  record: 'a group of fields',
};

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (here, part) => (here !== null && typeof here === 'object' ? Reflect.get(here, part) : undefined),
    value,
  );

/** Fields whose value is never repeated in a message. */
const SECRET = /password|secret|token|codes|key$|url$/i;

/** zod's own words, where a check gives no reason of its own. */
const UNSAID = /^Invalid input/;

const explain = (yaml: YamlFile, schema: z.ZodType, issue: z.core.$ZodIssue): Problem[] => {
  const path = issue.path as Path;
  const found = valueAt(yaml.value, path);
  const said = schemaAt(schema, path)?.description;
  if (issue.code === 'unrecognized_keys') {
    const object = schemaAt(schema, path);
    const known = object instanceof z.ZodObject ? Object.keys(object.shape) : [];
    return issue.keys.map(key => {
      const hint = didYouMean(key, known) || ` Known here: ${known.join(', ')}.`;
      return yaml.problemAt([...path, key], `is not a known field.${hint}`, 'key');
    });
  }
  if (issue.code === 'invalid_key') {
    return issue.issues.map(({ message }) => yaml.problemAt(path, message, 'key'));
  }
  if (issue.code === 'custom' && !UNSAID.test(issue.message)) return [yaml.problemAt(path, issue.message)];
  const kind = issue.code === 'invalid_type' ? (KIND_NAMES[issue.expected] ?? issue.expected) : '';
  const expected = said ?? (kind || issue.message);
  if (found === undefined) return [yaml.problemAt(path, `is missing: expected ${expected}.`, 'key')];
  const written = yaml.sourceOf(path);
  if (typeof found === 'number' && kind === 'text' && written !== null) {
    const lost = String(found) === written ? '' : ` (as a number it would become ${found})`;
    return [yaml.problemAt(path, `is a number, expected ${expected}: write "${written}" in quotes${lost}.`)];
  }
  const shown = path.some(part => SECRET.test(String(part))) ? '' : `, found ${describe(found)}`;
  const near = issue.code === 'invalid_value' ? didYouMean(String(found), issue.values.map(String)) : '';
  return [yaml.problemAt(path, `expected ${expected}${shown}.${near}`)];
};

/**
 * Checks a YAML file against a schema. What a field expects is told by its `.describe()`.
 * Returns the parsed value, or null with every mistake by place.
 */
export const validate = <T>(
  yaml: YamlFile,
  schema: z.ZodType<T>,
): { value: T | null; problems: readonly Problem[] } => {
  if (yaml.problems.length > 0) return { value: null, problems: yaml.problems };
  if (yaml.value === null || typeof yaml.value !== 'object') {
    const found = yaml.value === null ? 'the file is empty' : `found ${describe(yaml.value)}`;
    return { value: null, problems: [yaml.problemAt([], `expected fields, ${found}.`)] };
  }
  const parsed = schema.safeParse(yaml.value);
  if (parsed.success) return { value: parsed.data, problems: [] };
  return { value: null, problems: parsed.error.issues.flatMap(issue => explain(yaml, schema, issue)) };
};
