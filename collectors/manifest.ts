import { type Document, isMap, isPair, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { CollectorError } from './errors.ts';
import { Manifest } from './manifest-schema.ts';

/**
 * Reads a manifest.
 * @throws CollectorError of kind `config` that lists every mistake with file, line and column.
 */
export const parseManifest = (text: string, file: string): Manifest => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    throw mistakes(document.errors.map(({ pos, message }) => `${at(pos[0])} ${message.split('\n')[0]}`));
  }
  const parsed = Manifest.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  throw mistakes(
    parsed.error.issues.flatMap(issue => {
      if (issue.code !== 'unrecognized_keys')
        return [`${at(offsetOf(document, issue.path))} ${named(issue)}`];
      return issue.keys.map(
        key =>
          `${at(offsetOf(document, [...issue.path, key]))} ${[...issue.path, key].join('.')}: unknown field`,
      );
    }),
  );
};

const named = ({ path, message }: z.core.$ZodIssue): string =>
  path.length === 0 ? message : `${path.join('.')}: ${message}`;

const mistakes = (lines: readonly string[]): CollectorError => new CollectorError('config', lines.join('\n'));

/** Where a path of the document begins: its key in a map, else its value; what is missing is placed at its parent. */
const offsetOf = (document: Document, path: readonly PropertyKey[]): number => {
  for (let length = path.length; length > 0; length -= 1) {
    const known = path.slice(0, length);
    const key = known.at(-1);
    const parent = length === 1 ? document.contents : document.getIn(known.slice(0, -1), true);
    if (isMap(parent)) {
      const pair = parent.items.find(item => isPair(item) && String(item.key) === String(key));
      const start = (pair?.key as Node | undefined)?.range?.[0];
      if (start !== undefined) return start;
    }
    const start = (document.getIn(known, true) as Node | undefined)?.range?.[0];
    if (start !== undefined) return start;
  }
  return document.contents?.range?.[0] ?? 0;
};
