import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';

/** What answers requests: the API of the dashboard, or anything else with its `fetch`, which is told the connection. */
export type Handler = { fetch(request: Request, connection: object): Response | Promise<Response> };

export type ServeOptions = {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
};

/** The dashboard on a port, until it is closed. */
export type Served = {
  /** Where a browser on this machine finds it, without a trailing slash. */
  readonly url: string;
  /** Ends once requests under way are answered, or after three seconds. */
  close(): Promise<void>;
};

export class ServeError extends Error {
  override readonly name = 'ServeError';
}

/** How long requests under way may still take when the server closes, ms. */
const GRACE_MS = 3_000;
const SWEEP_MS = 50;

/**
 * Serves the dashboard.
 * @throws ServeError, one sentence on what to do, when the port cannot be had.
 */
export const serveDashboard = async (api: Handler, { host, port }: ServeOptions): Promise<Served> => {
  const server = createServer(getRequestListener((request, connection) => api.fetch(request, connection)));
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(serveError(error, host, port)));
    server.listen(port, host, () => resolve());
  });
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return { url: `http://${browsable(host)}:${bound}`, close: () => closeServer(server) };
};

const closeServer = (server: Server): Promise<void> =>
  new Promise(resolve => {
    // A kept connection whose answer ends after this stays open: Node closes only those idle at the moment.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    const force = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(force);
      resolve();
    });
  });

/** Every address of the machine (0.0.0.0, ::) is no address to open. */
const browsable = (host: string): string => {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
};

const serveError = (error: NodeJS.ErrnoException, host: string, port: number): ServeError => {
  const at = `${host}:${port}`;
  const sentences: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} on ${host} is taken by another program: stop it, or choose another port.`,
    EACCES: `Port ${port} on ${host} may not be opened by this user: choose a port above 1023.`,
    EADDRNOTAVAIL: `This machine has no address ${host}: choose 127.0.0.1, or 0.0.0.0 for every address.`,
    ENOTFOUND: `The host name ${host} is not known: choose 127.0.0.1, or 0.0.0.0 for every address.`,
  };
  const sentence =
    sentences[error.code ?? ''] ?? `The dashboard could not be served at ${at}: ${error.message}.`;
  return new ServeError(sentence, { cause: error });
};
