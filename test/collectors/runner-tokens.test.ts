import { describe, expect, test } from 'vitest';
import type { Auth } from '../../collectors/contract.ts';
import { CollectorError } from '../../collectors/errors.ts';
import { inTurn } from '../setup/http-server.ts';
import { example, miss, nobody, setStage, settings, target } from './example.ts';

const stage = setStage();

describe('tokens', () => {
  const auth: Auth = {
    exchange: code => ({ method: 'POST', path: '/token', form: { code } }),
    refresh: ({ refreshToken }) => ({
      method: 'POST',
      path: '/refresh',
      form: { refresh_token: String(refreshToken) },
    }),
    read: (body, now) => {
      const said = body as { access?: string };
      if (!said.access) throw new CollectorError('auth', 'code refused');
      return {
        accessToken: said.access,
        openId: '',
        expiresAt: now + 86_400_000,
        refreshToken: 'refresh-token-1',
        refreshExpiresAt: null,
        renewals: 0,
      };
    },
  };
  const guarded: typeof example = { ...example, auth, limits: { concurrency: 4, minIntervalMs: 0 } };
  const paths = () => stage.server.received.map(({ path }) => path);

  test('an expired one is refreshed once for all workers, the requests are sent again, and it stays secret', async () => {
    let good = 'access-token-1';
    stage.answer = ({ path, query }) => {
      if (path === '/token') return { body: { access: good } };
      if (path === '/refresh') {
        good = 'access-token-2';
        return { body: { access: good } };
      }
      if (query.access_token !== good) return { body: { code: 1, said: `${query.access_token} expired` } };
      return {
        body: {
          items: String(query.ids)
            .split(',')
            .map(id => ({ id, plays: 5 })),
          echo: good,
        },
      };
    };
    await stage.bench.collect(guarded, [target(1, 'x1')], settings(stage));
    good = 'access-token-revoked';
    const { all, summary } = await stage.bench.collect(
      guarded,
      [1, 2, 3, 4, 5, 6].map(i => target(i, `x${i}`)),
      settings(stage),
    );
    expect(paths().filter(path => path === '/refresh')).toHaveLength(1);
    expect(summary).toEqual({ ...nobody, targets: 6, read: 6, requests: 7 });
    expect(all.attempts.map(({ errorKind, error }) => `${errorKind} ${error}`.trim()).sort()).toEqual([
      ...['', '', '', ''],
      ...Array(3).fill('auth code 1 *** expired'),
    ]);
    expect(
      all.attempts.filter(({ url }) => url.includes('/videos')).every(({ url }) => url.includes('=***')),
    ).toBe(true);
    const kept = JSON.stringify(all);
    expect(
      ['access-token-1', 'access-token-2', 'refresh-token-1', 'key-123456'].filter(s => kept.includes(s)),
    ).toEqual([]);
    expect(all.payloads[0]?.body).toContain('"echo":"***"');
  });

  test('one that is refused even when fresh fails the account', async () => {
    stage.answer = ({ path }) =>
      path === '/videos' ? { body: { code: 1 } } : { body: { access: 'access-token-1' } };
    const { all } = await stage.bench.collect(
      { ...guarded, limits: example.limits },
      [target(1, 'x1')],
      settings(stage),
    );
    expect(paths()).toEqual(['/token', '/videos', '/refresh', '/videos']);
    expect(all.misses.map(({ kind, reason }) => ({ kind, reason }))).toEqual([
      { kind: 'auth', reason: 'example: code 1' },
    ]);
  });

  test('an account without consent fails with what to set; other accounts are read', async () => {
    stage.answer = inTurn(
      { body: { access: 'access-token-b' } },
      { body: { items: [{ id: 'y1', plays: 5 }] } },
    );
    const { all } = await stage.bench.collect(guarded, [target(1, 'x1'), target(2, 'y1', 'b')], {
      ...settings(stage),
      codes: { b: 'code-b' },
    });
    expect(all.readings.map(({ placementId }) => placementId)).toEqual([2]);
    expect(all.misses).toEqual([
      miss(1, {
        status: 'failed',
        kind: 'auth',
        reason:
          'example: account "a" needs its owner\'s consent: it was never authorised. Authorise it on the platform ' +
          'and set platforms.example.codes.a in renci.yaml (or in the environment) to the new code',
      }),
    ]);
  });
});
