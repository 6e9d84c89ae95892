import type { Auth, Token } from '../../collectors/contract.ts';
import { CollectorError } from '../../collectors/errors.ts';

export const HOUR = 3_600_000;
export const START = '2022-12-05T00:00:00Z';
export const NOW = Date.parse(START);
export const CALLER = { runId: 'run-1', platform: 'example', collector: 'example', accountId: 'jinyun' };

/** A platform whose refresh rotates the refresh token. */
export const rotating: Auth = {
  exchange: (code, { SECRET }) => ({
    method: 'POST',
    path: '/token',
    form: { code, client_secret: String(SECRET) },
  }),
  refresh: ({ refreshToken }) =>
    refreshToken === null
      ? null
      : { method: 'POST', path: '/refresh', form: { refresh_token: refreshToken } },
  read: (body, now, previous) => {
    const { error, access, refresh } = body as { error?: string; access?: string; refresh?: string };
    if (error) throw new CollectorError('auth', `refused: ${error}`);
    return {
      accessToken: String(access),
      openId: 'open-1',
      expiresAt: now + 48 * HOUR,
      refreshToken: refresh ?? null,
      refreshExpiresAt: previous?.refreshExpiresAt ?? now + 180 * 24 * HOUR,
      renewals: previous?.renewals ?? 0,
    };
  },
};

/** What it gives for the first code. */
export const first: Token = {
  accessToken: 'access-1',
  openId: 'open-1',
  expiresAt: NOW + 48 * HOUR,
  refreshToken: 'refresh-1',
  refreshExpiresAt: NOW + 180 * 24 * HOUR,
  renewals: 0,
};
