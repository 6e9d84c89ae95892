import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { Instant } from '../pipeline/domain/reading.ts';
import type { Auth, Collector, Credentials, Refusal, RequestSpec, Token } from './contract.ts';
import { CollectorError } from './errors.ts';
import { faultsOf } from './items.ts';

/** One line of a list, as it stood. */
type HotEntry = {
  /** From 1, advertisements not counted. */
  readonly rank: number;
  readonly title: string;
  readonly url: string;
  /** The list's own index as it writes it; null where it states none. Its formula is the platform's: never added up. */
  readonly heat: string | null;
};

/** A list as read. `listedAt`: the list's own timestamp; null where it states none. */
export type HotBoard = { readonly listedAt: Instant | null; readonly entries: readonly HotEntry[] };

/**
 * A platform's public list of what is hot. It declares; {@link sampleHotList} does the I/O. `request`, `refusal` and
 * `read` are pure. What is no interface of the platform's own (`official: false`) is read only where the configuration
 * names the list.
 */
export type HotList<Body = unknown> = {
  /** Equals the file name. */
  readonly id: string;
  readonly platform: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly official: boolean;
  readonly baseUrl: string;
  readonly needs: readonly string[];
  readonly limits: Pick<Collector['limits'], 'concurrency' | 'minIntervalMs'>;
  /** The application's own login, without an account; null where none is asked for. */
  readonly auth: Auth | null;
  request(page: { readonly token: Token | null; readonly credentials: Credentials }): RequestSpec;
  refusal(body: unknown, status: number): Refusal | null;
  readonly response: z.ZodType<Body>;
  read(body: Body): HotBoard;
};

/** Types a hot list and returns it as it is; it is checked when it is loaded. */
export const defineHotList = <Body>(list: HotList<Body>): HotList<Body> => list;

const Func = z.custom<() => unknown>(value => typeof value === 'function', 'expected a function');

const Contract = z.strictObject({
  id: z.string().min(1),
  platform: z.string().min(1),
  name: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  official: z.boolean(),
  baseUrl: z.url(),
  needs: z.array(z.string().regex(/^[A-Z][A-Z0-9_]*$/)),
  limits: z.strictObject({ concurrency: z.int().min(1), minIntervalMs: z.int().nonnegative() }),
  auth: z.object({ exchange: Func, refresh: Func, read: Func }).nullable(),
  request: Func,
  refusal: Func,
  response: z.custom(value => value instanceof z.ZodType, 'expected a zod schema'),
  read: Func,
});

/**
 * Every hot list there is: the files of a folder, in order of id. A file that is there is a list.
 * @throws CollectorError of kind `config` that names the file that does not fit the contract.
 */
export const loadHotLists = async (folder = join(import.meta.dirname, 'hot-lists')): Promise<HotList[]> => {
  const names = (await readdir(folder)).filter(name => name.endsWith('.ts')).sort();
  return Promise.all(
    names.map(async name => {
      const file = join(folder, name);
      const module: { readonly default?: unknown } = await import(pathToFileURL(file).href);
      const parsed = Contract.safeParse(module.default);
      const fault = parsed.success
        ? parsed.data.id === name.slice(0, -3)
          ? null
          : `its id is "${parsed.data.id}"`
        : faultsOf(parsed.error);
      if (fault) throw new CollectorError('config', `${file}: its default export is no hot list: ${fault}`);
      return module.default as HotList;
    }),
  );
};
