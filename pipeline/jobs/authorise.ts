import { randomUUID } from 'node:crypto';
import type { Auth, Collector } from '../../collectors/contract.ts';
import { CollectorError } from '../../collectors/errors.ts';
import { isEnabled } from '../../collectors/registry.ts';
import type { Attempt } from '../../collectors/rows.ts';
import { unofficialPlatforms } from '../config/platform-settings.ts';
import type { Instant } from '../domain/reading.ts';
import { ConfigError } from '../problems.ts';
import { readAccounts } from '../store/catalogue.ts';
import type { App } from './app.ts';

/** A consent code as its owner brought it. It is passed on to the platform and kept nowhere. */
export type ConsentCode = {
  readonly platform: string;
  readonly account: string;
  readonly code: string;
  /** Who enters it; stands in the log. */
  readonly by: string;
};

/** What the code brought; `validUntil` ends the access token, which is refreshed by itself. */
export type Authorised = {
  readonly platform: string;
  readonly account: string;
  readonly validUntil: Instant;
};

type Consenting = Collector & { readonly auth: Auth };

/** True where an account is authorised by codes that serve once; a key that is used again belongs into the settings. */
export const takesCode = ({ auth }: Pick<Collector, 'auth'>): boolean =>
  auth !== null && auth.reusableCode !== true;

/**
 * Exchanges a consent code for an account's authorisation, at once.
 * @throws ConfigError where the account wants no code, is not known, or the platform gave no token: it says why
 */
export const authorise = async (
  app: App,
  { platform, account, code, by }: ConsentCode,
): Promise<Authorised> => {
  const collector = consenting(app, platform);
  const known = (await readAccounts(app.db)).filter(({ platformId }) => platformId === platform);
  if (!known.some(({ id }) => id === account)) {
    const ids = known.map(({ id }) => id);
    throw new ConfigError(
      `Platform "${platform}" has no account "${account}". There are: ${ids.join(', ')}.`,
      [],
      { told: { code: 'unknown-account', params: { platform, account, known: ids.join('、') } } },
    );
  }
  const given = code.trim();
  if (given === '' || /\s/.test(given)) {
    throw new ConfigError('A consent code is not empty and has no space in it. Nothing was sent.', [], {
      told: { code: 'wrong-code', params: {} },
    });
  }
  // The accounts' own settings are known from here on.
  await app.expected();
  const runId = `authorise-${randomUUID()}`;
  const { tokens, settings } = app.context(collector, runId);
  const { id, baseUrl, authBaseUrl, auth } = collector;
  const made: Attempt[] = [];
  try {
    const { expiresAt } = await tokens.authorise({
      collector: { platform, baseUrl, ...(authBaseUrl !== undefined && { authBaseUrl }), auth },
      settings,
      caller: { runId, platform, collector: id, accountId: account },
      code: given,
      record: attempts => made.push(...attempts),
    });
    app.log.info({ platform, account, by }, 'an account was authorised by a code that was entered');
    return { platform, account, validUntil: expiresAt };
  } catch (error) {
    if (!(error instanceof CollectorError)) throw error;
    throw new ConfigError(`No authorisation was had: ${error.message}`, [], {
      cause: error,
      told: { code: 'not-authorised', params: { why: error.message } },
    });
  } finally {
    if (made.length > 0) {
      await app.spool.append({
        batch: { readings: [], misses: [], rejects: [], attempts: made, payloads: [] },
      });
    }
  }
};

const consenting = ({ collectors, config }: App, platform: string): Consenting => {
  const enabled = unofficialPlatforms(config);
  const found = collectors.find(
    (collector): collector is Consenting =>
      collector.platform === platform && isEnabled(collector, enabled) && takesCode(collector),
  );
  if (found) return found;
  throw new ConfigError(`Accounts of platform "${platform}" are not authorised by a consent code.`, [], {
    told: { code: 'no-consent-needed', params: { platform } },
  });
};
