import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived, read whole. */
export type Received = {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};

/** What to do with one request: an answer, or a fault of the network. */
export type Step =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Sent as JSON, or as it is when it is text or bytes. */
      readonly body?: unknown;
    }
  /** Says a length, sends half, and tears the connection down. */
  | { readonly reset: string }
  /** Never answers. */
  | { readonly hang: true }
  /** Sends the headers and then a byte now and again, for ever. */
  | { readonly trickle: true };

export type TestServer = {
  /** Without a slash at its end. */
  readonly url: string;
  readonly received: Received[];
  close(): Promise<void>;
};

/** A real HTTP server on a free loopback port that answers as told. Each test starts its own and closes it. */
export const startServer = async (answer: (request: Received) => Step): Promise<TestServer> => {
  const received: Received[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const server = createServer(async (request, response) => {
    const seen = await read(request);
    received.push(seen);
    perform(response, answer(seen), timers);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    close: () => {
      for (const timer of timers) clearInterval(timer);
      return new Promise((resolve, reject) => {
        server.close(error => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      });
    },
  };
};

/** Answers the steps one after the other; the last one again and again. */
export const inTurn = (...steps: readonly Step[]): ((request: Received) => Step) => {
  let next = 0;
  return () => {
    const step = steps[Math.min(next, steps.length - 1)];
    next += 1;
    if (!step) throw new Error('inTurn needs at least one step');
    return step;
  };
};

const read = async (request: IncomingMessage): Promise<Received> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '/', 'http://test');
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
};

const perform = (response: ServerResponse, step: Step, timers: Set<NodeJS.Timeout>): void => {
  if ('hang' in step) return;
  if ('trickle' in step) {
    response.writeHead(200, { 'content-type': 'application/json' });
    timers.add(setInterval(() => response.write(' '), 5));
    return;
  }
  if ('reset' in step) {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': step.reset.length });
    response.write(step.reset.slice(0, step.reset.length / 2), () => response.destroy());
    return;
  }
  const { status = 200, headers, body } = step;
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  response.writeHead(status, { ...(!isRaw && { 'content-type': 'application/json' }), ...headers });
  response.end(isRaw ? body : body === undefined ? '' : JSON.stringify(body));
};
