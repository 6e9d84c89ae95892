import { type Account, createAccount } from './account.ts';
import { type Asked, ask, type RunContext } from './ask.ts';
import { batchOf, failedBatch, failRest, originOf } from './batches.ts';
import type { Collector, Outcome, Target } from './contract.ts';
import { addRows, missOf, noRows, type Origin, type Rows } from './convert.ts';
import { CollectorError } from './errors.ts';
import type { Gate } from './http.ts';
import type { Batch } from './rows.ts';
import { createTally, type RunSummary } from './tally.ts';

export type { RunContext } from './ask.ts';
export type { RunSummary } from './tally.ts';

/** Takes one request's rows away; awaited, so that nothing piles up in memory. */
export type Emit = (batch: Batch) => Promise<void> | void;

/** A sweep of more pages than this goes round in circles. */
const MAX_PAGES = 1_000;

/**
 * Runs one collector over its targets, account by account in full batches (or page by page where a list is swept),
 * and emits the rows of each request. Every target's counting metric ends exactly once, as a reading or as a miss
 * with its reason; once the run is stopped, what was not asked yet is only counted. What a platform does wrong ends
 * targets as failed and is never thrown.
 * @throws what `emit` throws: readings that cannot be put away must stop the run.
 */
export const runCollector = async <Body>(
  collector: Collector<Body>,
  targets: readonly Target[],
  context: RunContext,
  emit: Emit,
): Promise<RunSummary> => {
  const tally = createTally(targets.length);
  let broken = false;
  const take: Emit = async batch => {
    try {
      await emit(batch);
    } catch (error) {
      broken = true;
      throw error;
    }
    tally.add(batch);
  };
  const fault = configFault(collector, context);
  if (fault) {
    if (targets.length > 0) await take(failedBatch(targets, fault, originOf(collector, context, '')));
    const { kind, message } = fault;
    for (const [accountId] of byAccount(targets)) tally.stop({ accountId, kind, message });
    return tally.summary();
  }
  const size = Number.isFinite(collector.batchSize)
    ? (context.settings.batchSize ?? collector.batchSize)
    : targets.length;
  const tasks = byAccount(targets).flatMap(([accountId, ofAccount]) => {
    const account = createAccount(accountId, tally.stop);
    return inBatches(ofAccount, size).map(batch =>
      context.limiter.run(collector, accountId, async gate => {
        // What cannot be put away is better not asked for.
        if (!broken) await runBatch({ collector, account, gate, context, skip: tally.skip }, batch, take);
      }),
    );
  });
  for (const ended of await Promise.allSettled(tasks)) {
    if (ended.status === 'rejected') throw ended.reason;
  }
  return tally.summary();
};

type Job<Body> = {
  readonly collector: Collector<Body>;
  readonly account: Account;
  readonly gate: Gate;
  readonly context: RunContext;
  /** Counts targets that are not asked because the run was stopped. */
  readonly skip: (targets: number) => void;
};

const runBatch = async <Body>(job: Job<Body>, targets: readonly Target[], emit: Emit): Promise<void> => {
  const { collector, account, context, skip } = job;
  const seen = new Set<string>();
  let open = targets;
  let cursor: string | null = null;
  do {
    if (context.isStopped?.()) return skip(open.length);
    const notAsked = account.notAsked();
    if (notAsked) return emit(failedBatch(open, notAsked, originOf(collector, context, '')));
    const asked: Asked<Body> = await askSafely(job, open, cursor);
    const rows = noRows();
    const origin = originOf(collector, context, asked.payload?.id ?? '');
    const after: Progress = readPage(job, asked, { open, seen, rows, origin });
    if (after.error) {
      const { kind, message } = after.error;
      context.log.warn(
        { runId: context.runId, collector: collector.id, accountId: account.id, kind },
        message,
      );
      const isOfTargets = 'error' in asked && asked.isUnasked === true;
      if (!isOfTargets) account.heed(after.error);
      failRest(rows, after.open, after.error, asked, origin);
    } else if (after.next === null) {
      for (const target of after.open)
        rows.misses.push(missOf(target, 'absent', '', 'not in the answer', origin));
    }
    await emit(batchOf(asked, rows, after.error));
    if (after.error) return;
    open = after.open;
    cursor = after.next;
  } while (cursor !== null);
};

