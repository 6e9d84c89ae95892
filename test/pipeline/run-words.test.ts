import { expect, test } from 'vitest';
import type { Collector, Target } from '../../collectors/contract.ts';
import type { RunSummary } from '../../collectors/runner.ts';
import { summarise } from '../../pipeline/jobs/run-words.ts';
import { example, nobody, setStage, settings, target } from '../collectors/example.ts';

const stage = setStage();

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
    summarise(16, [
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
  expect(summarise(8, [{ collector: example, summary }])).toBe(
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
  expect(summarise(5, [{ collector: example, summary }])).toBe(
    'read 0 of 5; Example: 5 failed (auth ×5); account "a" needs its owner\'s consent; ' +
      'account "b" needs its owner\'s consent; account "c" needs its owner\'s consent; ' +
      '2 more accounts were left alone, see "renci doctor"',
  );
});
