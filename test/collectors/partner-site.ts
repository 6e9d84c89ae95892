import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Target } from '../../collectors/contract.ts';
import { declarativeCollector } from '../../collectors/declarative.ts';
import { discoverAccount, type Listed } from '../../collectors/discover.ts';
import type { Metric } from '../../pipeline/domain/metrics.ts';
import { type Received, type Step, startServer, type TestServer } from '../setup/http-server.ts';
import { type Collected, createWorkbench, type Workbench } from './workbench.ts';

/** What every manifest of these tests begins with. */
export const head = (id: string, serves: string): string => `id: ${id}
platform: partner
name: { zh: 伙伴, en: Partner }
source: page
official: false
serves: [${serves}]
capabilities: { strength: C, delayHours: null, lookBackDays: null, note: { zh: 示例, en: an example } }
limits: { concurrency: 1, minIntervalMs: 0 }
`;

/** One target and how it ended: its readings, or why there are none. */
type End = {
  readonly id: string;
  readonly read?: readonly (readonly [Metric, number, number | null, string])[];
  readonly missed?: readonly [status: string, kind: string, reason: string];
};

export type Site = {
  /** What the partner answers in this test. */
  answer: (request: Received) => Step;
  requests(): string[];
  collect(manifest: string, metric: Metric, ...ids: string[]): Promise<Collected & { ends: End[] }>;
  /** The list of the account “ours”, which the platform calls `accountId`. */
  discover(manifest: string, accountId: string): Promise<Listed>;
};

/** A partner's server on a real port, and a collector made of a manifest that reads it. */
export const openSite = (): Site => {
  let server: TestServer;
  let bench: Workbench;
  const site: Site = {
    answer: () => ({ status: 500 }),
    requests: () =>
      server.received.map(({ path, query }) => {
        const text = new URLSearchParams(query).toString();
        return text === '' ? path : `${path}?${text}`;
      }),
    collect: async (manifest, metric, ...ids) => {
      const targets = ids.map(
        (externalId, i): Target => ({
          placementId: i + 1,
          platform: 'partner',
          accountId: 'channel-9',
          externalId,
          kind: 'article',
          metric,
          publishedAt: null,
          intervalS: 3_600,
        }),
      );
      const collected = await bench.collect(declarativeCollector(manifest, 'partner.yaml'), targets, {
        baseUrl: server.url,
        credentials: { PARTNER_KEY: 'key-of-the-partner' },
        codes: {},
      });
      const ends = targets.map(({ placementId, externalId }): End => {
        const readings = collected.all.readings.filter(reading => reading.placementId === placementId);
        const miss = collected.all.misses.find(one => one.placementId === placementId);
        return {
          id: externalId,
          ...(readings.length > 0 && {
            read: readings.map(({ metric: of, low, high, text }) => [of, low, high, text] as const),
          }),
          ...(miss && { missed: [miss.status, miss.kind, miss.reason] as const }),
        };
      });
      return { ...collected, ends };
    },
    discover: (manifest, accountId) =>
      discoverAccount(
        declarativeCollector(manifest, 'partner.yaml'),
        'ours',
        bench.context({
          baseUrl: server.url,
          credentials: { PARTNER_KEY: 'key-of-the-partner' },
          codes: {},
          accountIds: { ours: accountId },
        }),
        0,
      ),
  };
  beforeAll(async () => {
    server = await startServer(request => site.answer(request));
    bench = createWorkbench('2022-12-20T10:00:00+08:00');
  });
  afterEach(() => {
    server.received.length = 0;
    // A host that failed too often in one test is asked again in the next.
    bench.clock.set(bench.clock.now() + 3_600_000);
  });
  afterAll(async () => {
    await server.close();
    bench.remove();
  });
  return site;
};
