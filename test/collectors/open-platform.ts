import { afterEach, beforeEach } from 'vitest';
import type { Collector, PlatformSettings, Target } from '../../collectors/contract.ts';
import { discoverAccount, type Listed } from '../../collectors/discover.ts';
import type { Fault } from '../simulators/faults.ts';
import { consentCode } from '../simulators/grants.ts';
import { type PlainItem, plainWorld } from '../simulators/plain-world.ts';
import type { PlatformOptions, PlatformSimulator } from '../simulators/platform.ts';
import { type RunningServer, serve } from '../simulators/server.ts';
import { type Collected, createWorkbench, type Workbench } from './workbench.ts';

/** A platform's open interface with a few items of its own, on a port, and a collector that reads it over HTTP. */
const START = '2026-10-08T12:00:00+08:00';
export const NOW = Date.parse(START);
export const PUBLISHED = NOW - 86_400_000;

type LocalFault = Omit<Fault, 'platform'>;

export type OpenPlatform = {
  bench: Workbench;
  server: RunningServer;
  /** What the next `times` requests meet, or all from now on, but those for a token; null ends it. */
  fault: LocalFault | null;
  settings: PlatformSettings;
  /** Reads the items, and ids that the platform does not have: those are placements from 1,001 on. */
  collect(unknown?: readonly string[]): Promise<Collected>;
  discover(account: string, since?: number): Promise<Listed>;
};

/** A platform for each test of a file, with the accounts that its items are on. */
export const openPlatform = (options: {
  readonly collector: Collector;
  readonly items: readonly PlainItem[];
  readonly credentials: Readonly<Record<string, string>>;
  /** In the path of every request for a token. */
  readonly tokenPath: string;
  readonly perDay?: number;
  create(options: PlatformOptions): PlatformSimulator;
}): OpenPlatform => {
  const { collector, items, credentials, tokenPath } = options;
  const accounts = [...new Set(items.map(({ account }) => account))];
  const targetOf = (placementId: number, accountId: string, externalId: string): Target => ({
    placementId,
    platform: collector.platform,
    accountId,
    externalId,
    kind: 'clip',
    metric: 'plays',
    publishedAt: null,
    intervalS: 3_600,
  });
  const platform = {
    collect: (unknown = []) =>
      platform.bench.collect(
        collector,
        [
          ...items.map(({ id, account }, i) => targetOf(i + 1, account, id)),
          ...unknown.map((id, i) => targetOf(1_001 + i, accounts[0]!, id)),
        ],
        platform.settings,
      ),
    discover: (account, since = 0) =>
      discoverAccount(collector, account, platform.bench.context(platform.settings), since),
  } as OpenPlatform;

  beforeEach(async () => {
    platform.fault = null;
    platform.bench = createWorkbench(START);
    const { handle, counters } = options.create({
      world: plainWorld(collector.platform, items),
      clock: platform.bench.clock,
      accounts,
      credentials,
      ...(options.perDay !== undefined && { perDay: options.perDay }),
    });
    platform.server = await serve({
      handle,
      counters,
      fault: path => {
        const { fault } = platform;
        if (fault === null || path.includes(tokenPath)) return null;
        if (fault.times !== undefined)
          platform.fault = fault.times > 1 ? { ...fault, times: fault.times - 1 } : null;
        return fault as Fault;
      },
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

/** Every reading as [placement, metric, low, high, text], and every miss as [placement, status, kind, reason], in order. */
export const endsOf = ({ all }: Pick<Collected, 'all'>) => ({
  read: all.readings
    .map(r => [r.placementId, r.metric, r.low, r.high, r.text] as const)
    .sort(([a], [b]) => a - b),
  missed: all.misses.map(m => [m.placementId, m.status, m.kind, m.reason] as const).sort(([a], [b]) => a - b),
});

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
