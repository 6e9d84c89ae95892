import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { METRICS, type Metric } from '../pipeline/domain/metrics.ts';
import { SOURCES } from '../pipeline/domain/reading.ts';
import type { Collector } from './contract.ts';
import { declarativeCollector } from './declarative.ts';
import { CollectorError } from './errors.ts';
import { faultsOf } from './items.ts';

const Func = z.custom<() => unknown>(value => typeof value === 'function', 'expected a function');
const MetricNames = z.array(z.enum(METRICS)).min(1);
const EnvironmentName = z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'expected the name of an environment variable');

const Contract = z
  .strictObject({
    id: z.string().min(1),
    platform: z.string().min(1),
    name: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
    source: z.enum(SOURCES),
    official: z.boolean(),
    offByDefault: z.boolean().optional(),
    serves: MetricNames,
    metrics: MetricNames,
    baseUrl: z.union([z.literal(''), z.url()]),
    authBaseUrl: z.url().optional(),
    batchSize: z.union([z.int().min(1), z.literal(Number.POSITIVE_INFINITY)]),
    limits: z.strictObject({
      concurrency: z.int().min(1),
      minIntervalMs: z.int().nonnegative(),
      perDay: z.int().positive().optional(),
      sharedQuota: z.boolean().optional(),
      quotaZone: z
        .string()
        .refine(zone => IANAZone.isValidZone(zone), 'expected a time zone')
        .optional(),
    }),
    needs: z.array(EnvironmentName),
    options: z.array(EnvironmentName).optional(),
    auth: z
      .strictObject({
        reusableCode: z.literal(true).optional(),
        exchange: Func,
        refresh: Func,
        read: Func,
        renewal: z.strictObject({ request: Func, read: Func }).optional(),
      })
      .nullable(),
    request: Func,
    sign: Func.optional(),
    refusal: Func,
    response: z.custom(value => value instanceof z.ZodType, 'expected a zod schema'),
    read: Func,
    nextCursor: Func.optional(),
    capabilities: z.strictObject({
      strength: z.enum(['A', 'B', 'C', 'D']),
      delayHours: z.number().nonnegative().nullable(),
      lookBackDays: z.number().positive().nullable(),
      note: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
    }),
    links: z
      .strictObject({ hosts: z.array(z.string().min(1)).min(1), recognise: Func, url: Func })
      .optional(),
    discovery: z
      .strictObject({
        baseUrl: z.url().optional(),
        account: z.instanceof(RegExp).optional(),
        request: Func,
        response: z.custom(value => value instanceof z.ZodType, 'expected a zod schema'),
        read: Func,
        nextCursor: Func,
      })
      .optional(),
    displays: z
      .partialRecord(z.enum(METRICS), z.object({ rounding: z.string(), plus: z.string() }))
      .optional(),
  })
  .refine(({ serves, metrics }) => serves.every(metric => metrics.includes(metric)), {
    path: ['serves'],
    message: 'every served metric must stand among metrics',
  })
  .refine(({ batchSize, nextCursor }) => Number.isFinite(batchSize) || nextCursor !== undefined, {
    path: ['nextCursor'],
    message: 'a swept list (batchSize Infinity) needs it',
  });

/**
 * Every collector there is: `platforms/<id>.ts` and `manifests/<id>.yaml` of a folder, in order of id. There is no
 * list to edit: a file that is there is a collector.
 * @throws CollectorError of kind `config` that names the file that does not fit the contract.
 */
export const loadCollectors = async (folder: string = import.meta.dirname): Promise<Collector[]> => {
  const [modules, manifests] = await Promise.all([
    filesIn(folder, 'platforms', '.ts'),
    filesIn(folder, 'manifests', '.yaml'),
  ]);
  const collectors = await Promise.all([
    ...modules.map(async ({ file, id }) => check(file, id, await load(file))),
    ...manifests.map(async ({ file, id }) =>
      check(file, id, declarativeCollector(await readFile(file, 'utf8'), file)),
    ),
  ]);
  const byId = new Map<string, Collector>();
  for (const collector of collectors) {
    if (byId.has(collector.id)) {
      throw new CollectorError(
        'config',
        `Two files of ${folder} make a collector "${collector.id}": keep one.`,
      );
    }
    byId.set(collector.id, collector);
  }
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
};

/**
 * Whether a collector may be used.
 * @param enabled ids of the platforms whose off-by-default collectors the configuration allows
 */
export const isEnabled = (
  { platform, offByDefault = false }: Pick<Collector, 'platform' | 'offByDefault'>,
  enabled: ReadonlySet<string>,
): boolean => !offByDefault || enabled.has(platform);

const NONE: ReadonlySet<string> = new Set();

/**
 * The collector that takes a platform's placements of a counting metric; the better source where there are two. One
 * that is off by default is left out unless its platform is among `enabled`.
 */
export const collectorFor = (
  collectors: readonly Collector[],
  platform: string,
  metric: Metric,
  enabled: ReadonlySet<string> = NONE,
): Collector | null =>
  collectors
    .filter(
      collector =>
        collector.platform === platform && collector.serves.includes(metric) && isEnabled(collector, enabled),
    )
    .sort((a, b) => SOURCES.indexOf(a.source) - SOURCES.indexOf(b.source))[0] ?? null;

type CollectorFile = { readonly file: string; readonly id: string };

const filesIn = async (folder: string, kind: string, suffix: string): Promise<CollectorFile[]> => {
  const names = await readdir(join(folder, kind)).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  return names
    .filter(name => name.endsWith(suffix))
    .map(name => ({ file: join(folder, kind, name), id: name.slice(0, -suffix.length) }));
};

const load = async (file: string): Promise<unknown> => {
  try {
    const module: { readonly default?: unknown } = await import(pathToFileURL(file).href);
    return module.default;
  } catch (error) {
    throw new CollectorError(
      'config',
      `${file} cannot be loaded: ${error instanceof Error ? error.message : error}`,
      {
        cause: error,
      },
    );
  }
};

const check = (file: string, id: string, candidate: unknown): Collector => {
  const parsed = Contract.safeParse(candidate);
  if (!parsed.success) {
    throw new CollectorError(
      'config',
      `${file}: its default export is no collector: ${faultsOf(parsed.error)}`,
    );
  }
  if (parsed.data.id !== id) {
    throw new CollectorError(
      'config',
      `${file}: its id is "${parsed.data.id}", but the file's name says "${id}".`,
    );
  }
  return candidate as Collector;
};