/** A fault of a collector's own code ends its batch like any other error, instead of the night. */
const askSafely = async <Body>(
  { collector, account, gate, context }: Job<Body>,
  targets: readonly Target[],
  cursor: string | null,
): Promise<Asked<Body>> => {
  try {
    return await ask({
      collector,
      targets,
      accountId: account.id,
      cursor,
      gate: account.guard(gate),
      context,
    });
  } catch (error) {
    return { attempts: [], payload: null, error: asOurs(collector, error, context) };
  }
};

type Reader = {
  readonly open: readonly Target[];
  /** Cursors of this sweep so far. */
  readonly seen: Set<string>;
  readonly rows: Rows;
  readonly origin: Origin;
};

/** Whom no page has spoken of yet, where the next page begins, and what went wrong. */
type Progress = {
  readonly open: readonly Target[];
  readonly next: string | null;
  readonly error: CollectorError | null;
};

const readPage = <Body>(
  job: Job<Body>,
  asked: Asked<Body>,
  { open, seen, rows, origin }: Reader,
): Progress => {
  if ('error' in asked) return { open, next: null, error: asked.error };
  const { collector, context } = job;
  const unread = (): Target[] => {
    const done = new Set([...rows.readings, ...rows.misses].map(rowKey));
    return open.filter(target => !done.has(rowKey(target)));
  };
  try {
    const outcomes = new Map(
      collector.read(asked.body, open, asked.status).map((o): [string, Outcome] => [o.externalId, o]),
    );
    for (const target of open) {
      const outcome = outcomes.get(target.externalId);
      if (outcome) addRows(rows, target, outcome, origin);
    }
    const left = unread();
    const next = left.length === 0 ? null : (collector.nextCursor?.(asked.body, asked.page) ?? null);
    if (next === null) return { open: left, next, error: null };
    if (seen.has(next) || seen.size >= MAX_PAGES) {
      throw new CollectorError(
        'shape',
        `${collector.platform}: the list goes round in circles at cursor "${next}"`,
      );
    }
    seen.add(next);
    return { open: left, next, error: null };
  } catch (error) {
    return { open: unread(), next: null, error: asOurs(collector, error, context) };
  }
};

const rowKey = ({ placementId, metric }: Pick<Target, 'placementId' | 'metric'>): string =>
  `${placementId}/${metric}`;

/** Why a collector cannot ask at all as it is configured; null when it can. */
export const configFault = (
  collector: Pick<Collector, 'id' | 'platform' | 'baseUrl' | 'needs'>,
  { settings }: RunContext,
): CollectorError | null => {
  const missing = collector.needs.filter(name => !settings.credentials[name]);
  if (missing.length > 0) {
    return new CollectorError(
      'config',
      `${collector.platform}: set ${missing.join(', ')} in the environment; "${collector.id}" cannot ask without`,
    );
  }
  if (collector.baseUrl !== '' || settings.baseUrl !== undefined) return null;
  return new CollectorError(
    'config',
    `${collector.platform}: its address is not known to us; set platforms.${collector.platform}.base_url in renci.yaml`,
  );
};

const asOurs = <Body>(
  collector: Collector<Body>,
  error: unknown,
  { log, runId }: RunContext,
): CollectorError => {
  if (error instanceof CollectorError) return error;
  log.error({ err: error, runId, collector: collector.id }, 'a collector failed in its own code');
  const message = error instanceof Error ? error.message : String(error);
  return new CollectorError('shape', `${collector.platform}: collector "${collector.id}" failed: ${message}`);
};

const byAccount = (targets: readonly Target[]): [string, Target[]][] => {
  const accounts = new Map<string, Target[]>();
  for (const target of targets) {
    const known = accounts.get(target.accountId);
    if (known) known.push(target);
    else accounts.set(target.accountId, [target]);
  }
  return [...accounts];
};

const inBatches = (targets: readonly Target[], size: number): Target[][] =>
  Array.from({ length: Math.ceil(targets.length / size) }, (_, i) => targets.slice(i * size, (i + 1) * size));
