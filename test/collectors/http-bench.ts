import { afterEach } from 'vitest';
import type { RequestSpec } from '../../collectors/contract.ts';
import { createHttp, HttpError, type HttpOptions, type SendOptions } from '../../collectors/http.ts';
import type { Attempt } from '../../collectors/rows.ts';
import { ManualClock } from '../../pipeline/clock.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { type Received, type Step, startServer, type TestServer } from '../setup/http-server.ts';

export const NOW = Date.parse('2022-12-20T02:00:00Z');
const CALLER = { runId: 'run-1', platform: 'example', collector: 'example', accountId: 'a' };
export const GET: RequestSpec = { path: '/v1/videos' };
export const OK: Step = { body: { ok: true } };

const started: TestServer[] = [];

/** A server of the test at hand, closed when it ends. Call {@link closeServers} once in each test file. */
export const start = async (answer: (request: Received) => Step): Promise<TestServer> => {
  const one = await startServer(answer);
  started.push(one);
  return one;
};
export const closeServers = (): void => {
  afterEach(async () => {
    await Promise.allSettled(started.splice(0).map(one => one.close()));
  });
};

/** A server and a client whose pauses pass at once and are noted. */
export const setUp = async (answer: (request: Received) => Step, options: Partial<HttpOptions> = {}) => {
  const server = await start(answer);
  const waits: number[] = [];
  const clock = new ManualClock(NOW);
  const http = createHttp({
    log: silentLogger,
    clock,
    sleep: async ms => {
      waits.push(ms);
    },
    timeoutMs: 2_000,
    ...options,
  });
  const send = (spec: RequestSpec = GET, more: Partial<SendOptions> = {}, baseUrl = server.url) =>
    http.send(baseUrl, spec, { caller: CALLER, ...more });
  /** The attempt that a request for GET leaves. */
  const attempt = (status: number, errorKind: Attempt['errorKind'] = '', error = ''): Attempt => ({
    ...CALLER,
    startedAt: NOW,
    durationMs: 0,
    url: `${server.url}/v1/videos`,
    status,
    items: 0,
    errorKind,
    error,
    payloadId: '',
  });
  return { send, waits, clock, server, attempt };
};

export const failing = async (sent: Promise<unknown>): Promise<HttpError> => {
  const error = await sent.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof HttpError)) throw new Error(`expected an HttpError, found ${String(error)}`);
  return error;
};
