import { describe, expect, test } from 'vitest';
import type { Auth, Token } from '../../collectors/contract.ts';
import { CollectorError } from '../../collectors/errors.ts';
import bilibili from '../../collectors/platforms/bilibili.ts';
import toutiao from '../../collectors/platforms/toutiao.ts';
import { NOW } from './platform-bench.ts';

const DAY_S = 86_400;
const previous: Token = {
  accessToken: 'access-1',
  openId: 'open-1',
  expiresAt: NOW,
  refreshToken: 'refresh-1',
  refreshExpiresAt: NOW + 5 * DAY_S * 1000,
  renewals: 0,
};
const read = (auth: Auth | null, body: unknown, before: Token | null = null) => {
  try {
    return auth!.read(body, NOW, before);
  } catch (error) {
    if (!(error instanceof CollectorError)) throw error;
    return [error.kind, error.message];
  }
};

describe('Bilibili', () => {
  const answer = (data: object) => ({ code: 0, message: '0', ttl: 1, data });
  const good = { access_token: 'access-2', refresh_token: 'refresh-2', expires_in: NOW / 1000 + DAY_S };
  const token = {
    accessToken: 'access-2',
    openId: '',
    expiresAt: NOW + DAY_S * 1000,
    refreshToken: 'refresh-2',
    refreshExpiresAt: null,
    renewals: 0,
  };

  test('the end of a token is an instant, or a duration where it could be none', () => {
    expect(read(bilibili.auth, answer(good))).toEqual(token);
    expect(read(bilibili.auth, answer({ ...good, expires_in: String(DAY_S) }))).toEqual(token);
    expect(read(bilibili.auth, answer(good), { ...previous, openId: '' })).toEqual(token);
  });

  test('a refresh without the next refresh token, and a consent without the data of videos, are faults', () => {
    const { refresh_token: _, ...without } = good;
    expect(read(bilibili.auth, answer(without), previous)).toEqual([
      'shape',
      'Bilibili answered the request for a token in an unknown shape',
    ]);
    expect(read(bilibili.auth, answer({ ...good, scopes: ['USER_INFO', 'ARC_BASE'] }))).toEqual([
      'auth',
      'Bilibili: the owner did not consent to "ARC_DATA", the data of videos',
    ]);
    expect(read(bilibili.auth, { code: 122007, message: 'refresh_token无效' }, previous)).toEqual([
      'auth',
      'Bilibili gave no token: code 122007 refresh_token无效',
    ]);
  });

  test('secrets travel in the query of a POST', () => {
    const credentials = { BILIBILI_CLIENT_ID: 'id', BILIBILI_CLIENT_SECRET: 'secret' };
    expect(bilibili.auth?.exchange('code-1', credentials)).toEqual({
      method: 'POST',
      path: '/x/account-oauth2/v1/token',
      query: { client_id: 'id', client_secret: 'secret', grant_type: 'authorization_code', code: 'code-1' },
    });
    expect(bilibili.auth?.refresh(previous, credentials)).toEqual({
      method: 'POST',
      path: '/x/account-oauth2/v1/refresh_token',
      query: {
        client_id: 'id',
        client_secret: 'secret',
        grant_type: 'refresh_token',
        refresh_token: 'refresh-1',
      },
    });
  });
});

describe('Toutiao', () => {
  const answer = (data: object) => ({
    data: { error_code: '0', description: '', ...data },
    message: 'success',
  });
  const good = { access_token: 'access-2', expires_in: String(15 * DAY_S), open_id: 'open-1' };

  test('a refresh moves neither the refresh token nor its end, whatever the answer says of them', () => {
    const token = { ...previous, accessToken: 'access-2', expiresAt: NOW + 15 * DAY_S * 1000 };
    expect(read(toutiao.auth, answer(good), previous)).toEqual(token);
    const more = { refresh_token: 'refresh-9', refresh_expires_in: String(30 * DAY_S) };
    expect(read(toutiao.auth, answer({ ...good, ...more }), previous)).toEqual(token);
    expect(read(toutiao.auth, answer({ ...good, ...more }))).toEqual({
      ...token,
      refreshToken: 'refresh-9',
      refreshExpiresAt: NOW + 30 * DAY_S * 1000,
    });
  });

  test('there is no renewal, and a code that is not known asks for consent', () => {
    expect(toutiao.auth?.renewal).toBeUndefined();
    expect(read(toutiao.auth, { data: { error_code: '10007', description: '授权码过期' } })).toEqual([
      'auth',
      'Toutiao gave no token: code 10007 授权码过期',
    ]);
    expect(read(toutiao.auth, { message: 'success' })).toEqual([
      'shape',
      'Toutiao answered the request for a token in an unknown shape',
    ]);
  });
});
