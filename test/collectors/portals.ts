import { afterEach, beforeEach } from 'vitest';
import type { Collector, Discovered, Target } from '../../collectors/contract.ts';
import { discoverAccount } from '../../collectors/discover.ts';
import type { Catalogue } from '../../pipeline/domain/catalogue.ts';
import type { Metric } from '../../pipeline/domain/metrics.ts';
import type { WorkKind } from '../../pipeline/domain/reading.ts';
import type { ScriptedEvent } from '../simulators/events.ts';
import type { Fault } from '../simulators/faults.ts';
import type { PlatformOptions, PlatformSimulator } from '../simulators/platform.ts';
import { type RunningServer, serve } from '../simulators/server.ts';
import { createWorld, type World } from '../simulators/world.ts';
import { type Collected, createWorkbench, type Workbench } from './workbench.ts';

/** One platform with a few items, its simulator on a port, and a collector that reads it over HTTP. */
export const START = '2022-12-08T12:00:00+08:00';
export const PUBLISHED = Date.parse('2022-12-05T12:00:00+08:00');
export const DAY_MS = 86_400_000;

export type PortalItem = {
  readonly id: string;
  readonly metric: Metric;
  readonly kind?: WorkKind;
  readonly account?: string;
  readonly publishedAt?: number;
};

const ACCOUNT = 'account-a';

const catalogueOf = (platform: string, items: readonly PortalItem[]): Catalogue => ({
  campaign: {
    id: 'c',
    name: '例',
    nameEn: 'Example',
    organiser: '例',
    timeZone: 'Asia/Shanghai',
    startsOn: '2022-12-05',
    endsOn: '2022-12-30',
    formula: 'video_view_times',
    goal: null,
    simulated: true,
    note: '',
  },
  episodes: [],
  works: items.map(({ id, kind = 'replay', publishedAt = PUBLISHED }) => ({
    id: `work-${id}`,
    campaignId: 'c',
    episodeId: null,
    kind,
    title: `例 ${id}`,
    series: '',
    publishedAt,
  })),
  platforms: [{ id: platform, name: platform, nameEn: platform, group: 'account' }],
  accounts: [...new Set(items.map(({ account = ACCOUNT }) => account))].map(id => ({
    id,
    platformId: platform,
    name: id,
  })),
  placements: items.map(({ id, metric, account = ACCOUNT, publishedAt = PUBLISHED }, i) => ({
    id: i + 1,
    workId: `work-${id}`,
    platformId: platform,
    accountId: account,
    externalId: id,
    url: '',
    metric,
    publishedAt,
    registeredAt: PUBLISHED,
  })),
});

/** Taken down the day before the reading. */
export const removed = (id: string): ScriptedEvent => ({
  kind: 'removed',
  work: `work-${id}`,
  account: ACCOUNT,
  at: Date.parse(START) - DAY_MS,
});

type LocalFault = Omit<Fault, 'platform'>;

export type Portal = {
  bench: Workbench;
  server: RunningServer;
  world: World;
  /** What every request meets from now on; null ends it. */
  fault: LocalFault | null;
  collect<Body>(collector: Collector<Body>, options?: CollectOptions): Promise<Collected>;
  /** The account's list, followed to its end: what it says, and how many pages it took. */
  discover<Body>(collector: Collector<Body>): Promise<{ found: Discovered[]; pages: number }>;
  truth(id: string, metric: Metric): number;
};

type CollectOptions = {
  /** Asked for beside the items that the collector serves. */
  readonly unknown?: readonly string[];
  readonly batchSize?: number;
};

export type PortalOptions = {
  readonly platform: string;
  readonly items: readonly PortalItem[];
  readonly events?: readonly ScriptedEvent[];
  /** What the collector is given; `accepted` is what the platform knows, where that differs. */
  readonly credentials?: Readonly<Record<string, string>>;
  readonly accepted?: Readonly<Record<string, string>>;
  create(options: PlatformOptions): PlatformSimulator;
};

/** A portal for each test of a file. */
export const openPortal = (options: PortalOptions): Portal => {
  const { platform, items, events = [], credentials = {}, accepted = credentials } = options;
  const catalogue = catalogueOf(platform, items);
  const settings = () => ({ baseUrl: portal.server.url, credentials, codes: {} });
  const portal = {
    fault: null,
    collect: (collector, { unknown = [], batchSize } = {}) => {
      const targets = [
        ...catalogue.placements.filter(({ metric }) => collector.serves.includes(metric)),
        ...unknown.map((externalId, i) => ({ ...catalogue.placements[0]!, id: 1_000 + i, externalId })),
      ].map(
        ({ id, accountId, externalId, publishedAt }): Target => ({
          placementId: id,
          platform,
          accountId,
          externalId,
          kind: 'clip',
          metric: collector.serves[0]!,
          publishedAt,
          intervalS: 3_600,
        }),
      );
      return portal.bench.collect(collector, targets, {
        ...settings(),
        ...(batchSize !== undefined && { batchSize }),
      });
    },
    discover: async collector => {
      const listed = await discoverAccount(
        collector as Collector,
        ACCOUNT,
        portal.bench.context(settings()),
        0,
      );
      if (listed.error) throw listed.error;
      return { found: [...listed.items], pages: listed.attempts.length };
    },
    truth: (id, metric) => portal.world.count(platform, id, metric, portal.bench.clock.now()),
  } as Portal;

  beforeEach(async () => {
    portal.fault = null;
    portal.bench = createWorkbench(START);
    portal.world = createWorld({ catalogue, events });
    const { handle, counters } = options.create({
      world: portal.world,
      clock: portal.bench.clock,
      accounts: catalogue.accounts.map(({ id }) => id),
      credentials: accepted,
    });
    portal.server = await serve({ handle, counters, fault: () => portal.fault as Fault | null });
  });
  afterEach(async () => {
    await portal.server.stop();
    portal.bench.remove();
  });
  return portal;
};

/** Every reading as [id, metric, low, high, text], and every miss as [id, status, kind, reason]. */
export const endsOf = ({ all }: Collected, items: readonly PortalItem[], unknown: readonly string[] = []) => {
  const name = (placementId: number): string => unknown[placementId - 1_000] ?? items[placementId - 1]!.id;
  return {
    read: all.readings.map(r => [name(r.placementId), r.metric, r.low, r.high, r.text]),
    missed: all.misses.map(m => [name(m.placementId), m.status, m.kind, m.reason]),
  };
};

/** How each fault of a platform's network or gateway ends, whatever the collector: kind, and requests at least. */
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
