import { ExponentialBackoff, type IBackoff } from 'cockatiel';
import type { Clock } from '../pipeline/clock.ts';
import type { Logger } from '../pipeline/log.ts';
import { BEACONS, isBeacon } from './blocklist.ts';
import { createCircuits } from './circuit.ts';
import type { Collector, RequestSpec } from './contract.ts';
import { CollectorError, type ErrorKind } from './errors.ts';
import { type Answer, buildUrl, createClient, type Exchanged, exchange, type Failure } from './exchange.ts';
import type { Attempt } from './rows.ts';
import { createMask, type Mask, maskUrl } from './secrets.ts';
import { realSleep, type Sleep } from './sleep.ts';

/** On whose behalf a request is made: stands in every attempt and log line. */
export type Caller = Pick<Attempt, 'runId' | 'platform' | 'collector' | 'accountId'>;

/** Awaited before every single request, repeats included; throws when the day's quota is spent. */
export type Gate = (url: URL) => Promise<void>;

export type SendOptions = {
  readonly caller: Caller;
  readonly gate?: Gate;
  /** Values to remove from whatever is kept or logged: credentials and tokens of this request. */
  readonly secrets?: readonly string[];
  /** Completes each single request, repeats included, once it is its turn to be sent. */
  readonly sign?: (spec: RequestSpec) => RequestSpec;
  /** The error an answer carries. Where it is given, every status of 400 and above is an error too. */
  readonly refusal?: Collector['refusal'];
  readonly timeoutMs?: number;
  /** False: a redirect is not followed, and the answer says where it leads. */
  readonly follow?: boolean;
  /** The request may be carried out only once (a consent code, a rotating refresh token). */
  readonly once?: boolean;
};

type Response = Answer & { readonly attempts: readonly Attempt[] };

/** A request that brought nothing to read: what was tried, and the last answer where there was one. */
export class HttpError extends CollectorError {
  readonly attempts: readonly Attempt[];
  readonly answer: Answer | null;
  constructor(kind: ErrorKind, message: string, attempts: readonly Attempt[], answer: Answer | null) {
    super(kind, message);
    this.name = 'HttpError';
    this.attempts = attempts;
    this.answer = answer;
  }
}

export type Http = {
  /** @throws HttpError when there is no usable answer; its kind says why. */
  send(baseUrl: string, spec: RequestSpec, options: SendOptions): Promise<Response>;
};

export type HttpOptions = {
  readonly log: Logger;
  readonly clock: Clock;
  readonly sleep?: Sleep;
  readonly blocklist?: readonly RegExp[];
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  /** Repeats after the first request. */
  readonly retries?: number;
  /** A server that asks for a longer pause than this is not asked again. */
  readonly retryAfterCapMs?: number;
};

