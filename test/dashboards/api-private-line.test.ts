import { expect, test } from 'vitest';
import { createApi } from '../../dashboards/api/app.ts';
import type { Database } from '../../pipeline/clickhouse/client.ts';
import { ManualClock } from '../../pipeline/clock.ts';
import type { ConsentCode } from '../../pipeline/jobs/authorise.ts';
import type { Desk } from '../../pipeline/jobs/desk.ts';
import { silentLogger } from '../../pipeline/log.ts';

type Headers = Readonly<Record<string, string>>;

/** What entering a code is answered with, and whether it was used; nothing else is asked of the desk. */
const enter = async (peer: string | null, headers: Headers = {}): Promise<unknown> => {
  const used: ConsentCode[] = [];
  const desk: Pick<Desk, 'authorise'> = {
    authorise: async given => {
      used.push(given);
      return { platform: given.platform, account: given.account, validUntil: 0 };
    },
  };
  const api = createApi({
    ...{ db: {} as Database, clock: new ManualClock(0), log: silentLogger, collectors: [] },
    ...{ config: { data: '/nowhere', platforms: {}, secret: () => null }, version: '1.2.3' },
    ...{ now: async () => ({ asOf: 0, knownAt: 0 }), desk: desk as Desk, reference: () => 'ref' },
  });
  const response = await api.request(
    '/api/v1/authorisations/kuaishou/city-news/code',
    {
      method: 'POST',
      body: JSON.stringify({ code: 'c-1', by: '值班' }),
      headers: { 'content-type': 'application/json', ...headers },
    },
    peer === null
      ? {}
      : { incoming: { socket: { remoteAddress: peer, remotePort: 1, remoteFamily: 'IPv4' } } },
  );
  return { status: response.status, body: await response.json(), used };
};

const TAKEN = {
  status: 200,
  body: { platform: 'kuaishou', account: 'city-news', validUntil: '1970-01-01T00:00:00.000Z' },
  used: [{ platform: 'kuaishou', account: 'city-news', code: 'c-1', by: '值班' }],
};

test.each<[what: string, peer: string | null, headers?: Headers]>([
  ['a program on the machine', '127.0.0.1'],
  ['a program on the machine, over IPv6', '::1'],
  ['a program on the machine, where every address is listened at', '::ffff:127.0.0.1'],
  ['this process', null],
  ['a page opened on the machine', '127.0.0.1', { origin: 'http://localhost:8420' }],
  ['a page opened on the machine through a port of it', '172.17.0.1', { origin: 'http://127.0.0.1:8420' }],
  ['a page opened over https', '10.0.0.7', { origin: 'https://renci.example' }],
  ['a program through a proxy that speaks https', '127.0.0.1', { 'x-forwarded-proto': 'https, http' }],
])('a consent code of %s is taken', async (_what, peer, headers) => {
  expect(await enter(peer, headers)).toEqual(TAKEN);
});

const REFUSED = {
  status: 422,
  body: {
    error: {
      kind: 'refused',
      message:
        'This consent code crossed the network in the clear, and was not used. Somebody may have seen it: have a new ' +
        'one made, and enter it over https, on the machine that serves this as http://127.0.0.1, or by renci authorise.',
      messageZh:
        '这个授权码是以明文经过网络送来的，没有使用。它可能已被看到，请重新取得一个，再用 https、在服务所在的机器上用 ' +
        'http://127.0.0.1，或用 renci authorise 填入。',
      reference: 'ref',
      code: 'code-in-the-clear',
      params: {},
    },
  },
  used: [],
};

test.each<[what: string, peer: string, headers?: Headers]>([
  ['a program of another machine', '10.0.0.7'],
  ['a page opened on another machine', '10.0.0.7', { origin: 'http://renci.example' }],
  ['such a page through a proxy here', '127.0.0.1', { origin: 'http://renci.example' }],
  ['a page that hides its address', '127.0.0.1', { origin: 'null' }],
  ['a program through a proxy without https', '127.0.0.1', { 'x-forwarded-proto': 'http' }],
  ['a program through a proxy that does not tell', '127.0.0.1', { 'x-forwarded-for': '10.0.0.7' }],
  ['a host that is only called so', '10.0.0.7', { origin: 'http://127.0.0.1.example' }],
])('a consent code of %s is refused and not used', async (_what, peer, headers) => {
  expect(await enter(peer, headers)).toEqual(REFUSED);
});
