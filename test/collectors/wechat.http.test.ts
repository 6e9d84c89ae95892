import { expect, test } from 'vitest';
import wechat from '../../collectors/platforms/wechat.ts';
import readers from '../../collectors/platforms/wechat-readers.ts';
import { beijing as at } from '../simulators/harness.ts';
import { type SteadyItem, steadyWorld } from '../simulators/steady-world.ts';
import { createWechat, type WechatOptions, wechatCode } from '../simulators/wechat.ts';
import { endingsOf, FAULTS, startPlatform, targetsOf, underFault } from './platform-bench.ts';
import { createWorkbench } from './workbench.ts';

const BIZ = 'MzAxMjM0NTY3OA==';
const OTHER = 'MzAxMjM0NTY3OQ==';
const article = (account: string, id: string, publishedAt: number, perHour: number): SteadyItem => ({
  account,
  externalId: id,
  metric: 'reads',
  kind: 'article',
  publishedAt,
  perHour,
});

/** Two accounts whose pushes have the same numbers, an article too small to be listed, and one of today. */
const ITEMS: readonly SteadyItem[] = [
  article('gzh-a', `${BIZ}:2247490098_1`, at('2022-12-05T12:00'), 100),
  article('gzh-a', `${BIZ}:2247490098_2`, at('2022-12-05T12:00'), 0),
  article('gzh-a', `${BIZ}:2247490101_1`, at('2022-12-07T18:00'), 900),
  article('gzh-b', `${OTHER}:2247490098_1`, at('2022-12-05T20:00'), 10),
  article('gzh-a', `${BIZ}:2247490105_1`, at('2022-12-08T09:00'), 50),
];
const ACCOUNTS = ['gzh-a', 'gzh-b'];

const start = async (now: string, patch: Partial<WechatOptions> = {}, items = ITEMS) => {
  const bench = createWorkbench(`${now}:00+08:00`);
  const platform = await startPlatform(
    createWechat({
      world: steadyWorld('wechat', items),
      clock: bench.clock,
      accounts: ACCOUNTS,
      credentials: {},
      ...patch,
    }),
  );
  const settings = {
    baseUrl: platform.url,
    credentials: {},
    codes: Object.fromEntries(ACCOUNTS.map(account => [account, wechatCode(account)])),
  };
  const targets = targetsOf('wechat', items);
  return { bench, platform, settings, targets, collect: () => bench.collect(wechat, targets, settings) };
};

const SMALL = 'not in the list of 2022-12-05: under 3 actions so far, deleted, or published on another day';

test('reads are the totals to the end of yesterday, one request a publish day and account', async () => {
  const { collect, targets, platform } = await start('2022-12-08T10:00');
  const collected = await collect();
  expect(endingsOf(collected, targets)).toEqual({
    read: [
      // 60 hours from the 5th at noon to the end of the 7th.
      [`${BIZ}:2247490098_1`, 'reads', 6_000, 6_000],
      [`${BIZ}:2247490098_1`, 'readers', 4_800, 4_800],
      [`${BIZ}:2247490098_1`, 'shares', 30, 30],
      [`${BIZ}:2247490098_1`, 'favourites', 60, 60],
      [`${BIZ}:2247490101_1`, 'reads', 5_400, 5_400],
      [`${BIZ}:2247490101_1`, 'readers', 4_320, 4_320],
      [`${BIZ}:2247490101_1`, 'shares', 27, 27],
      [`${BIZ}:2247490101_1`, 'favourites', 54, 54],
      [`${OTHER}:2247490098_1`, 'reads', 520, 520],
      [`${OTHER}:2247490098_1`, 'readers', 416, 416],
      [`${OTHER}:2247490098_1`, 'shares', 2, 2],
      [`${OTHER}:2247490098_1`, 'favourites', 5, 5],
    ],
    missed: [
      [`${BIZ}:2247490098_2`, 'absent', '', SMALL],
      [`${BIZ}:2247490105_1`, 'absent', '', 'not in the answer'],
    ],
  });
  // Two tokens, the 5th and the 7th of one account, the 5th of the other.
  expect(platform.requests()).toBe(5);
});

test('before 08:00 yesterday is not asked for', async () => {
  const { collect, targets } = await start('2022-12-08T07:59');
  const collected = await collect();
  expect(endingsOf(collected, targets)).toMatchObject({
    missed: [
      [`${BIZ}:2247490098_2`, 'absent', '', SMALL],
      [`${BIZ}:2247490101_1`, 'absent', '', 'not in the answer'],
      [`${BIZ}:2247490105_1`, 'absent', '', 'not in the answer'],
    ],
  });
  expect(collected.summary).toEqual({
    targets: 5,
    read: 2,
    absent: 3,
    hidden: 0,
    removed: 0,
    failed: 0,
    rejects: 0,
    requests: 4,
    failures: {},
    stops: [],
    unasked: 0,
  });
});

test('after its window the interface says nothing, which is no zero', async () => {
  const only = ITEMS.slice(0, 1);
  const { bench, collect, targets } = await start('2022-12-12T10:00', {}, only);
  expect(endingsOf(await collect(), targets).read[0]).toEqual([
    `${BIZ}:2247490098_1`,
    'reads',
    15_600,
    15_600,
  ]);
  bench.clock.set(at('2022-12-13T10:00'));
  expect(endingsOf(await collect(), targets)).toEqual({
    read: [],
    missed: [[`${BIZ}:2247490098_1`, 'absent', '', 'not in the answer']],
  });
});

