import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { causeOf } from '../../pipeline/domain/causes.ts';

const FIXTURES = join(import.meta.dirname, '../collectors');

/** Every reason that a collector's fixture expects, as the ledger keeps it. */
const reasons = (): { collector: string; reason: string }[] =>
  readdirSync(FIXTURES, { withFileTypes: true }).flatMap(folder =>
    folder.isDirectory()
      ? readdirSync(join(FIXTURES, folder.name), { recursive: true, encoding: 'utf8' })
          .filter(file => file.endsWith('expected.json'))
          .flatMap(file => {
            const expected: unknown = JSON.parse(readFileSync(join(FIXTURES, folder.name, file), 'utf8'));
            return saidIn(expected).map(reason => ({ collector: folder.name, reason }));
          })
      : [],
  );

const saidIn = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    (key === 'reason' || key === 'message') && typeof each === 'string' ? [each] : saidIn(each),
  );
};

/** What a schema says alone never stands in the ledger: the runner puts the sentence around it. */
const SCHEMA = /^(Invalid|expected (a list|the totals)|Too small)/;

test('every reason of every collector is told in Chinese, and only the platform’s words are quoted', () => {
  const all = reasons().filter(({ reason }) => !SCHEMA.test(reason));
  expect(all.length).toBeGreaterThan(50);
  const untold = all.filter(({ collector, reason }) => causeOf(`${collector}: ${reason}`).code === '');
  expect(untold).toEqual([]);
});

test('a platform’s code and words are kept apart from ours, and a collector’s hint is ours', () => {
  expect(causeOf('toutiao: code 2190008 access_token过期')).toEqual({
    code: 'platform-code',
    said: 'access_token过期',
    zh: '平台报错，代码 2190008，平台原文：“access_token过期”',
    en: "the platform's error code 2190008, in its own words: “access_token过期”",
  });
  expect(causeOf('code 127004 client_id校验失败: BILIBILI_CLIENT_ID is wrong')).toEqual({
    code: 'platform-code',
    said: 'client_id校验失败',
    zh: '平台报错，代码 127004，平台原文：“client_id校验失败”；BILIBILI_CLIENT_ID 的值不对',
    en: "the platform's error code 127004, in its own words: “client_id校验失败”; BILIBILI_CLIENT_ID is wrong",
  });
  expect(causeOf('sohu: code 403')).toEqual({
    code: 'platform-code',
    said: '',
    zh: '平台报错，代码 403',
    en: "the platform's error code 403",
  });
});

test('what stopped an account is told with its cause', () => {
  const consent =
    'douyin: account "d1" needs its owner\'s consent: its code was refused (Douyin gave no token: code 2190008 过期). ' +
    'Authorise it on the platform and set platforms.douyin.codes.d1 in renci.yaml (or in the environment) to the new code';
  expect(causeOf(`not asked, because ${consent}`)).toEqual({
    code: 'consent',
    said: '',
    zh: '没有再问，因为账号“d1”需要所有人重新同意（授权码没有被接受：平台没有给令牌：平台报错，代码 2190008，平台原文：“过期”），请在平台授权，再把新的授权码填进来',
    en: `not asked, because ${consent}`,
  });
  expect(causeOf('kuaishou: failed itself (HTTP 503); it asks to wait 600 s')).toEqual({
    code: 'platform-down',
    said: '',
    zh: '平台自身出错（HTTP 503）；平台要求等600秒',
    en: 'kuaishou: failed itself (HTTP 503); it asks to wait 600 s',
  });
});

test('a reason that no rule knows is quoted whole, and an empty one says nothing', () => {
  expect(causeOf('something quite new')).toEqual({
    code: '',
    said: 'something quite new',
    zh: '原文：“something quite new”',
    en: 'something quite new',
  });
  expect(causeOf('')).toEqual({ code: '', said: '', zh: '', en: '' });
});
