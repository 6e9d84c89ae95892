import { z } from 'zod';
import type { Metric } from '../pipeline/domain/metrics.ts';
import type { Instant } from '../pipeline/domain/reading.ts';
import type { Collector, Credentials, Outcome, Page, Refusal, RequestSpec, Value } from './contract.ts';
import { CollectorError, ERROR_KINDS, type ErrorKind } from './errors.ts';
import { IdText } from './fields.ts';
import { pick } from './json-pointer.ts';
import { type Manifest, parseManifest } from './manifest.ts';

/**
 * A collector from a manifest: a partner becomes reachable without code.
 * @param file names the manifest in errors.
 * @throws CollectorError of kind `config` that lists every mistake with file, line and column.
 */
export const declarativeCollector = (text: string, file: string): Collector => {
  const manifest = parseManifest(text, file);
  const { id, platform, name, source, official, serves, limits, request, item, capabilities } = manifest;
  const { perDay, ...pace } = limits;
  return {
    id,
    platform,
    name,
    source,
    official,
    serves,
    metrics: metricsOf(manifest),
    baseUrl: manifest.baseUrl ?? '',
    batchSize: request.batch,
    limits: { ...pace, ...(perDay !== undefined && { perDay }) },
    needs: needsOf(manifest),
    capabilities,
    auth: null,
    displays: displaysOf(manifest),
    request: page => requestOf(manifest, page),
    refusal: body => refusalOf(manifest, body),
    response: z.unknown().superRefine((body, { addIssue }) => {
      if (!Array.isArray(pick(body, manifest.items))) {
        addIssue({
          code: 'custom',
          path: manifest.items.split('/').slice(1),
          message: 'expected a list of items',
        });
      }
    }),
    read: body => {
      const items = pick(body, manifest.items);
      if (!Array.isArray(items))
        throw new CollectorError('shape', `${platform}: no list at "${manifest.items}"`);
      return items.map(entry => outcomeOf(item, entry));
    },
  };
};

const metricsOf = ({ item }: Manifest): Metric[] => Object.keys(item.metrics) as Metric[];

const displaysOf = ({ item }: Manifest): NonNullable<Collector['displays']> =>
  Object.fromEntries(
    Object.entries(item.metrics).map(([metric, field]) => {
      const { rounding, plus, emptyIsZero, capAt, lastBand } = field;
      const display = {
        rounding: rounding ?? 'unknown',
        plus: plus ?? 'undeclared',
        ...(emptyIsZero !== undefined && { emptyIsZero }),
        ...(capAt !== undefined && { capAt }),
        ...(lastBand !== undefined && { lastBand }),
      };
      return [metric, display];
    }),
  );

const ENVIRONMENT = /\$\{([A-Z][A-Z0-9_]*)\}/g;

/** Every ${NAME} a request is made of. */
const needsOf = ({ request }: Manifest): string[] => {
  const templates = [request.query, request.headers, request.form ?? {}].flatMap(texts =>
    Object.values(texts),
  );
  return [
    ...new Set(templates.flatMap(text => [...text.matchAll(ENVIRONMENT)].map(([, name]) => String(name)))),
  ];
};

const requestOf = ({ request }: Manifest, { targets, credentials }: Page): RequestSpec => {
  const ids = targets.map(({ externalId }) => externalId);
  const fill = (text: string): string => fillIn(text, ids, request.join, credentials);
  const fillAll = (texts: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, fill(text)]));
  return {
    method: request.method,
    path: fillIn(request.path, ids.map(encodeURIComponent), request.join, {}),
    ...(Object.keys(request.query).length > 0 && { query: fillAll(request.query) }),
    ...(Object.keys(request.headers).length > 0 && { headers: fillAll(request.headers) }),
    ...(request.form && { form: fillAll(request.form) }),
  };
};

/** Filled in one pass, so that an id that looks like a placeholder stays an id. */
const fillIn = (text: string, ids: readonly string[], join: string, credentials: Credentials): string =>
  text.replace(/\{ids?\}|\$\{([A-Z][A-Z0-9_]*)\}/g, (_, name: string | undefined) =>
    name === undefined ? ids.join(join) : String(credentials[name]),
  );

