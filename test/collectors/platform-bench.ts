import { afterEach, beforeEach, onTestFinished } from 'vitest';
import type { Collector, PlatformSettings, Target } from '../../collectors/contract.ts';
import { discoverAccount, type Listed } from '../../collectors/discover.ts';
import type { Metric } from '../../pipeline/domain/metrics.ts';
import type { Fault } from '../simulators/faults.ts';
import { consentCode } from '../simulators/grants.ts';
import { type PlainItem, plainWorld } from '../simulators/plain-world.ts';
import type { PlatformOptions, PlatformSimulator } from '../simulators/platform.ts';
import { type RunningServer, serve } from '../simulators/server.ts';
import type { SteadyItem } from '../simulators/steady-world.ts';
import { type Collected, createWorkbench, type Workbench } from './workbench.ts';

/** One simulated platform on a port, and collectors that read it over HTTP. */
const START = '2026-10-08T12:00:00+08:00';
export const NOW = Date.parse(START);
export const PUBLISHED = NOW - 86_400_000;
const ACCOUNT = 'account-a';

type LocalFault = Omit<Fault, 'platform'>;

/** Serves a platform with the one fault that is on; where it gives out tokens, none hits it. */
const serveFaulty = (
  { handle, counters, tokenPaths = [] }: PlatformSimulator,
  take: () => LocalFault | null,
): Promise<RunningServer> =>
  serve({
    handle,
    counters,
    // The board of all platforms is not asked here, so the name on the fault does not matter.
    fault: path => (tokenPaths.includes(path) ? null : (take() as Fault | null)),
  });

/** An item of which a test says only what it is about. */
export type BenchItem = Partial<PlainItem> & Pick<PlainItem, 'id'>;

type Asked = {
  /** The bench's own by default. */
  readonly collector?: Collector;
};

export type PlatformBench = {
  bench: Workbench;
  server: RunningServer;
  /** What the next `times` requests meet, or all from now on, but those for a token; null ends it. */
  fault: LocalFault | null;
  settings: PlatformSettings;
  /** Reads the items that the collector serves, and ids the platform does not have: placements from 1,001 on. */
  collect(
    asked?: Asked & { readonly unknown?: readonly string[]; readonly batchSize?: number },
  ): Promise<Collected>;
  /** An account's list; that of the first item's account by default. */
  discover(asked?: Asked & { readonly account?: string; readonly since?: number }): Promise<Listed>;
  truth(id: string, metric: Metric): number;
};

/** A platform for each test of a file, with the accounts that its items are on; the counts stand still. */
export const openPlatform = (options: {
  readonly collector: Collector;
  readonly items: readonly BenchItem[];
  readonly credentials?: Readonly<Record<string, string>>;
  readonly perDay?: number;
  create(options: PlatformOptions): PlatformSimulator;
}): PlatformBench => {
  const { collector: own, credentials = {}, perDay } = options;
  const items = options.items.map(
    (item, i): PlainItem => ({ account: ACCOUNT, count: 1_237 * (i + 1), publishedAt: PUBLISHED, ...item }),
  );
  const accounts = [...new Set(items.map(({ account }) => account))];
  const world = plainWorld(own.platform, items);
  const platform = {
    collect: ({ collector = own, unknown = [], batchSize } = {}) => {
      const metric = collector.serves[0]!;
      const targetOf = (placementId: number, accountId: string, externalId: string): Target => ({
        placementId,
        platform: collector.platform,
        accountId,
        externalId,
        kind: 'clip',
        metric,
        publishedAt: null,
        intervalS: 3_600,
      });
      const targets = [
        ...items.flatMap(({ id, account, metric: counted = 'plays' }, i) =>
          collector.serves.includes(counted) ? [targetOf(i + 1, account, id)] : [],
        ),
        ...unknown.map((id, i) => targetOf(1_001 + i, accounts[0]!, id)),
      ];
      return platform.bench.collect(collector, targets, {
        ...platform.settings,
        ...(batchSize !== undefined && { batchSize }),
      });
    },
    discover: ({ collector = own, account = accounts[0]!, since = 0 } = {}) =>
      discoverAccount(collector, account, platform.bench.context(platform.settings), since),
    truth: (id, metric) => world.count(own.platform, id, metric, platform.bench.clock.now()),
  } as PlatformBench;

  beforeEach(async () => {
    platform.fault = null;
    platform.bench = createWorkbench(START);
    const simulator = options.create({
      world,
      clock: platform.bench.clock,
      accounts,
      credentials,
      ...(perDay !== undefined && { perDay }),
    });
    platform.server = await serveFaulty(simulator, () => {
      const { fault } = platform;
      if (fault?.times !== undefined)
        platform.fault = fault.times > 1 ? { ...fault, times: fault.times - 1 } : null;
      return fault;
    });
    platform.settings = {
      baseUrl: platform.server.url,
      credentials,
      codes: Object.fromEntries(accounts.map(account => [account, consentCode(account)])),
    };
  });
  afterEach(async () => {
    await platform.server.stop();
    platform.bench.remove();
  });
  return platform;
};

