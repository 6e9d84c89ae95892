import type { Problem } from '../../../api/contract.ts';

/** Kinds of failure of a request: the server's own, and those it never hears of. */
export type ApiErrorKind = 'network' | 'timeout' | 'shape' | Problem['error']['kind'];

/** A request that gave no data: what failed, in the server's words where it had any, and the reference for support. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly kind: ApiErrorKind;
  /** HTTP status; null when no answer came. */
  readonly status: number | null;
  readonly reference: string;
  /** What happened and what to do, in the server's words; null where it had none. */
  readonly said: { readonly zh: string; readonly en: string } | null;

  constructor(
    message: string,
    of: {
      kind: ApiErrorKind;
      status: number | null;
      reference: string;
      said?: { zh: string; en: string };
      cause?: unknown;
    },
  ) {
    super(message, { cause: of.cause });
    this.kind = of.kind;
    this.status = of.status;
    this.reference = of.reference;
    this.said = of.said ?? null;
  }

  /** A fault of the page's own program, in the same form. */
  static from(cause: Error): ApiError {
    return new ApiError(cause.message, {
      kind: 'shape',
      status: null,
      reference: `${ownReference(location.pathname)} ${cause.message}`,
      cause,
    });
  }
}

const TIMEOUT_MS = 20_000;

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' &&
  body !== null &&
  'error' in body &&
  typeof body.error === 'object' &&
  body.error !== null &&
  'message' in body.error &&
  typeof body.error.message === 'string';

/** A reference for failures the server never saw: when, and on which path. */
const ownReference = (path: string): string => `${new Date().toISOString()} ${path.split('?')[0]}`;

/**
 * GET of an API path below /api/v1, its JSON as the contract types it.
 * @throws ApiError of kind network, timeout, shape (an answer that is not JSON) or the server's own kind.
 */
export const getJson = <T>(path: string, signal?: AbortSignal): Promise<T> =>
  request<T>('GET', path, signal ? { signal } : {});

/**
 * Sends a body to an API path below /api/v1; the answer's JSON. Nothing is tried twice: a lost answer may follow a
 * write that was done.
 * @throws ApiError as `getJson` does.
 */
export const sendJson = <T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body: unknown): Promise<T> =>
  request<T>(method, path, { body });

const request = async <T>(
  method: string,
  path: string,
  { signal, body }: { signal?: AbortSignal; body?: unknown },
): Promise<T> => {
  const reference = ownReference(path);
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: signal ? anySignal(signal, timeout) : timeout,
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    const kind = timeout.aborted ? 'timeout' : 'network';
    throw new ApiError(`${method} ${path}: ${kind}`, { kind, status: null, reference, cause });
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (isProblem(answer)) {
    throw new ApiError(answer.error.message, {
      kind: answer.error.kind,
      status: response.status,
      reference: answer.error.reference || reference,
      said: { zh: answer.error.messageZh, en: answer.error.message },
    });
  }
  if (!response.ok || typeof answer !== 'object' || answer === null) {
    throw new ApiError(`${method} ${path}: HTTP ${response.status}`, {
      kind: 'shape',
      status: response.status,
      reference,
    });
  }
  return answer as T;
};

/** AbortSignal.any, which engines before 2023 lack. */
const anySignal = (...signals: AbortSignal[]): AbortSignal => {
  const controller = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) controller.abort(signal.reason);
    signal.addEventListener('abort', () => controller.abort(signal.reason), {
      once: true,
      signal: controller.signal,
    });
  }
  return controller.signal;
};

/** Key and value pairs as a query string with its question mark; null values are left out. */
export const queryOf = (values: Record<string, string | null>): string => {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) if (value !== null) query.set(key, value);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
};
