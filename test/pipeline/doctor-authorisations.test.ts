import { expect, test } from 'vitest';
import type { Auth, Collector, Token } from '../../collectors/contract.ts';
import { hashOf } from '../../collectors/token-store.ts';
import { DAY, HOUR } from '../../pipeline/days.ts';
import { checkAuthorisations } from '../../pipeline/doctor/collection.ts';
import { type Authorisation, authorisationCalendar } from '../../pipeline/jobs/authorisations.ts';
import { example } from '../collectors/example.ts';
import { rotating } from '../collectors/token-example.ts';

const NOW = Date.parse('2022-12-20T10:00:00+08:00');
const ZONE = 'Asia/Shanghai';

/** Like Douyin: the refresh token can be given a longer life, five times. */
const renewable: Auth = {
  ...rotating,
  renewal: {
    request: ({ renewals }) => (renewals >= 5 ? null : { path: '/renew' }),
    read: (_, __, previous) => previous,
  },
};
/** Like Weibo: no refresh at all. */
const fixed: Auth = { ...rotating, refresh: () => null };

const token = (fields: Partial<Token> = {}): Token => ({
  ...{ accessToken: 'access-1', openId: 'open-1', expiresAt: NOW + DAY, refreshToken: 'refresh-1' },
  ...{ refreshExpiresAt: NOW + 30 * DAY, renewals: 0, ...fields },
});
const calendar = (
  auth: Auth | null,
  kept: Token | null,
  { code, unofficial, offByDefault }: { code?: string; unofficial?: true; offByDefault?: true } = {},
): Authorisation[] =>
  authorisationCalendar(
    [{ ...(example as unknown as Collector), auth, ...(offByDefault && { offByDefault }) }],
    [
      { id: 'a', platformId: 'example', name: '河西' },
      { id: 'b', platformId: 'elsewhere', name: 'no collector' },
    ],
    kept ? { 'example/a': { token: kept, codeHash: hashOf('spent') } } : {},
    {
      platforms: {
        example: { codes: code === undefined ? {} : { a: code }, ...(unofficial && { unofficial }) },
      },
      secret: () => null,
    },
    NOW,
  );
const one = (fields: Partial<Authorisation>): Authorisation => ({
  ...{ platform: 'example', account: 'a', accountName: '河西', state: 'valid', validUntil: NOW + DAY },
  ...{ refreshUntil: null, renewalsLeft: 0, consentBy: null, warning: null, ...fields },
});
const none = { validUntil: null, renewalsLeft: null };

test('an account without a token was never authorised, or waits with its code', () => {
  expect(calendar(renewable, null)).toEqual([one({ ...none, state: 'never' })]);
  expect(calendar(renewable, null, { code: 'new' })).toEqual([one({ ...none, state: 'waiting' })]);
});

test('a platform without authorisation, and one that is off, have no calendar', () => {
  expect(calendar(null, null)).toEqual([]);
  expect(calendar(fixed, null, { offByDefault: true })).toEqual([]);
  expect(calendar(fixed, null, { offByDefault: true, unofficial: true })).toHaveLength(1);
});

test('renewals left are counted by the platform’s own rule', () => {
  const left = (renewals: number) => calendar(renewable, token({ renewals }))[0]?.renewalsLeft;
  expect([0, 1, 4, 5, 6].map(left)).toEqual([5, 4, 1, 0, 0]);
  const endless = { ...rotating, renewal: { request: () => ({ path: '/' }), read: () => token() } };
  expect(calendar(endless, token())[0]?.renewalsLeft).toBeNull();
  expect(calendar(rotating, token())[0]?.renewalsLeft).toBe(0);
});

test('warnings come at 14, 7, 2 and 1 days before a person is needed', () => {
  const warningAt = (left: number): unknown =>
    calendar(fixed, token({ expiresAt: NOW + left })).map(({ warning, state }) => [warning, state])[0];
  expect(
    [14 * DAY + 1, 14 * DAY, 7 * DAY + 1, 7 * DAY, 2 * DAY + 1, 2 * DAY, DAY + 1, DAY, 1, 0].map(warningAt),
  ).toEqual([...[null, 14, 14, 7, 7, 2, 2, 1, 1].map(warning => [warning, 'valid']), [null, 'ended']]);
});

test('what renews itself is warned of only when it should have done so', () => {
  const warningAt = (left: number, renewals: number): unknown =>
    calendar(renewable, token({ refreshExpiresAt: NOW + left, renewals }))[0]?.warning;
  expect([14, 7, 2, 1].map(days => warningAt(days * DAY, 4))).toEqual([null, null, 2, 1]);
  expect([14, 7, 2, 1].map(days => warningAt(days * DAY, 5))).toEqual([14, 7, 2, 1]);
});

test('an access token that ends is no end while it can be refreshed', () => {
  const refreshExpiresAt = NOW + 100 * DAY;
  expect(calendar(rotating, token({ expiresAt: NOW - HOUR, refreshExpiresAt }))).toEqual([
    one({ validUntil: NOW - HOUR, refreshUntil: refreshExpiresAt, consentBy: refreshExpiresAt }),
  ]);
  expect(calendar(rotating, token({ refreshExpiresAt: null }))).toEqual([one({})]);
});

test('an ended one waits when its code is new; a key that may be used again never ends', () => {
  const over = token({ expiresAt: NOW - 1, refreshToken: null });
  const state = (auth: Auth, code: string) =>
    calendar(auth, over, { code }).map(each => [each.state, each.consentBy])[0];
  expect(state(fixed, 'spent')).toEqual(['ended', NOW - 1]);
  expect(state(fixed, 'new')).toEqual(['waiting', null]);
  expect(state({ ...fixed, reusableCode: true }, 'spent')).toEqual(['waiting', null]);
});

test('the doctor says who has to do what, in order', () => {
  const consent = 'Let its owner consent on the platform, and set platforms.example.codes.a in renci.yaml.';
  const who = 'example: account "河西"';
  const end = NOW + 1.5 * DAY;
  const lines = (fields: Partial<Authorisation>) =>
    checkAuthorisations([one(fields)], NOW, ZONE).map(({ level, text, fix }) => [level, text, fix])[0];
  expect(lines({ state: 'never' })).toEqual(['problem', `${who} was never authorised.`, consent]);
  expect(lines({ state: 'ended', consentBy: NOW - DAY })).toEqual([
    ...['problem', `${who} lost its authorisation on 2022-12-19.`, consent],
  ]);
  expect(lines({ state: 'waiting' })).toEqual([
    ...['ok', `${who} has a new consent code, which the next collection uses.`, ''],
  ]);
  expect(lines({ warning: 2, consentBy: end })).toEqual([
    ...['warning', `${who} is authorised until 2022-12-21: 2 days left, and no renewal.`, consent],
  ]);
  expect(lines({ warning: 1, consentBy: NOW + HOUR, renewalsLeft: 3 })).toEqual([
    'warning',
    `${who} is authorised until 2022-12-20: 1 day left, and it should have been renewed by itself.`,
    `Look for its failure in the log. ${consent}`,
  ]);
  expect(lines({})).toEqual(['ok', '1 account is authorised.', '']);
  expect(checkAuthorisations([], NOW, ZONE)).toEqual([]);
});
