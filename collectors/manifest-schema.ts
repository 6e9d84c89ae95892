import { IANAZone } from 'luxon';
import { z } from 'zod';
import { METRICS } from '../pipeline/domain/metrics.ts';
import { SOURCES } from '../pipeline/domain/reading.ts';
import { isCharset } from './charset.ts';
import { ERROR_KINDS } from './errors.ts';
import { discoveryOf, LinkRules } from './manifest-intake.ts';
import { Conditions, JSON_PARTS, PAGE_PARTS, Pointer, Scalar, Selector } from './manifest-places.ts';

const MetricName = z.enum(METRICS);
const Texts = z.record(z.string(), z.string());

/** How a list that comes in pages is walked through. `place` is where a value stands in an answer of the format. */
const pagingOf = <Place extends z.ZodType>(place: Place) => {
  const common = {
    /** Rows asked for in a page: {limit}. */
    limit: z.int().min(1).max(10_000).optional(),
    /** Where the answer says whether this page is the last, or whether there are more. */
    isEnd: place.optional(),
    hasMore: place.optional(),
    maxPages: z.int().min(1).max(1_000).default(100),
  };
  return z.discriminatedUnion(
    'by',
    [
      z.strictObject({ by: z.literal('page'), first: z.int().nonnegative().default(1), ...common }),
      z.strictObject({ ...common, by: z.literal('offset'), limit: z.int().min(1).max(10_000) }),
      z.strictObject({ by: z.literal('cursor'), next: place, first: z.string().optional(), ...common }),
      z.strictObject({ by: z.literal('last-row'), value: place, first: z.string().optional(), ...common }),
    ],
    'expected page, offset, cursor or last-row',
  );
};

const REQUEST = {
  method: z.enum(['GET', 'POST']).default('GET'),
  path: z
    .string()
    .startsWith('/', 'expected a path that begins with /')
    .refine(path => !path.includes('${'), 'secrets belong in query, headers or form, never in a path'),
  query: Texts.default({}),
  headers: Texts.default({}),
  form: Texts.optional(),
};

const COMMON = {
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case words joined by hyphens'),
  platform: z.string().min(1),
  name: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  source: z.enum(SOURCES),
  official: z.boolean(),
  offByDefault: z.boolean().optional(),
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
    /** The quota is the application's, not each account's. */
    sharedQuota: z.boolean().optional(),
    /** Where the quota's day begins at midnight; Asia/Shanghai where it does not say. */
    quotaZone: z
      .string()
      .refine(zone => IANAZone.isValidZone(zone), 'expected a time zone such as Asia/Shanghai')
      .optional(),
  }),
  /** Of its answers, where the server says none or a wrong one. */
  charset: z.string().refine(isCharset, 'expected a charset such as gb18030').optional(),
  request: z.strictObject({
    ...REQUEST,
    /** Most items in one request: 1 asks with {id}, more with {ids}; `all` sweeps an account's whole list. */
    batch: z.union(
      [z.int().min(1).max(1_000), z.literal('all')],
      'expected a number from 1 to 1,000, or all',
    ),
    /** Stands between the ids of {ids}. */
    join: z.string().default(','),
  }),
  links: LinkRules.optional(),
  /** HTTP statuses that this partner gives for an item it has removed, and for nothing else. */
  removedStatus: z.array(z.literal([404, 410])).default([]),
};

const JsonManifest = z.strictObject({
  ...COMMON,
  format: z.literal('json'),
  success: z
    .strictObject({ pointer: Pointer, equals: z.array(Scalar).min(1), message: Pointer.optional() })
    .optional(),
  /** Values at `success.pointer` by what they mean; any other is `refused`. */
  errors: z.partialRecord(z.enum(ERROR_KINDS), z.array(Scalar)).default({}),
  /** The list of items; where `batch` is 1 it may be the one item itself. */
  items: Pointer,
  paging: pagingOf(JSON_PARTS.place).optional(),
  item: z.strictObject({
    id: JSON_PARTS.place,
    state: JSON_PARTS.state.optional(),
    published: JSON_PARTS.published.optional(),
    metrics: z.partialRecord(MetricName, JSON_PARTS.field),
  }),
  discovery: discoveryOf({
    request: z.strictObject(REQUEST),
    items: Pointer,
    paging: pagingOf(JSON_PARTS.place),
    place: JSON_PARTS.listed,
    when: JSON_PARTS.when,
    published: JSON_PARTS.published,
  }).optional(),
});
export type JsonManifest = z.infer<typeof JsonManifest>;

const HtmlManifest = z.strictObject({
  ...COMMON,
  format: z.literal('html'),
  /** What on a page shows that it is no page of items: a login form, a captcha. */
  errors: z.partialRecord(z.enum(ERROR_KINDS), Conditions).default({}),
  /** The elements that are items; without it each page is one item. */
  items: Selector.optional(),
  paging: pagingOf(PAGE_PARTS.place).optional(),
  item: z.strictObject({
    id: PAGE_PARTS.place.optional(),
    state: PAGE_PARTS.state.optional(),
    published: PAGE_PARTS.published.optional(),
    metrics: z.partialRecord(MetricName, PAGE_PARTS.field),
  }),
  discovery: discoveryOf({
    request: z.strictObject(REQUEST),
    items: Selector,
    paging: pagingOf(PAGE_PARTS.place),
    place: PAGE_PARTS.listed,
    when: PAGE_PARTS.when,
    published: PAGE_PARTS.published,
  }).optional(),
});
export type HtmlManifest = z.infer<typeof HtmlManifest>;