test('the token is asked for again when its two hours are over, with the same key', async () => {
  const { bench, collect } = await start('2022-12-08T10:00');
  const paths = async () =>
    (await collect()).all.attempts.map(({ url }) => new URL(url).pathname.split('/').at(-1)).sort();
  const days = Array(3).fill('getarticletotal');
  expect(await paths()).toEqual([...days, 'stable_token', 'stable_token']);
  bench.clock.set(at('2022-12-08T11:00'));
  expect(await paths()).toEqual(days);
  bench.clock.set(at('2022-12-08T12:00'));
  expect(await paths()).toEqual([...days, 'stable_token', 'stable_token']);
});

test('a token that somebody else pushed out is replaced, and the request repeated once', async () => {
  const { collect, platform, settings } = await start('2022-12-08T10:00');
  await collect();
  const [appid, secret] = wechatCode('gzh-a').split(':');
  await fetch(`${platform.url}/cgi-bin/stable_token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ grant_type: 'client_credential', appid, secret, force_refresh: true }),
  });
  const { summary, all } = await collect();
  expect(summary).toMatchObject({ read: 3, failed: 0, requests: 5 });
  expect(all.attempts.filter(({ errorKind }) => errorKind === 'auth').map(({ error }) => error)).toEqual([
    'code 40001 invalid credential, access_token is invalid or not latest rid: 63a1c0de-1f2e3d4c-5b6a7980',
  ]);
  const kept = JSON.stringify(all);
  for (const code of Object.values(settings.codes)) expect(kept).not.toContain(code.split(':')[1]);
});

const refusals: readonly [string, Partial<WechatOptions>, string, RegExp][] = [
  ['an unlisted address', { isUnlisted: true }, 'config', /40164 .*put the address of this machine on/],
  ['an unverified account', { unverified: ACCOUNTS }, 'config', /48001 api unauthorized .*verified account/],
  ['a spent quota', { perDay: 0 }, 'rate-limited', /45009 .*begins anew at midnight in Beijing/],
];
test.each(refusals)('%s is said in words to act on', async (_, patch, kind, reason) => {
  const { collect } = await start('2022-12-08T10:00', patch);
  const { summary, all } = await collect();
  expect(summary.failures).toEqual({ [kind]: 5 });
  expect(all.misses[0]?.reason).toMatch(reason);
});

test('a wrong secret and a code of another form are for the operator', async () => {
  const { bench, targets, settings } = await start('2022-12-08T10:00');
  const reasonWith = async (code: string) => {
    const codes = { 'gzh-a': code, 'gzh-b': code };
    return (await bench.collect(wechat, targets, { ...settings, codes })).all.misses[0]?.reason;
  };
  const [appid] = wechatCode('gzh-a').split(':');
  expect(await reasonWith(`${appid}:wrong`)).toBe(
    'WeChat gave no token: code 40125 invalid appsecret rid: 63a1c0de-1f2e3d4c-5b6a7980: the AppSecret is wrong',
  );
  expect(await reasonWith('consent')).toBe(
    'wechat: the code of an account is its AppID and AppSecret joined by a colon ("wx…:…")',
  );
});

test('an account that fails does not stop the other', async () => {
  const { collect } = await start('2022-12-08T10:00', { unverified: ['gzh-a'] });
  expect((await collect()).summary).toMatchObject({ read: 1, failed: 4, failures: { config: 4 } });
});

test.each(FAULTS)('%s ends as %s, and the next run is whole again', async (fault, kind) => {
  const { bench, platform, settings, targets } = await start('2022-12-08T10:00');
  const { during, after } = await underFault(bench, platform, fault, wechat, targets, settings);
  expect(during.summary).toMatchObject({ read: 0, failed: 5, failures: { [kind]: 5 } });
  expect(after.summary).toMatchObject({ read: 3, absent: 2, failed: 0 });
});

test('readers are persons of their own interface, followed for 30 days', async () => {
  const items = ITEMS.slice(0, 1).map(item => ({
    ...item,
    metric: 'readers' as const,
    publishedAt: at('2026-03-02T12:00'),
  }));
  const { bench, settings, targets } = await start('2026-03-31T10:00', {}, items);
  const collected = await bench.collect(readers, targets, settings);
  const hours = 12 + 28 * 24;
  expect(endingsOf(collected, targets)).toEqual({
    read: [
      [`${BIZ}:2247490098_1`, 'readers', hours * 100, hours * 100],
      [`${BIZ}:2247490098_1`, 'likes', hours * 2, hours * 2],
      [`${BIZ}:2247490098_1`, 'comments', hours / 4, hours / 4],
      [`${BIZ}:2247490098_1`, 'favourites', hours, hours],
    ],
    missed: [],
  });
  bench.clock.set(at('2026-04-02T10:00'));
  expect(endingsOf(await bench.collect(readers, targets, settings), targets)).toEqual({
    read: [],
    missed: [[`${BIZ}:2247490098_1`, 'absent', '', 'not in the answer']],
  });
});

test.each(FAULTS)('readers: %s ends as %s, and the next run is whole again', async (fault, kind) => {
  const items = ITEMS.slice(0, 1).map(item => ({
    ...item,
    metric: 'readers' as const,
    publishedAt: at('2026-03-02T12:00'),
  }));
  const { bench, platform, settings, targets } = await start('2026-03-04T10:00', {}, items);
  const { during, after } = await underFault(bench, platform, fault, readers, targets, settings);
  expect(during.summary).toMatchObject({ read: 0, failed: 1, failures: { [kind]: 1 } });
  expect(after.summary).toMatchObject({ read: 1, failed: 0 });
});