const refusalOf = ({ success, errors }: Manifest, body: unknown): Refusal | null => {
  if (success === undefined) return null;
  const code = pick(body, success.pointer);
  // No code at all is no refusal we know: the shape of the answer is then judged.
  if (code === undefined || success.equals.some(value => same(value, code))) return null;
  const said = success.message === undefined ? undefined : pick(body, success.message);
  const message = `code ${JSON.stringify(code)}${typeof said === 'string' ? ` ${said}` : ''}`;
  return { kind: kindOf(errors, code), message };
};

const kindOf = (errors: Manifest['errors'], code: unknown): ErrorKind =>
  ERROR_KINDS.find(kind => errors[kind]?.some(value => same(value, code))) ?? 'refused';

/** Partners send 0 one day and "0" the next. */
const same = (declared: unknown, found: unknown): boolean =>
  declared === found || (['string', 'number'].includes(typeof found) && String(declared) === String(found));

type ItemRules = Manifest['item'];

const outcomeOf = (rules: ItemRules, entry: unknown): Outcome => {
  const parsedId = IdText.safeParse(pick(entry, rules.id));
  if (!parsedId.success)
    throw new CollectorError('shape', `an item has no id at "${rules.id}": ${evidenceOf(entry)}`);
  const externalId = parsedId.data;
  const ended = stateOf(rules, entry);
  if (ended) return { externalId, ...ended };
  try {
    const publishedAt = publishedOf(rules, entry);
    return {
      externalId,
      status: 'read',
      values: valuesOf(rules, entry),
      ...(publishedAt !== null && { publishedAt }),
    };
  } catch (error) {
    if (!(error instanceof CollectorError)) throw error;
    return {
      externalId,
      status: 'failed',
      kind: error.kind,
      reason: error.message,
      evidence: evidenceOf(entry),
    };
  }
};

type Ended = { readonly status: 'removed' | 'hidden' | 'absent'; readonly reason: string };

const stateOf = ({ state }: ItemRules, entry: unknown): Ended | null => {
  if (state === undefined) return null;
  const value = pick(entry, state.pointer);
  for (const status of ['removed', 'hidden', 'absent'] as const) {
    if (state[status].some(declared => same(declared, value))) {
      return { status, reason: `${state.pointer.slice(1)} is ${JSON.stringify(value)}` };
    }
  }
  return null;
};

/** A shown text that every count reads as hidden: what a platform's own words for it are turned into. */
const HIDDEN = '--';

const valuesOf = ({ metrics }: ItemRules, entry: unknown): Partial<Record<Metric, Value>> => {
  const values: Partial<Record<Metric, Value>> = {};
  for (const [metric, field] of Object.entries(metrics) as [Metric, (typeof metrics)[Metric]][]) {
    if (field === undefined) continue;
    const value = pick(entry, field.pointer);
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string' && typeof value !== 'number') {
      throw new CollectorError('shape', `${metric}: expected a number or a text at "${field.pointer}"`);
    }
    if (field.absentTexts?.includes(String(value))) continue;
    values[metric] = field.hiddenTexts?.includes(String(value)) ? HIDDEN : value;
  }
  return values;
};

/** An ISO time must carry its offset: a partner's server zone is nobody's guess. */
const ISO_WITH_OFFSET = z.iso.datetime({ offset: true });

const publishedOf = ({ published }: ItemRules, entry: unknown): Instant | null => {
  if (published === undefined) return null;
  const value = pick(entry, published.pointer);
  if (value === undefined || value === null) return null;
  if (published.format === 'iso') {
    const text = ISO_WITH_OFFSET.safeParse(value);
    if (text.success) return Date.parse(text.data);
  } else {
    const number = z.coerce.number().int().positive().safeParse(value);
    if (number.success) return published.format === 'seconds' ? number.data * 1000 : number.data;
  }
  throw new CollectorError(
    'shape',
    `the publish time at "${published.pointer}" is no ${published.format} time`,
  );
};

const evidenceOf = (entry: unknown): string => String(JSON.stringify(entry)).slice(0, 2_000);
