import { describe, expect, test } from 'vitest';
import sina from '../../collectors/platforms/sina.ts';
import { createSina } from '../simulators/sina.ts';
import { type BenchItem, endsOf, FAULTS, openPlatform } from './platform-bench.ts';

const ITEMS: readonly BenchItem[] = [
  { id: 'comos-mqmwnfc3991877', metric: 'comments' },
  { id: '1700000001-0abc12def', metric: 'comments' },
  { id: 'qc:comos-mqmwnfc4000001', metric: 'comments' },
  { id: 'comos-mqmwnfcgone', metric: 'comments', state: 'removed' },
];
const portal = openPlatform({
  collector: sina,
  items: ITEMS,
  create: createSina,
});
const NOTHING = 'total 0: no comments, or an article or channel that Sina does not know';

test('comments of each article in its own channel; a zero says nothing', async () => {
  const unknown = ['comos-unknown', 'mp:comos-mqmwnfc3991877', '433094886'];
  const collected = await portal.collect({ unknown });
  const { read, missed } = endsOf(collected, ITEMS, unknown);
  expect(read).toEqual(
    ITEMS.slice(0, 3).map(({ id }) => {
      const count = portal.truth(id, 'comments');
      return [id, 'comments', count, count, String(count)];
    }),
  );
  expect(missed).toEqual([
    ['comos-mqmwnfcgone', 'absent', '', NOTHING],
    ['comos-unknown', 'absent', '', NOTHING],
    ['mp:comos-mqmwnfc3991877', 'absent', '', NOTHING],
    [
      '433094886',
      'failed',
      'config',
      'sina: "433094886" is no article; write comos-…, {uid}-{aid}, or {channel}:{newsid}',
    ],
  ]);
  expect(new Set(collected.all.payloads.map(({ contentType }) => contentType))).toEqual(
    new Set(['application/json; charset=utf-8']),
  );
});

describe('faults', () => {
  test.each(FAULTS)('%s ends as %s, and the next run is whole again', async (kind, expected, requests) => {
    portal.fault = { kind };
    const { summary } = await portal.collect();
    expect(summary.failures).toEqual({ [expected]: ITEMS.length });
    expect([summary.read, portal.server.requests() >= requests]).toEqual([0, true]);
    portal.fault = null;
    portal.bench.clock.set(portal.bench.clock.now() + 60_000);
    expect((await portal.collect()).summary).toMatchObject({ read: 3, absent: 1, failed: 0 });
  });

  test('zeros everywhere bring no reading', async () => {
    portal.fault = { kind: 'zeros' };
    expect((await portal.collect()).summary).toMatchObject({ read: 0, absent: 4, failed: 0 });
  });
});

const article = (externalId: string) => ({ externalId, metric: 'reads', kind: 'article' });
const video = { externalId: '433094886', metric: 'plays', kind: 'clip' };
test.each([
  ['https://news.sina.com.cn/c/2022-12-05/doc-imqmwnfc3991877.shtml', article('comos-mqmwnfc3991877')],
  ['https://finance.sina.com.cn/jjxw/2022-12-05/doc-imqmwnfc3991877.shtml', article('comos-mqmwnfc3991877')],
  ['https://news.sina.cn/gn/2022-12-05/detail-imqmwnfc3991877.d.html', article('comos-mqmwnfc3991877')],
  ['https://k.sina.com.cn/article_1700000001_0abc12def.html?from=news', article('1700000001-0abc12def')],
  ['https://k.sina.cn/article_1700000001_0abc12def.html', article('1700000001-0abc12def')],
  ['https://video.sina.com.cn/view/433094886.html', video],
  ['https://video.sina.com.cn/p/news/2022-12-05/detail.html', null],
  ['https://news.sina.com.cn/', null],
])('%s', (link, expected) => {
  expect(sina.links?.recognise(new URL(link))).toEqual(expected);
  if (expected) {
    expect(sina.links?.recognise(new URL(String(sina.links.url(expected.externalId))))).toEqual(expected);
  }
});
