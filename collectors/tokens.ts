import type { Clock } from '../pipeline/clock.ts';
import type { Instant } from '../pipeline/domain/reading.ts';
import type { Logger } from '../pipeline/log.ts';
import { withLast } from './attempts.ts';
import type { Auth, Collector, PlatformSettings, RequestSpec, Token } from './contract.ts';
import { CollectorError } from './errors.ts';
import { withFileLock } from './file-lock.ts';
import { type Caller, type Http, HttpError } from './http.ts';
import type { Attempt } from './rows.ts';
import { createMask } from './secrets.ts';
import { createTokenStore, hashOf, type TokenEntry } from './token-store.ts';

type TokenRequest = {
  readonly collector: Pick<Collector, 'platform' | 'baseUrl' | 'authBaseUrl'> & { readonly auth: Auth };
  readonly settings: PlatformSettings;
  readonly caller: Caller;
  /** The token the platform has just refused: the answer is a newer one. */
  readonly refused?: Token;
  /** Takes down each request made for a token. */
  readonly record: (attempts: readonly Attempt[]) => void;
};

export type TokenKeeper = {
  /**
   * The account's valid token: kept, refreshed, or had for the consent code at first use. However many ask at once,
   * in this process and in others on the same file, one request is made.
   * @throws CollectorError of kind `auth` when a person must consent (again), or as the request for a token failed.
   */
  token(request: TokenRequest): Promise<Token>;
  /**
   * Exchanges a consent code that a person has just brought, whatever token is kept. The code itself is not.
   * @throws CollectorError as `token` does; the token kept before then stands
   */
  authorise(request: TokenRequest & { readonly code: string }): Promise<Token>;
};

export type TokenKeeperOptions = {
  /** Holds every token; readable by its owner alone. */
  readonly file: string;
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Logger;
};

/** A token this close to its end is refreshed before it is used, so that it does not end in mid-run. */
const MARGIN_MS = 10 * 60_000;
/** A refresh token that can be renewed is, this long before its end: some nights may fail in between. */
const RENEWAL_MARGIN_MS = 3 * 86_400_000;
const RENEWAL_PAUSE_MS = 6 * 3_600_000;

type Read = Auth['read'];

