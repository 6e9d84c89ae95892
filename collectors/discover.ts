import { type Asked, ask, type RunContext } from './ask.ts';
import type { Collector, Discovered, Discovery } from './contract.ts';
import { CollectorError } from './errors.ts';
import type { Attempt, Payload } from './rows.ts';
import { configFault } from './runner.ts';

/** What an account's own list brought. `error`: it could not be read to its end; what came before it stands. */
export type Listed = {
  readonly items: readonly Discovered[];
  readonly attempts: readonly Attempt[];
  readonly payloads: readonly Payload[];
  readonly error: CollectorError | null;
};

/** An account of more pages than this since `since` is no account of a campaign. */
const MAX_PAGES = 200;

/**
 * Lists an account's own items through the token, limits and client that its counters are read with. Ends at the end
 * of the list, or after a page whose dated items are all older than `since`. Never throws for what a platform does.
 */
export const discoverAccount = async (
  collector: Collector,
  accountId: string,
  context: RunContext,
  since: number,
): Promise<Listed> => {
  const { discovery } = collector;
  if (!discovery) throw new TypeError(`Collector "${collector.id}" has no list of an account's items.`);
  const fault = configFault(collector, context);
  if (fault) return { items: [], attempts: [], payloads: [], error: fault };
  return context.limiter.run(collector, accountId, async gate => {
    const lister = {
      ...collector,
      ...(discovery.baseUrl !== undefined && { baseUrl: discovery.baseUrl }),
      request: discovery.request,
      response: discovery.response,
    };
    const found: Found = { items: new Map(), attempts: [], payloads: [], cursors: new Set() };
    let cursor: string | null = null;
    do {
      const asked: Asked<unknown> = await ask({
        collector: lister,
        targets: [],
        accountId,
        cursor,
        gate,
        context,
      });
      found.attempts.push(...asked.attempts);
      if (asked.payload) found.payloads.push(asked.payload);
      if ('error' in asked) return ended(found, since, asked.error);
      try {
        cursor = takePage(found, discovery, asked, collector.platform, since);
      } catch (error) {
        return ended(found, since, asOurs(collector, error));
      }
    } while (cursor !== null);
    return ended(found, since, null);
  });
};

type Found = {
  /** By id: an item that moves down a page while we read stands in two of them. */
  readonly items: Map<string, Discovered>;
  readonly attempts: Attempt[];
  readonly payloads: Payload[];
  readonly cursors: Set<string>;
};

/** Takes a page's items in; the cursor of the next page, or null where the list or our interest in it ends. */
const takePage = (
  { items, cursors }: Found,
  discovery: Discovery,
  { page, body }: Extract<Asked<unknown>, { page: unknown }>,
  platform: string,
  since: number,
): string | null => {
  const listed = discovery.read(body);
  for (const item of listed) items.set(item.externalId, item);
  const dated = listed.flatMap(({ publishedAt }) => (publishedAt === null ? [] : [publishedAt]));
  if (dated.length > 0 && dated.length === listed.length && dated.every(at => at < since)) return null;
  const next = discovery.nextCursor(body, page);
  if (next === null) return null;
  if (cursors.has(next) || cursors.size >= MAX_PAGES) {
    throw new CollectorError('shape', `${platform}: the list goes round in circles at cursor "${next}"`);
  }
  cursors.add(next);
  return next;
};

const ended = (
  { items, attempts, payloads }: Found,
  since: number,
  error: CollectorError | null,
): Listed => ({
  items: [...items.values()].filter(({ publishedAt }) => publishedAt === null || publishedAt >= since),
  attempts,
  payloads,
  error,
});

const asOurs = ({ id, platform }: Collector, error: unknown): CollectorError =>
  error instanceof CollectorError
    ? error
    : new CollectorError(
        'shape',
        `${platform}: collector "${id}" failed: ${error instanceof Error ? error.message : error}`,
      );
