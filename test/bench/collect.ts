import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Collector, PlatformSettings, Target } from '../../collectors/contract.ts';
import { createHttp } from '../../collectors/http.ts';
import { createLimiter } from '../../collectors/limiter.ts';
import { loadCollectors } from '../../collectors/registry.ts';
import type { Batch } from '../../collectors/rows.ts';
import { runCollector } from '../../collectors/runner.ts';
import { createTokenStore } from '../../collectors/token-store.ts';
import { createTokenKeeper } from '../../collectors/tokens.ts';
import { systemClock } from '../../pipeline/clock.ts';
import { DAY } from '../../pipeline/days.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { Spool } from '../../pipeline/spool.ts';

/**
 * 100,000 placements through the batch collectors, from the request to the durable spool, against servers that take
 * 50 ms to answer. The platforms' own pace sets the least time it can take: so many requests, so far apart. Fails when
 * any platform takes more than 1.1 times that, or the process more than 512 MB.
 */
const MOST_TIMES_MINIMUM = 1.1;
const MOST_MB = 512;
const ACCOUNTS = 4;

/** Shares that let every platform need about the same time, 45 to 50 seconds. */
const PLACEMENTS: Readonly<Record<string, number>> = {
  douyin: 4_760,
  jinyun: 11_920,
  youtube: 23_820,
  weibo: 59_500,
};

const targetsOf = ({ platform, serves }: Collector, count: number, first: number): Target[] =>
  Array.from({ length: count }, (_, i) => ({
    placementId: first + i,
    platform,
    accountId: `account-${i % ACCOUNTS}`,
    externalId: `${7_000_000_000_000_000 + i}`,
    kind: 'clip',
    metric: serves[0] as Target['metric'],
    publishedAt: null,
    intervalS: 3_600,
  }));

const settingsOf = ({ needs }: Collector, baseUrl: string): PlatformSettings => ({
  baseUrl,
  credentials: Object.fromEntries(needs.map(name => [name, `bench-${name}`])),
  codes: {},
});

/** Requests the platform has to be sent: full batches of each account. */
const requestsOf = ({ batchSize }: Collector, targets: readonly Target[]): number =>
  [...Map.groupBy(targets, ({ accountId }) => accountId).values()].reduce(
    (sum, ofAccount) => sum + Math.ceil(ofAccount.length / batchSize),
    0,
  );

const server = fork(join(import.meta.dirname, 'latency-server.ts'));
const [urls] = (await once(server, 'message')) as [Record<string, string>];
const folder = mkdtempSync(join(tmpdir(), 'renci-bench-'));
try {
  const all = await loadCollectors();
  const collectors = Object.keys(PLACEMENTS).map(id => all.find(each => each.id === id) as Collector);
  const tokenFile = join(folder, 'tokens.json');
  const store = createTokenStore(tokenFile);
  for (const { platform, auth } of collectors) {
    for (let i = 0; auth !== null && i < ACCOUNTS; i += 1) {
      const expiresAt = systemClock.now() + DAY;
      const token = { accessToken: `bench-token-${platform}-${i}`, openId: `open-${i}`, expiresAt };
      const refresh = { refreshToken: null, refreshExpiresAt: null, renewals: 0 };
      await store.write(`${platform}/account-${i}`, { token: { ...token, ...refresh }, codeHash: '' });
    }
  }
  const http = createHttp({ log: silentLogger, clock: systemClock });
  const limiter = createLimiter({ clock: systemClock, file: join(folder, 'quota.json') });
  const tokens = createTokenKeeper({ file: tokenFile, http, clock: systemClock, log: silentLogger });
  const spool = await Spool.open<Batch>(join(folder, 'spool'), () => null);
  let first = 1;
  const began = performance.now();
  const lines = await Promise.all(
    collectors.map(async collector => {
      const targets = targetsOf(collector, PLACEMENTS[collector.id] ?? 0, first);
      first += targets.length;
      const summary = await runCollector(
        collector,
        targets,
        {
          ...{ http, limiter, tokens, clock: systemClock, log: silentLogger, runId: 'bench' },
          settings: settingsOf(collector, urls[collector.platform] ?? ''),
        },
        batch => spool.append(batch),
      );
      const requests = requestsOf(collector, targets);
      const least = (requests - 1) * collector.limits.minIntervalMs;
      const took = performance.now() - began;
      const { read, targets: expected } = summary;
      return {
        platform: collector.id,
        placements: expected,
        read,
        requests,
        least,
        took,
        times: took / least,
      };
    }),
  );
  const took = performance.now() - began;
  const least = Math.max(...lines.map(line => line.least));
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  console.table(
    lines.map(({ least: min, took: time, times, ...line }) => ({
      ...line,
      minimum: seconds(min),
      took: seconds(time),
      times: times.toFixed(3),
    })),
  );
  const placements = lines.reduce((sum, line) => sum + line.placements, 0);
  console.log(
    `${placements.toLocaleString('en')} placements in ${seconds(took)}, ${(took / least).toFixed(3)} times the ` +
      `quota's own minimum of ${seconds(least)} (at most ${MOST_TIMES_MINIMUM}); ${megabytes.toFixed(0)} MB resident at ` +
      `most (at most ${MOST_MB})`,
  );
  const isSlow = lines.some(({ times }) => times > MOST_TIMES_MINIMUM);
  const isLossy = lines.some(({ read, placements: expected }) => read !== expected);
  if (isSlow || isLossy || megabytes > MOST_MB) process.exitCode = 1;
} finally {
  server.disconnect();
  rmSync(folder, { recursive: true });
}
