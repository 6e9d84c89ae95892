import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import type { Collector, PlatformSettings, Target } from '../../collectors/contract.ts';
import { loadCollectors } from '../../collectors/registry.ts';
import type { Batch } from '../../collectors/rows.ts';
import { runCollector } from '../../collectors/runner.ts';
import { createTokenStore } from '../../collectors/token-store.ts';
import { createTokenKeeper } from '../../collectors/tokens.ts';
import { type Received, type Step, startServer, type TestServer } from '../setup/http-server.ts';
import { createWorkbench, type Workbench } from './workbench.ts';

/** A platform that says back everything it was told must not bring a secret into the store, the log or an error. */
const START = '2022-12-20T02:00:00Z';
const NOW = Date.parse(START);
const collectors = await loadCollectors();

const APP_SECRET = 'c0deSecret0123456789abcdef';
/** With characters that every encoding writes in its own way. */
const ACCESS = 'acc3ss+token/with==&all 0987654321';
const REFRESH = 'refr3sh+token/with==&all 1234567890';
const secretOf = (name: string): string => `s3cret-${name}+/=&0123456789`;

/** Everything a request carried, as a careless platform repeats it. */
const told = ({ path, query, headers, body }: Received): Record<string, unknown> => ({
  path,
  query,
  url: `${path}?${new URLSearchParams(query)}`,
  headers,
  body,
  nested: JSON.stringify({ body, query }),
  encoded: encodeURIComponent(`https://x.example/?back=${new URLSearchParams(query)}&${body}`),
  glued: Object.values(query)
    .map(value => `x${value}`)
    .join('\n'),
});
const errorOf = (request: Received): Record<string, unknown> => {
  const message = `cannot serve ${JSON.stringify(told(request))}`;
  return {
    ...{
      code: 40101,
      message,
      msg: message,
      errcode: 40001,
      errmsg: message,
      err_no: 28001003,
      err_msg: message,
    },
    ...{ error_code: 21332, error: message, result: 100200100, error_msg: message, success: false },
    ...{ data: { error_code: 28001003, description: message }, extra: { error_code: 28001003 } },
  };
};

const WAYS: readonly [string, (request: Received) => Step][] = [
  ['an error with HTTP 200', request => ({ body: errorOf(request) })],
  ['an error with HTTP 400', request => ({ status: 400, body: errorOf(request) })],
  ['an error with HTTP 401', request => ({ status: 401, body: errorOf(request) })],
  ['a failure of its own', request => ({ status: 500, body: errorOf(request) })],
  ['a page', request => ({ body: `<html>${JSON.stringify(told(request))}</html>` })],
  ['an answer of another shape', request => ({ body: told(request) })],
];

/** Targets of the collector's own fixtures, all of one account: their ids are of the right form. */
const targetsOf = ({ id }: Collector): Target[] => {
  const file = join(import.meta.dirname, id, 'normal', 'targets.json');
  const targets = JSON.parse(readFileSync(file, 'utf8')) as Target[];
  return targets.map(target => ({ ...target, accountId: 'a' }));
};
const settingsOf = ({ needs, options = [] }: Collector, baseUrl: string): PlatformSettings => ({
  baseUrl,
  credentials: Object.fromEntries([...needs, ...options].map(name => [name, secretOf(name)])),
  codes: { a: `wx0123456789:${APP_SECRET}` },
});

let bench: Workbench | null = null;
let server: TestServer | null = null;
afterEach(async () => {
  await server?.close();
  bench?.remove();
});

/** Every form in which a secret may stand in a text. */
const formsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  new URLSearchParams({ a: secret }).toString().slice(2),
  JSON.stringify(secret).slice(1, -1),
  JSON.stringify(JSON.stringify(secret)).slice(3, -3),
  encodeURIComponent(encodeURIComponent(secret)),
  Buffer.from(secret).toString('base64'),
];

const runAgainst = async (
  collector: Collector,
  answer: (request: Received) => Step,
  hasToken: boolean,
): Promise<{ kept: string; sent: number }> => {
  server = await startServer(answer);
  bench = createWorkbench(START, { retries: 0 });
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  if (hasToken) {
    const refresh = { refreshToken: REFRESH, refreshExpiresAt: NOW + 9e8, renewals: 0 };
    const token = { accessToken: ACCESS, openId: 'open-1', expiresAt: NOW + 9e7, ...refresh };
    const file = join(bench.folder, 'tokens.json');
    await createTokenStore(file).write(`${collector.platform}/a`, { token, codeHash: '' });
  }
  const context = bench.context(settingsOf(collector, server.url));
  const { http } = context;
  const tokens = createTokenKeeper({
    file: join(bench.folder, 'tokens.json'),
    http,
    clock: bench.clock,
    log,
  });
  const batches: Batch[] = [];
  await runCollector(collector, targetsOf(collector), { ...context, tokens, log }, batch => {
    batches.push(batch);
  });
  const texts = batches.flatMap(({ payloads, ...rest }) => [
    JSON.stringify(rest),
    ...payloads.map(({ body }) => body),
  ]);
  return { kept: [...texts, ...lines].join('\n'), sent: server.received.length };
};

describe.each(collectors.map((collector): [string, Collector] => [collector.id, collector]))(
  '%s keeps no secret',
  (_, collector) => {
    const secrets = [
      ...[...collector.needs, ...(collector.options ?? [])].map(secretOf),
      ...[APP_SECRET, ACCESS, REFRESH],
    ].flatMap(formsOf);

    test.each(WAYS)('of %s that repeats what it was told', async (_way, answer) => {
      for (const hasToken of collector.auth === null ? [false] : [true, false]) {
        const { kept, sent } = await runAgainst(collector, answer, hasToken);
        expect(sent).toBeGreaterThan(0);
        expect(kept).toContain('"runId":"run-1"');
        expect(secrets.filter(secret => kept.includes(secret))).toEqual([]);
        await server?.close();
        bench?.remove();
        server = null;
        bench = null;
      }
    });
  },
);