/** What a manifest says that does not fit together: where, and in a sentence. */
function* contradictions(manifest: JsonManifest | HtmlManifest): Generator<[PropertyKey[], string]> {
  const { serves, item, request, paging, removedStatus, limits, discovery, links } = manifest;
  for (const [i, metric] of serves.entries()) {
    if (!(metric in item.metrics)) yield [['serves', i], `no field under item.metrics gives "${metric}"`];
  }
  const stands = standsIn(request);
  if (request.batch === 'all') {
    yield* unasked(request, 'a whole list (batch: all)', ['request']);
  } else {
    const placeholder = request.batch === 1 ? '{id}' : '{ids}';
    if (!stands(placeholder)) yield [['request'], `${placeholder} stands nowhere in path, query or form`];
    if (paging !== undefined) yield [['paging'], 'only a whole list (request.batch: all) comes in pages'];
  }
  yield* unpaged(request, paging, ['request']);
  if (discovery !== undefined) {
    const path = ['discovery', 'request'];
    yield* unasked(discovery.request, "an account's list", path);
    yield* unpaged(discovery.request, discovery.paging, path);
  }
  if (removedStatus.length > 0 && request.batch !== 1) {
    yield [['removedStatus'], 'a status can speak of one item only: it needs request.batch 1'];
  }
  if (limits.perDay === undefined && (limits.sharedQuota ?? limits.quotaZone) !== undefined) {
    yield [['limits'], 'sharedQuota and quotaZone say whose and when perDay is: they need it'];
  }
  if (links !== undefined && !links.hosts.includes(new URL(links.url).hostname.replace(/^www\./, ''))) {
    yield [['links', 'url'], 'its host stands not among links.hosts, so it would not be recognised itself'];
  }
  yield* manifest.format === 'json' ? inJson(manifest) : inPages(manifest);
}

type Asked = Pick<z.infer<typeof HtmlManifest>['request'], 'path' | 'query' | 'form'>;

const standsIn = ({ path, query, form = {} }: Asked): ((placeholder: string) => boolean) => {
  const templates = [path, ...Object.values(query), ...Object.values(form)];
  return placeholder => templates.some(text => text.includes(placeholder));
};

function* unasked(request: Asked, what: string, path: PropertyKey[]): Generator<[PropertyKey[], string]> {
  const wrong = ['{id}', '{ids}'].find(standsIn(request));
  if (wrong !== undefined) yield [path, `${what} is not asked by ${wrong}`];
}

function* unpaged(
  request: Asked,
  paging: { readonly by: string; readonly limit?: number | undefined } | undefined,
  path: PropertyKey[],
): Generator<[PropertyKey[], string]> {
  const stands = standsIn(request);
  if (paging !== undefined) {
    const placeholder = `{${paging.by === 'last-row' ? 'cursor' : paging.by}}`;
    if (!stands(placeholder)) yield [path, `${placeholder} stands nowhere in path, query or form`];
  }
  if (stands('{limit}') && paging?.limit === undefined) yield [path, '{limit} needs paging.limit'];
}

function* inJson({ errors, success }: JsonManifest): Generator<[PropertyKey[], string]> {
  if (Object.keys(errors).length > 0 && success === undefined) {
    yield [['errors'], 'error values need success.pointer to be found at'];
  }
}

function* inPages({ items, item, request, paging }: HtmlManifest): Generator<[PropertyKey[], string]> {
  if (items === undefined && request.batch !== 1) {
    yield [['request', 'batch'], 'without items a page is one item: it needs batch 1'];
  }
  if (items !== undefined && item.id === undefined) yield [['item'], 'items of a list need item.id'];
  const texts = { published: item.published, ...item.metrics };
  for (const [name, field] of Object.entries(texts)) {
    if (items === undefined && field?.select === undefined) {
      const path = name === 'published' ? ['item', name] : ['item', 'metrics', name];
      if (field !== undefined) yield [path, 'on a page that is one item a field needs select'];
    }
  }
  if (paging?.by === 'last-row' && items === undefined) yield [['paging'], 'a last row needs items'];
}

/** A partner's interface in writing: an answer of JSON, or pages of HTML. */
export const Manifest = z
  .discriminatedUnion(
    'format',
    [JsonManifest, HtmlManifest],
    'expected an object whose format is json or html',
  )
  .superRefine((manifest, { addIssue }) => {
    for (const [path, message] of contradictions(manifest)) addIssue({ code: 'custom', path, message });
  });
export type Manifest = z.infer<typeof Manifest>;

/** The schema as published in `manifest.schema.json`, for editors. */
export const manifestJsonSchema = (): object => ({
  title: 'Renci collector manifest',
  ...z.toJSONSchema(Manifest, { io: 'input' }),
});