/** The only way out to a platform: timeout, size bound, masking, retries, circuit breaker and blocklist in one place. */
export const createHttp = ({
  log,
  clock,
  sleep = realSleep,
  blocklist = BEACONS,
  timeoutMs = 20_000,
  maxBytes = 20 * 1024 * 1024,
  retries = 3,
  retryAfterCapMs = 120_000,
}: HttpOptions): Http => {
  const client = createClient(maxBytes);
  const isForbidden = (url: URL): boolean => isBeacon(url, blocklist);
  const circuits = createCircuits<Exchanged>(clock, isDown);

  const send = async (baseUrl: string, spec: RequestSpec, options: SendOptions): Promise<Response> => {
    const url = buildUrl(baseUrl, spec);
    const mask = createMask(options.secrets ?? []);
    const attempts: Attempt[] = [];
    const fail = (kind: ErrorKind, message: string, answer: Answer | null = null): HttpError =>
      new HttpError(kind, mask(`${options.caller.platform}: ${message}`), attempts, answer);

    if (isForbidden(url)) {
      throw fail('refused', `${maskUrl(url)} raises a counter when it is called, so it was not sent`);
    }
    let backoff: IBackoff<unknown> = BACKOFF.next();
    for (let sent = 1; ; sent += 1) {
      const openUntil = circuits.openUntil(url.host);
      if (openUntil !== null) {
        throw fail(
          'network',
          `${url.host} failed too often and is left alone for ${seconds(openUntil - clock.now())}`,
        );
      }
      await pass(options.gate, url, attempts);
      const startedAt = clock.now();
      const exchanged = await circuits.run(url.host, () =>
        exchange(client, url, options.sign?.(spec) ?? spec, {
          timeoutMs: options.timeoutMs ?? timeoutMs,
          isForbidden,
          follow: options.follow ?? true,
        }),
      );
      const answer = 'answer' in exchanged ? exchanged.answer : null;
      const failure = 'answer' in exchanged ? judge(exchanged.answer, options) : exchanged.failure;
      const attempt = attemptOf(options.caller, url, startedAt, clock.now(), answer, failure, mask);
      attempts.push(attempt);
      log.debug(attempt, 'request');
      if (answer && !failure) return { ...answer, attempts };
      if (!failure) throw fail('network', 'gave no answer');
      const wait = pauseAsked(answer, clock.now()) ?? backoff.duration;
      const isLeftAlone = circuits.openUntil(url.host) !== null;
      const may =
        failure.transient && (!options.once || failure.notProcessed) && sent <= retries && !isLeftAlone;
      if (!may || wait > retryAfterCapMs) {
        const asks = failure.transient && wait > retryAfterCapMs ? `; it asks to wait ${seconds(wait)}` : '';
        throw fail(failure.kind, `${failure.message}${asks}`, answer);
      }
      log.warn(
        { ...options.caller, kind: failure.kind, waitMs: wait, sent },
        mask(`asking again: ${failure.message}`),
      );
      await sleep(wait);
      backoff = backoff.next(undefined);
    }
  };
  return { send };
};

const BACKOFF = new ExponentialBackoff({ initialDelay: 500, maxDelay: 30_000 });

/** A host is down when it gives no answer or fails itself; a refusal or a throttle shows that it is alive. */
const isDown = (exchanged: Exchanged): boolean =>
  'answer' in exchanged ? exchanged.answer.status >= 500 : exchanged.failure.kind === 'network';

const pass = async (gate: Gate | undefined, url: URL, attempts: readonly Attempt[]): Promise<void> => {
  try {
    await gate?.(url);
  } catch (error) {
    if (error instanceof CollectorError) throw new HttpError(error.kind, error.message, attempts, null);
    throw error;
  }
};

const judge = ({ status, body, location }: Answer, { refusal }: SendOptions): Failure | null => {
  if (location !== undefined && status >= 300 && status < 400) return null;
  const refused = refusal?.(body, status) ?? null;
  if (refused === 'answer') return null;
  const said = refused?.message;
  const isFinal = refused?.transient === false;
  if (status === 429 && !isFinal) {
    return fault('rate-limited', said ?? 'too many requests (HTTP 429)', true, true);
  }
  if (refused) return fault(refused.kind, refused.message, refused.transient ?? status >= 500, false);
  if (status >= 500) return fault('network', `failed itself (HTTP ${status})`, true, status === 503);
  if (status >= 300 && status < 400)
    return fault('network', `redirects without an address (HTTP ${status})`, false, true);
  if (refusal && status >= 400) {
    return fault(status === 401 ? 'auth' : 'refused', `refused the request (HTTP ${status})`, false, true);
  }
  return null;
};

const fault = (kind: ErrorKind, message: string, transient: boolean, notProcessed: boolean): Failure => ({
  kind,
  message,
  transient,
  notProcessed,
});

/** `Retry-After` as milliseconds: a number of seconds, or a date. Null where it is absent or unreadable. */
const pauseAsked = (answer: Answer | null, now: number): number | null => {
  const text = answer?.retryAfter?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = text === '' ? Number.NaN : Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
};

const seconds = (ms: number): string => `${Math.ceil(ms / 1000)} s`;

const attemptOf = (
  caller: Caller,
  url: URL,
  startedAt: number,
  endedAt: number,
  answer: Answer | null,
  failure: Failure | null,
  mask: Mask,
): Attempt => ({
  runId: caller.runId,
  platform: caller.platform,
  collector: caller.collector,
  accountId: caller.accountId,
  startedAt,
  durationMs: endedAt - startedAt,
  url: mask(maskUrl(url)),
  status: answer?.status ?? 0,
  items: 0,
  errorKind: failure?.kind ?? '',
  error: failure ? mask(failure.message) : '',
  payloadId: '',
});
