import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault } from './faults.ts';

/** One request, read whole. `json` and `form` are null when the body is none. */
export type Call = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams | null;
  readonly json: unknown;
  header(name: string): string | null;
};

export type Reply = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, or as it is when it is a text. */
  readonly body: unknown;
};

export type Handler = (call: Call) => Reply;

export type RunningServer = {
  /** Without a slash at its end. */
  readonly url: string;
  /** Requests answered or swallowed so far. */
  requests(): number;
  stop(): Promise<void>;
};

/** An error page as gateways in front of a platform write it: not JSON. */
export const gatewayError = (status: number): Reply => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: `<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center><hr>nginx</body></html>`,
});

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const readCall = async (request: IncomingMessage): Promise<Call> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const type = request.headers['content-type'] ?? '';
  const url = new URL(request.url ?? '/', 'http://simulator');
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    form: type.startsWith('application/x-www-form-urlencoded') ? new URLSearchParams(text) : null,
    json: type.startsWith('application/json') ? parsed(text) : null,
    header: name => {
      const value = request.headers[name];
      return typeof value === 'string' ? value : null;
    },
  };
};

/** The same answer with every counter at 0, each in the type it had: how a broken login answers. */
const zeroed = (body: unknown, counters: ReadonlySet<string>): unknown => {
  if (Array.isArray(body)) return body.map(part => zeroed(part, counters));
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => {
      if (!counters.has(key)) return [key, zeroed(value, counters)];
      return [key, typeof value === 'string' ? '0' : 0];
    }),
  );
};

const send = (response: ServerResponse, reply: Reply): void => {
  const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
  response.writeHead(reply.status ?? 200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...reply.headers,
  });
  response.end(text);
};

const LOGIN_PAGE: Reply = {
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!doctype html><html><head><title>安全验证</title></head><body>请完成验证后继续访问</body></html>',
};

/** The answer that a fault makes; the platform itself is asked only where its own answer is the start of it. */
const spoiled = (fault: Fault, answer: () => Reply, counters: ReadonlySet<string>): Reply => {
  switch (fault.kind) {
    case 'rate-limit':
      return {
        status: 429,
        headers: { 'retry-after': String(fault.retryAfterS ?? 1) },
        body: { message: 'too many requests' },
      };
    case 'truncated': {
      const text = JSON.stringify(answer().body);
      return { body: text.slice(0, text.length / 2) };
    }
    case 'html':
      return LOGIN_PAGE;
    case 'empty':
      return { body: '' };
    case 'wrong-shape':
      return { body: { ok: true, payload: { rows: [answer().body] } } };
    case 'zeros': {
      const good = answer();
      return { ...good, body: zeroed(good.body, counters) };
    }
    default:
      return gatewayError(fault.status ?? 500);
  }
};

const sendFaulty = (
  response: ServerResponse,
  fault: Fault,
  answer: () => Reply,
  counters: ReadonlySet<string>,
): void => {
  if (fault.kind === 'hang') return;
  if (fault.kind === 'reset') {
    response.socket?.resetAndDestroy();
  } else if (fault.kind === 'cut') {
    const text = JSON.stringify(answer().body);
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    });
    response.write(text.slice(0, text.length / 2), () => response.destroy());
  } else send(response, spoiled(fault, answer, counters));
};

/**
 * Serves a platform on a free loopback port.
 * @param options.counters field names that `zeros` sets to 0.
 */
export const serve = async (options: {
  readonly handle: Handler;
  readonly fault: (path: string) => Fault | null;
  readonly counters: ReadonlySet<string>;
}): Promise<RunningServer> => {
  let requests = 0;
  const server = createServer(async (request, response) => {
    requests += 1;
    const call = await readCall(request);
    const answer = (): Reply => options.handle(call);
    const fault = options.fault(call.path);
    try {
      if (fault) sendFaulty(response, fault, answer, options.counters);
      else send(response, answer());
    } catch (error) {
      // A mistake in a simulator must fail the test that met it, not end the process.
      send(response, { status: 500, body: `simulator: ${error instanceof Error ? error.stack : error}` });
    }
  });
  // Longer than any pause of a client, so that a kept connection is not closed under a request.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close(error => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
};
