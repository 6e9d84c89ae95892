import type { Auth, Collector, Credentials, Token } from '../../collectors/contract.ts';
import { isEnabled } from '../../collectors/registry.ts';
import { hashOf, type TokenEntry } from '../../collectors/token-store.ts';
import { platformSettings, unofficialPlatforms } from '../config/platform-settings.ts';
import type { Config } from '../config.ts';
import { DAY } from '../days.ts';
import type { Account } from '../domain/catalogue.ts';
import type { Instant } from '../domain/reading.ts';

/**
 * `never`: no token and no consent code to get one · `waiting`: a consent code that the next collection exchanges ·
 * `valid` · `ended`: nothing can renew it, a person must consent again.
 */
type AuthorisationState = 'never' | 'waiting' | 'valid' | 'ended';

/** Days before an end at which it is warned of. */
export const WARNING_DAYS = [14, 7, 2, 1] as const;

/** The authorisation of one account, from the token store. Holds no token. */
export type Authorisation = {
  readonly platform: string;
  readonly account: string;
  readonly accountName: string;
  readonly state: AuthorisationState;
  /** End of the access token; null without one. It is refreshed by itself until `refreshUntil`. */
  readonly validUntil: Instant | null;
  /** End of the refresh token; null without one, or where it has no end. */
  readonly refreshUntil: Instant | null;
  /** How often the refresh token may still be given a longer life; null where the platform sets no limit. */
  readonly renewalsLeft: number | null;
  /** When a person must have consented again, as things stand; null where nothing is due. */
  readonly consentBy: Instant | null;
  /** The warning that is out: 14, 7, 2 or 1 days or less are left. */
  readonly warning: (typeof WARNING_DAYS)[number] | null;
};

type Described = Pick<Config, 'platforms' | 'secret'>;

/**
 * The authorisation calendar: every account of a platform that wants authorisation, in order of urgency.
 * @param tokens as the token store holds them, by `<platform>/<account>`
 */
export const authorisationCalendar = (
  collectors: readonly Collector[],
  accounts: readonly Account[],
  tokens: Readonly<Record<string, TokenEntry>>,
  config: Described,
  now: Instant,
): Authorisation[] => {
  const enabled = unofficialPlatforms(config);
  const byPlatform = new Map(
    collectors
      .filter(collector => collector.auth !== null && isEnabled(collector, enabled))
      .map(collector => [collector.platform, collector]),
  );
  return accounts
    .flatMap(({ id, platformId, name }) => {
      const collector = byPlatform.get(platformId);
      if (!collector?.auth) return [];
      const { credentials, codes } = platformSettings(config, collector, [{ id }]);
      const entry = tokens[`${platformId}/${id}`] ?? null;
      const standing = standingOf(collector.auth, credentials, entry, codes[id] ?? '', now);
      return [{ platform: platformId, account: id, accountName: name, ...standing }];
    })
    .sort(byUrgency);
};

type Standing = Omit<Authorisation, 'platform' | 'account' | 'accountName'>;

const standingOf = (
  auth: Auth,
  credentials: Credentials,
  entry: TokenEntry | null,
  code: string,
  now: Instant,
): Standing => {
  const isUsable = auth.reusableCode === true || hashOf(code) !== entry?.codeHash;
  const hasNewCode = code !== '' && isUsable;
  if (entry === null) {
    const state = hasNewCode ? 'waiting' : 'never';
    return {
      ...{ state, validUntil: null, refreshUntil: null, renewalsLeft: null, consentBy: null, warning: null },
    };
  }
  const { token } = entry;
  const canRefresh = auth.refresh(token, credentials) !== null;
  const renewalsLeft = countRenewals(auth, token, credentials);
  const end = canRefresh ? token.refreshExpiresAt : token.expiresAt;
  const isOver = end !== null && end <= now;
  return {
    state: isOver ? (hasNewCode ? 'waiting' : 'ended') : 'valid',
    validUntil: token.expiresAt,
    refreshUntil: canRefresh ? token.refreshExpiresAt : null,
    renewalsLeft,
    consentBy: hasNewCode ? null : end,
    warning: end === null || isOver || hasNewCode ? null : warningOf(end - now, renewalsLeft),
  };
};

/** More than any platform allows: from here on there is no limit. */
const MANY = 100;

/** Asks the platform's own rule how many renewals are left, because only that knows it. */
const countRenewals = ({ renewal }: Auth, token: Token, credentials: Credentials): number | null => {
  if (!renewal) return 0;
  for (let left = 0; left < MANY; left += 1) {
    const after = { ...token, renewals: token.renewals + left };
    if (renewal.request(after, credentials) === null) return left;
  }
  return null;
};

/**
 * With a renewal left the refresh token is renewed by itself three days before its end: only one that should have been
 * renewed by now is warned of.
 */
const warningOf = (leftMs: number, renewalsLeft: number | null): Authorisation['warning'] => {
  const passed = WARNING_DAYS.filter(days => leftMs <= days * DAY).at(-1) ?? null;
  return renewalsLeft !== 0 && passed !== null && passed > 2 ? null : passed;
};

const STATES: readonly AuthorisationState[] = ['ended', 'never', 'waiting', 'valid'];

const byUrgency = (a: Authorisation, b: Authorisation): number => {
  const byState = STATES.indexOf(a.state) - STATES.indexOf(b.state);
  if (byState !== 0 || a.consentBy === b.consentBy) return byState;
  return (a.consentBy ?? Number.POSITIVE_INFINITY) - (b.consentBy ?? Number.POSITIVE_INFINITY);
};