export const createTokenKeeper = ({ file, http, clock, log }: TokenKeeperOptions): TokenKeeper => {
  const store = createTokenStore(file);
  const renewalTried = new Map<string, Instant>();

  /** Tokens are persisted before they are used: Kuaishou ends the old refresh token the moment it gives a new one. */
  const save = async (key: string, entry: TokenEntry): Promise<TokenEntry> => {
    await store.write(key, entry);
    return entry;
  };

  const ask = async (
    request: TokenRequest,
    spec: RequestSpec,
    previous: Token | null,
    read: Read,
  ): Promise<Token> => {
    const { collector, settings, caller, record } = request;
    const base = settings.authBaseUrl ?? settings.baseUrl ?? collector.authBaseUrl ?? collector.baseUrl;
    const secrets = secretsOf(settings, caller.accountId, previous);
    let attempts: readonly Attempt[] = [];
    try {
      const response = await http.send(base, spec, { caller, secrets, once: true });
      attempts = response.attempts;
      return read(response.body, clock.now(), previous);
    } catch (error) {
      if (!(error instanceof CollectorError)) throw error;
      const message = createMask(secrets)(error.message);
      attempts =
        error instanceof HttpError
          ? error.attempts
          : withLast(attempts, { errorKind: error.kind, error: message });
      throw new CollectorError(error.kind, message, { cause: error.cause });
    } finally {
      record(attempts);
    }
  };

  const exchange = async (
    request: TokenRequest,
    key: string,
    spent: TokenEntry | null,
  ): Promise<TokenEntry> => {
    const { collector, settings, caller } = request;
    const code = settings.codes[caller.accountId];
    const isSpent = collector.auth.reusableCode !== true && spent !== null;
    if (code === undefined || code === '' || (isSpent && hashOf(code) === spent.codeHash)) {
      throw consentNeeded(caller, spent ? 'its authorisation has ended' : 'it was never authorised');
    }
    try {
      const { auth } = collector;
      const token = await ask(request, auth.exchange(code, settings.credentials), null, auth.read);
      log.info(caller, 'account authorised');
      return await save(key, { token, codeHash: hashOf(code) });
    } catch (error) {
      if (!(error instanceof CollectorError) || error.kind !== 'auth') throw error;
      throw consentNeeded(caller, `its code was refused (${error.message})`, error);
    }
  };

  const refresh = async (request: TokenRequest, key: string, entry: TokenEntry): Promise<TokenEntry> => {
    const { collector, settings, caller, refused } = request;
    const { token, codeHash } = entry;
    const now = clock.now();
    const isOver = token.accessToken === refused?.accessToken || token.expiresAt <= now;
    const mayRefresh = token.refreshExpiresAt === null || token.refreshExpiresAt > now;
    const spec = mayRefresh ? collector.auth.refresh(token, settings.credentials) : null;
    if (spec === null) return isOver ? exchange(request, key, entry) : entry;
    try {
      const fresh = await ask(request, spec, token, collector.auth.read);
      log.info({ ...caller, expiresAt: fresh.expiresAt }, 'token refreshed');
      return await save(key, { token: fresh, codeHash });
    } catch (error) {
      if (!(error instanceof CollectorError)) throw error;
      if (isOver && error.kind === 'auth') return exchange(request, key, entry);
      if (isOver) throw error;
      log.warn({ ...caller, kind: error.kind }, `token not refreshed, it still holds: ${error.message}`);
      return entry;
    }
  };

  /** Asks for a longer life of the refresh token. A failure is tried again later: there are days left. */
  const renew = async (
    request: TokenRequest,
    key: string,
    { token, codeHash }: TokenEntry,
  ): Promise<Token> => {
    const { renewal } = request.collector.auth;
    const spec = renewal?.request(token, request.settings.credentials) ?? null;
    if (!renewal || spec === null) return token;
    renewalTried.set(key, clock.now());
    try {
      const renewed = await ask(request, spec, token, (body, now) => renewal.read(body, now, token));
      log.info({ ...request.caller, refreshExpiresAt: renewed.refreshExpiresAt }, 'refresh token renewed');
      return (await save(key, { token: renewed, codeHash })).token;
    } catch (error) {
      if (!(error instanceof CollectorError)) throw error;
      log.warn({ ...request.caller, kind: error.kind }, `refresh token not renewed: ${error.message}`);
      return token;
    }
  };

  const isUsable = ({ token }: TokenEntry, { refused }: TokenRequest): boolean =>
    token.accessToken !== refused?.accessToken && token.expiresAt - MARGIN_MS > clock.now();

  const isRenewalDue = (
    { token }: TokenEntry,
    { collector, settings }: TokenRequest,
    key: string,
  ): boolean => {
    const now = clock.now();
    const { refreshExpiresAt } = token;
    if (refreshExpiresAt === null || refreshExpiresAt <= now || refreshExpiresAt - RENEWAL_MARGIN_MS > now)
      return false;
    if ((collector.auth.renewal?.request(token, settings.credentials) ?? null) === null) return false;
    return (renewalTried.get(key) ?? Number.NEGATIVE_INFINITY) + RENEWAL_PAUSE_MS <= now;
  };

  return {
    token: async request => {
      const key = `${request.caller.platform}/${request.caller.accountId}`;
      const kept = store.read(key);
      if (kept && isUsable(kept, request) && !isRenewalDue(kept, request, key)) return kept.token;
      return withFileLock(`${file}.${encodeURIComponent(key)}`, async () => {
        // From the file once more: somebody else may have refreshed while we waited for the lock.
        const known = store.read(key);
        let entry = known ?? (await exchange(request, key, null));
        if (!isUsable(entry, request)) entry = await refresh(request, key, entry);
        return isRenewalDue(entry, request, key) ? renew(request, key, entry) : entry.token;
      });
    },
    authorise: ({ code, ...request }) => {
      const { settings, caller } = request;
      const key = `${caller.platform}/${caller.accountId}`;
      return withFileLock(`${file}.${encodeURIComponent(key)}`, async () => {
        const codes = { ...settings.codes, [caller.accountId]: code };
        const entry = await exchange({ ...request, settings: { ...settings, codes } }, key, null);
        const configured = settings.codes[caller.accountId];
        // What is configured is older than what was brought now: it is spent, and must not be tried in its place.
        if (configured) await save(key, { ...entry, codeHash: hashOf(configured) });
        return entry.token;
      });
    },
  };
};

/** A code may be a pair (`AppID:AppSecret`), whose second half is the secret and travels alone. */
const partsOf = (code: string): string[] => (code === '' ? [] : [code, ...code.split(':').slice(1)]);

/** Everything of an account that must not be kept or logged. */
export const secretsOf = (settings: PlatformSettings, accountId: string, token: Token | null): string[] => [
  ...Object.values(settings.credentials),
  ...partsOf(settings.codes[accountId] ?? ''),
  ...(token ? [token.accessToken] : []),
  ...(token?.refreshToken ? [token.refreshToken] : []),
];

const consentNeeded = ({ platform, accountId }: Caller, why: string, cause?: Error): CollectorError =>
  new CollectorError(
    'auth',
    `${platform}: account "${accountId}" needs its owner's consent: ${why}. Authorise it on the platform and set ` +
      `platforms.${platform}.codes.${accountId} in renci.yaml (or in the environment) to the new code`,
    cause ? { cause } : undefined,
  );
