import { type Document, isMap, isPair, LineCounter, type Node, parseDocument } from 'yaml';
import { z } from 'zod';
import { METRICS } from '../pipeline/domain/metrics.ts';
import { SOURCES } from '../pipeline/domain/reading.ts';
import { CollectorError, ERROR_KINDS } from './errors.ts';
import { POINTER } from './json-pointer.ts';

const Pointer = z
  .string()
  .regex(POINTER, 'expected a JSON pointer such as /data/items, or "" for the whole answer');
const MetricName = z.enum(METRICS);
const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Texts = z.record(z.string(), z.string());

/** How one field becomes a metric. What is not declared of a displayed text is unknown, never assumed. */
const Field = z.strictObject({
  pointer: Pointer,
  rounding: z.enum(['floor', 'ceil', 'round', 'unknown']).optional(),
  plus: z.enum(['cap', 'truncated', 'band', 'undeclared']).optional(),
  emptyIsZero: z.boolean().optional(),
  capAt: z.int().positive().optional(),
  lastBand: z.int().positive().optional(),
  /** Texts of this platform that say "not stated" (absent) or "not public" (hidden). */
  absentTexts: z.array(z.string()).optional(),
  hiddenTexts: z.array(z.string()).optional(),
});

/** Conditions under which an item has ended otherwise than by being read. */
const State = z.strictObject({
  pointer: Pointer,
  removed: z.array(Scalar).default([]),
  hidden: z.array(Scalar).default([]),
  absent: z.array(Scalar).default([]),
});

/** A partner's interface in writing. `format` leaves room for pages of HTML. */
export const Manifest = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case words joined by hyphens'),
    platform: z.string().min(1),
    name: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
    format: z.literal('json'),
    source: z.enum(SOURCES),
    official: z.boolean(),
    serves: z.array(MetricName).min(1),
    baseUrl: z.url({ protocol: /^https?$/ }).optional(),
    capabilities: z.strictObject({
      strength: z.enum(['A', 'B', 'C', 'D']),
      delayHours: z.number().nonnegative().nullable(),
      lookBackDays: z.number().positive().nullable(),
      note: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
    }),
    limits: z.strictObject({
      concurrency: z.int().min(1).max(16),
      minIntervalMs: z.int().nonnegative(),
      perDay: z.int().positive().optional(),
    }),
    request: z.strictObject({
      method: z.enum(['GET', 'POST']).default('GET'),
      path: z.string().startsWith('/', 'expected a path that begins with /'),
      query: Texts.default({}),
      headers: Texts.default({}),
      form: Texts.optional(),
      /** Most items in one request: 1 asks with {id}, more with {ids}. */
      batch: z.int().min(1).max(1_000),
      /** Stands between the ids of {ids}. */
      join: z.string().default(','),
    }),
    success: z
      .strictObject({
        pointer: Pointer,
        equals: z.array(Scalar).min(1),
        message: Pointer.optional(),
      })
      .optional(),
    /** Values at `success.pointer` by what they mean; any other is `refused`. */
    errors: z.partialRecord(z.enum(ERROR_KINDS), z.array(Scalar)).default({}),
    items: Pointer,
    item: z.strictObject({
      id: Pointer,
      state: State.optional(),
      published: z
        .strictObject({ pointer: Pointer, format: z.enum(['iso', 'seconds', 'milliseconds']) })
        .optional(),
      metrics: z.partialRecord(MetricName, Field),
    }),
  })
  .superRefine(({ serves, item, request, errors, success }, { addIssue }) => {
    for (const [i, metric] of serves.entries()) {
      if (!(metric in item.metrics)) {
        addIssue({
          code: 'custom',
          path: ['serves', i],
          message: `no field under item.metrics gives "${metric}"`,
        });
      }
    }
    const placeholder = request.batch === 1 ? '{id}' : '{ids}';
    const templates = [request.path, ...Object.values(request.query), ...Object.values(request.form ?? {})];
    if (!templates.some(text => text.includes(placeholder))) {
      addIssue({
        code: 'custom',
        path: ['request'],
        message: `${placeholder} stands nowhere in path, query or form`,
      });
    }
    if (Object.keys(errors).length > 0 && success === undefined) {
      addIssue({
        code: 'custom',
        path: ['errors'],
        message: 'error values need success.pointer to be found at',
      });
    }
  });
export type Manifest = z.infer<typeof Manifest>;

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
