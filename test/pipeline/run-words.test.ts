import { expect, test } from 'vitest';
import type { Collector, Target } from '../../collectors/contract.ts';
import type { RunSummary } from '../../collectors/runner.ts';
import { remarkWords } from '../../pipeline/domain/run-remarks.ts';
import { endRemarks, type Part, summarise } from '../../pipeline/jobs/run-words.ts';
import { example, nobody, setStage, settings, target } from '../collectors/example.ts';

const stage = setStage();

const sentence = (expected: number, parts: readonly Part[]): string =>
  summarise(
    expected,
    parts.reduce((sum, { summary }) => sum + summary.read, 0),
    endRemarks(parts),
  );

const items = (ids: string) => ({ body: { items: ids.split(',').map(id => ({ id, plays: 5 })) } });
const summaryOf = async (
  targets: readonly Target[],
  collector: Collector = example as unknown as Collector,
) => (await stage.bench.collect(collector, targets, settings(stage))).summary;
const targetsOf = (accounts: readonly string[]): Target[] =>
  accounts.flatMap((account, i) => [0, 1, 2, 3].map(n => target(i * 4 + n, `${account}${n}`, account)));

test('a wrong key is asked for once an account, said once, and stops no other account and no other platform', async () => {
  stage.answer = ({ query }) =>
    /^[ab]/.test(String(query.ids))
      ? { body: { code: 3, said: 'app key unknown: set EXAMPLE_KEY to the one in the console' } }
      : items(String(query.ids));
  const sick = await summaryOf(targetsOf(['a', 'b', 'c']));
  const sound = await summaryOf(targetsOf(['d']));
  expect(stage.server.received.map(({ query }) => query.ids)).toEqual([
    ...['a0,a1', 'b0,b1', 'c0,c1', 'c2,c3'],
    ...['d0,d1', 'd2,d3'],
  ]);
  expect(
    sentence(16, [
      { collector: { name: { zh: '例', en: 'Example' } }, summary: sick },
      { collector: { name: { zh: '好', en: 'Sound' } }, summary: sound },
    ]),
  ).toBe(
    'read 8 of 16; Example: 8 failed (config ×8); ' +
      'example: code 3 app key unknown: set EXAMPLE_KEY to the one in the console (2 accounts)',
  );
});

test('a missing credential is named once for all accounts, and nothing is asked', async () => {
  const { credentials: _, ...rest } = settings(stage);
  const { summary } = await stage.bench.collect(example, targetsOf(['a', 'b']), { ...rest, credentials: {} });
  expect(stage.server.received).toEqual([]);
  expect(sentence(8, [{ collector: example, summary }])).toBe(
    'read 0 of 8; Example: 8 failed (config ×8); ' +
      'example: set EXAMPLE_KEY in the environment; "example" cannot ask without (2 accounts)',
  );
});

test('accounts that each have a reason of their own are named, up to three', () => {
  const summary: RunSummary = {
    ...{ ...nobody, targets: 5, failed: 5, requests: 5, failures: { auth: 5 } },
    stops: ['a', 'b', 'c', 'd', 'e'].map(accountId => ({
      ...{ accountId, kind: 'auth', message: `account "${accountId}" needs its owner's consent` },
    })),
  };
  expect(sentence(5, [{ collector: example, summary }])).toBe(
    'read 0 of 5; Example: 5 failed (auth ×5); account "a" needs its owner\'s consent; ' +
      'account "b" needs its owner\'s consent; account "c" needs its owner\'s consent; ' +
      '2 more accounts were left alone, see "renci doctor"',
  );
});

test('the same is told in Chinese, from the remarks that are kept with the run', () => {
  const summary: RunSummary = {
    ...{ ...nobody, targets: 12, read: 3, failed: 8, absent: 1, requests: 5 },
    failures: { network: 7, auth: 1 },
    stops: [{ accountId: 'a', kind: 'auth', message: 'example: code 40101 接口密钥无效' }],
  };
  const remarks = endRemarks([{ collector: { name: { zh: '快手', en: 'Kuaishou' } }, summary }]);
  expect(remarks.map(remark => remarkWords(remark))).toEqual([
    {
      zh: '快手：8个失败（网络不通 ×7、授权失效 ×1），1个应答里没有',
      en: 'Kuaishou: 8 failed (network ×7, auth ×1), 1 not in the answer',
    },
    {
      zh: '快手：有一个账号没有再问，平台报错，代码 40101，平台原文：“接口密钥无效”',
      en: 'example: code 40101 接口密钥无效',
    },
  ]);
  expect(remarkWords({ code: 'stopped', by: '值班', unasked: 1_200 })).toEqual({
    zh: '由值班中止，1,200个没有问，已读到的都保留',
    en: 'stopped by 值班: 1200 were not asked, what was read is kept',
  });
});
