import axios, { type AxiosInstance } from 'axios';
import { decodeAnswer } from './charset.ts';
import type { RequestSpec } from './contract.ts';
import type { ErrorKind } from './errors.ts';
import { parseJson } from './json.ts';

/** What a server answered: `body` is the parsed JSON, or the text itself when it is none. */
export type Answer = {
  readonly status: number;
  readonly body: unknown;
  readonly contentType: string;
  readonly rawText: string;
  readonly retryAfter: string | null;
  /** Where a redirect that was not to be followed leads, as the server wrote it. */
  readonly location?: string;
};

/** Why an exchange gave nothing to read. `transient`: the same request may succeed in a moment. */
export type Failure = {
  readonly kind: ErrorKind;
  readonly message: string;
  readonly transient: boolean;
  /** The server surely did not act on the request, so even one that may run only once can be sent again. */
  readonly notProcessed: boolean;
};

export type Exchanged = { readonly answer: Answer } | { readonly failure: Failure };

const MAX_REDIRECTS = 3;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The one axios instance. It parses nothing and judges no status: that is done here, once, for every platform. */
export const createClient = (maxBytes: number): AxiosInstance =>
  axios.create({
    responseType: 'arraybuffer',
    transformResponse: [],
    validateStatus: () => true,
    maxContentLength: maxBytes,
    maxRedirects: MAX_REDIRECTS,
    headers: { 'User-Agent': 'Renci/0.1', Accept: 'application/json, */*;q=0.5' },
  });

export const buildUrl = (baseUrl: string, spec: RequestSpec): URL => {
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}${spec.path}`);
  for (const [name, value] of Object.entries(spec.query ?? {})) url.searchParams.append(name, String(value));
  return url;
};

export type ExchangeOptions = {
  readonly timeoutMs: number;
  readonly isForbidden: (url: URL) => boolean;
  /** False: a redirect is the answer. */
  readonly follow?: boolean;
};

class RedirectRefused extends Error {}

/** Sends one request once. Never throws for what a server or a network does. */
export const exchange = async (
  client: AxiosInstance,
  url: URL,
  spec: RequestSpec,
  { timeoutMs, isForbidden, follow = true }: ExchangeOptions,
): Promise<Exchanged> => {
  try {
    const response = await client.request<Uint8Array>({
      url: url.href,
      method: spec.method ?? 'GET',
      ...bodyOf(spec),
      timeout: timeoutMs,
      // The client's own timeout ends when the headers arrive; this one also covers a body that trickles.
      signal: AbortSignal.timeout(timeoutMs),
      ...(LOOPBACK.has(url.hostname) && { proxy: false }),
      ...(!follow && { maxRedirects: 0 }),
      beforeRedirect: options => {
        const next = new URL(String(options.href));
        // A token in a header or a query must never follow a redirect to somebody else.
        if (next.host !== url.host) throw new RedirectRefused(`sent us on to another host, ${next.host}`);
        if (isForbidden(next)) throw new RedirectRefused('sent us on to an address that raises a counter');
      },
    });
    const contentType = String(response.headers['content-type'] ?? '');
    const rawText = decodeAnswer(response.data, contentType, spec.charset);
    const retryAfter = response.headers['retry-after'];
    const { location } = response.headers;
    return {
      answer: {
        status: response.status,
        body: parseBody(rawText),
        contentType,
        rawText,
        retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
        ...(!follow && typeof location === 'string' && { location }),
      },
    };
  } catch (error) {
    return { failure: failureOf(error, timeoutMs) };
  }
};

const bodyOf = (spec: RequestSpec) => {
  const headers = { ...spec.headers };
  if (spec.json !== undefined) {
    return { data: JSON.stringify(spec.json), headers: { ...headers, 'Content-Type': 'application/json' } };
  }
  if (spec.form !== undefined) return { data: new URLSearchParams(spec.form), headers };
  return { headers };
};

const parseBody = (text: string): unknown => {
  try {
    return parseJson(text);
  } catch {
    // Not JSON (a login page, a cut answer): the text goes on and fails the collector's schema, with evidence.
    return text;
  }
};

const failureOf = (error: unknown, timeoutMs: number): Failure => {
  const cause = causeOf(error);
  const code = codeOf(cause) ?? codeOf(error) ?? '';
  const message = error instanceof Error ? error.message : String(error);
  if (cause instanceof RedirectRefused) {
    return { kind: 'refused', message: cause.message, transient: false, notProcessed: true };
  }
  if (code === 'ERR_FR_TOO_MANY_REDIRECTS') {
    return failure('network', `redirected more than ${MAX_REDIRECTS} times`, false);
  }
  if (message.startsWith('maxContentLength')) {
    return failure('shape', `sent a body larger than ${/\d+/.exec(message)?.[0] ?? 'allowed'} bytes`, false);
  }
  if (['ECONNABORTED', 'ETIMEDOUT', 'ERR_CANCELED'].includes(code)) {
    return failure('network', `gave no whole answer within ${timeoutMs / 1000} s`, true);
  }
  const unreached = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code);
  return {
    kind: 'network',
    message: unreached ? `cannot be reached (${code})` : `broke off (${code || message})`,
    transient: true,
    notProcessed: unreached,
  };
};

const failure = (kind: ErrorKind, message: string, transient: boolean): Failure => ({
  kind,
  message,
  transient,
  notProcessed: false,
});

/** The innermost error: libraries wrap the one that says what happened. */
const causeOf = (error: unknown): unknown =>
  error instanceof Error && error.cause instanceof Error ? causeOf(error.cause) : error;

const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code !== ''
    ? error.code
    : null;
