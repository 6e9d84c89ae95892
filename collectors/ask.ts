import { createHash, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Clock } from '../pipeline/clock.ts';
import type { Logger } from '../pipeline/log.ts';
import { withLast } from './attempts.ts';
import type { Collector, Page, PlatformSettings, RequestSpec, Target, Token } from './contract.ts';
import { CollectorError } from './errors.ts';
import type { Answer } from './exchange.ts';
import { type Gate, type Http, HttpError } from './http.ts';
import { faultsOf } from './items.ts';
import type { Limiter } from './limiter.ts';
import type { Attempt, Payload } from './rows.ts';
import { createMask } from './secrets.ts';
import { secretsOf, type TokenKeeper } from './tokens.ts';

/** What a run works with. */
export type RunContext = {
  readonly http: Http;
  readonly limiter: Limiter;
  readonly tokens: TokenKeeper;
  readonly clock: Clock;
  readonly log: Logger;
  readonly runId: string;
  readonly settings: PlatformSettings;
  /** True once somebody has stopped the run: nothing more is asked then. */
  readonly isStopped?: () => boolean;
};

/** What of a collector asking takes; hot lists and account lists are asked in the same way. */
export type Asker<Body> = Pick<
  Collector<Body>,
  'id' | 'platform' | 'baseUrl' | 'authBaseUrl' | 'auth' | 'request' | 'sign' | 'refusal' | 'response'
>;

export type Question<Body> = {
  readonly collector: Asker<Body>;
  readonly targets: readonly Target[];
  readonly accountId: string;
  readonly cursor: string | null;
  readonly gate: Gate;
  readonly context: RunContext;
};

/** One page asked for: a body that passed the collector's schema, or the error that came instead. */
export type Asked<Body> = {
  readonly attempts: readonly Attempt[];
  /** What the platform said, where it said anything. */
  readonly payload: Payload | null;
} & (
  | { readonly page: Page; readonly body: Body; readonly status: number }
  | {
      readonly error: CollectorError;
      /** The request cannot even be made: the fault is in these targets, and says nothing of others. */
      readonly isUnasked?: true;
    }
);

/**
 * Asks a platform for one page: token, request, refusal, schema. A refused token is refreshed and the request sent
 * again, once. Never throws for what a platform or a network does.
 */
export const ask = async <Body>(question: Question<Body>): Promise<Asked<Body>> => {
  const attempts: Attempt[] = [];
  const { collector, context } = question;
  try {
    const token = await tokenOf(question, attempts, null);
    const asked = await askWith(question, token);
    attempts.push(...asked.attempts);
    const isRefused = 'error' in asked && asked.error.kind === 'auth' && token !== null;
    if (!isRefused) return { ...asked, attempts };
    context.log.info(
      { collector: collector.id, accountId: question.accountId },
      'token refused, asking for another',
    );
    const again = await askWith(question, await tokenOf(question, attempts, token));
    return { ...again, attempts: [...attempts, ...again.attempts] };
  } catch (error) {
    if (!(error instanceof CollectorError)) throw error;
    return { attempts, payload: null, error };
  }
};

const askWith = async <Body>(question: Question<Body>, token: Token | null): Promise<Asked<Body>> => {
  const { collector, targets, accountId, cursor, gate, context } = question;
  const { http, clock, settings, runId } = context;
  const secrets = secretsOf(settings, accountId, token);
  const mask = createMask(secrets);
  const keep = ({ contentType, rawText }: Answer): Payload =>
    payloadOf(collector.platform, clock, contentType, mask(rawText));
  const accountExternalId = settings.accountIds?.[accountId];
  const page: Page = {
    targets,
    accountId,
    ...(accountExternalId !== undefined && { accountExternalId }),
    credentials: settings.credentials,
    token,
    cursor,
    now: clock.now(),
  };
  const spec = specOf(collector, page);
  if (spec instanceof CollectorError) return { attempts: [], payload: null, error: spec, isUnasked: true };
  const { sign } = collector;
  try {
    const response = await http.send(settings.baseUrl ?? collector.baseUrl, spec, {
      caller: { runId, platform: collector.platform, collector: collector.id, accountId },
      gate,
      secrets,
      refusal: (body, status) => collector.refusal(body, status),
      ...(sign && {
        sign: plain =>
          sign(plain, { credentials: settings.credentials, token, now: clock.now(), nonce: randomUUID() }),
      }),
    });
    const payload = keep(response);
    const parsed = collector.response.safeParse(response.body);
    if (parsed.success) {
      return {
        attempts: withLast(response.attempts, { payloadId: payload.id }),
        payload,
        page,
        body: parsed.data,
        status: response.status,
      };
    }
    const error = new CollectorError('shape', mask(misshapen(collector.platform, response, parsed.error)));
    const patch = { errorKind: error.kind, error: error.message, payloadId: payload.id };
    return { attempts: withLast(response.attempts, patch), payload, error };
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    const payload = error.answer && keep(error.answer);
    return { attempts: withLast(error.attempts, payload ? { payloadId: payload.id } : {}), payload, error };
  }
};

const specOf = <Body>(collector: Asker<Body>, page: Page): RequestSpec | CollectorError => {
  try {
    return collector.request(page);
  } catch (error) {
    if (error instanceof CollectorError) return error;
    throw error;
  }
};

const misshapen = (platform: string, { body, contentType }: Answer, error: z.ZodError): string =>
  `${platform}: the answer is ${typeof body === 'string' ? 'no JSON' : 'not what we know'} ` +
  `(${contentType || 'no content type'}): ${faultsOf(error)}`;

const tokenOf = async <Body>(
  { collector, accountId, context }: Question<Body>,
  attempts: Attempt[],
  refused: Token | null,
): Promise<Token | null> => {
  const { id, platform, baseUrl, authBaseUrl, auth } = collector;
  if (auth === null) return null;
  return context.tokens.token({
    collector: { platform, baseUrl, ...(authBaseUrl !== undefined && { authBaseUrl }), auth },
    settings: context.settings,
    caller: { runId: context.runId, platform, collector: id, accountId },
    ...(refused && { refused }),
    record: made => attempts.push(...made),
  });
};

/** The id is the hash of what is kept, secrets removed: the same answer is kept once. */
const payloadOf = (platform: string, clock: Clock, contentType: string, body: string): Payload => ({
  id: createHash('sha256').update(body).digest('hex'),
  platform,
  fetchedAt: clock.now(),
  contentType,
  body,
});