/**
 * Every reading as [item, metric, low, high, text], and every miss as [item, status, kind, reason], in order of the
 * placements: items by their id where they are given, else by the number of the placement.
 */
export const endsOf = (
  { all }: Pick<Collected, 'all'>,
  items: readonly { readonly id: string }[] = [],
  unknown: readonly string[] = [],
) => {
  const nameOf = (placementId: number) =>
    unknown[placementId - 1_001] ?? items[placementId - 1]?.id ?? placementId;
  const inOrder = <Row extends { readonly placementId: number }>(rows: readonly Row[]): Row[] =>
    rows.toSorted((a, b) => a.placementId - b.placementId);
  return {
    read: inOrder(all.readings).map(r => [nameOf(r.placementId), r.metric, r.low, r.high, r.text] as const),
    missed: inOrder(all.misses).map(m => [nameOf(m.placementId), m.status, m.kind, m.reason] as const),
  };
};

/** How each fault of a network or gateway ends, whatever the collector: kind, and requests at least. */
export const FAULTS = [
  ['status', 'network', 4],
  ['rate-limit', 'rate-limited', 4],
  ['reset', 'network', 4],
  ['cut', 'network', 4],
  ['truncated', 'shape', 1],
  ['html', 'shape', 1],
  ['empty', 'shape', 1],
  ['wrong-shape', 'shape', 1],
] as const satisfies readonly (readonly [LocalFault['kind'], string, number])[];

/** A platform that a test sets up by itself, gone when the test ends. */
export type OnePlatform = {
  readonly url: string;
  /** Spoils every answer from now on, but tokens; null ends it. */
  fault(kind: Fault['kind'] | null, patch?: Omit<Partial<Fault>, 'kind'>): void;
  requests(): number;
};

export const startPlatform = async (simulator: PlatformSimulator): Promise<OnePlatform> => {
  let on: LocalFault | null = null;
  const server = await serveFaulty(simulator, () => on);
  onTestFinished(server.stop);
  return {
    url: server.url,
    requests: server.requests,
    fault: (kind, patch = {}) => {
      on = kind === null ? null : { kind, ...patch };
    },
  };
};

/** Targets of a steady world, numbered from 1. */
export const targetsOf = (platform: string, items: readonly SteadyItem[]): Target[] =>
  items.map(({ account, externalId, metric, kind, publishedAt }, i) => ({
    placementId: i + 1,
    platform,
    accountId: account,
    externalId,
    kind,
    metric,
    publishedAt,
    intervalS: 86_400,
  }));

/** {@link endsOf} of such targets, by id and without the texts. */
export const endingsOf = (collected: Collected, targets: readonly Target[]) => {
  const { read, missed } = endsOf(
    collected,
    Array.from({ length: Math.max(...targets.map(t => t.placementId)) }, (_, i) => ({
      id: String(targets.find(t => t.placementId === i + 1)?.externalId),
    })),
  );
  return { read: read.map(([id, metric, low, high]) => [id, metric, low, high]), missed };
};

/** Collects under a fault, then a minute later without it. */
export const underFault = async (
  bench: Workbench,
  platform: OnePlatform,
  kind: Fault['kind'],
  collector: Collector,
  targets: readonly Target[],
  settings: PlatformSettings,
) => {
  platform.fault(kind);
  const during = await bench.collect(collector, targets, settings);
  platform.fault(null);
  bench.clock.set(bench.clock.now() + 60_000);
  const after = await bench.collect(collector, targets, settings);
  return { during, after };
};
