import { describe, expect, test } from 'vitest';
import { cappedWan, flooredWan, grouped, roundedWan } from './display.ts';
import { beijing, idOf, reference } from './harness.ts';
import { archiveOf, sheetAt } from './sheet.ts';
import { createWorld } from './world.ts';

test('counts are written as partners write them', () => {
  const numbers = [0, 999, 1000, 9999, 10_000, 12_999, 99_999, 100_000, 100_001, 1_234_567];
  expect(numbers.map(grouped)).toEqual([
    '0',
    '999',
    '1,000',
    '9,999',
    '10,000',
    '12,999',
    '99,999',
    '100,000',
    '100,001',
    '1,234,567',
  ]);
  expect(numbers.map(flooredWan)).toEqual([
    '0',
    '999',
    '1,000',
    '9,999',
    '1.0万',
    '1.2万',
    '9.9万',
    '10.0万',
    '10.0万',
    '123.4万',
  ]);
  expect(numbers.map(roundedWan)).toEqual([
    '0',
    '999',
    '1000',
    '9999',
    '1.0万',
    '1.3万',
    '10.0万',
    '10.0万',
    '10.0万',
    '123.5万',
  ]);
  expect(numbers.map(cappedWan)).toEqual([
    '0',
    '999',
    '1,000',
    '9,999',
    '1.0万',
    '1.2万',
    '9.9万',
    '10.0万',
    '10万+',
    '10万+',
  ]);
});

describe('the partners’ sheet', () => {
  const world = createWorld({ catalogues: [reference] });
  const linesAt = (at: string): string[] => sheetAt(world, beijing(at)).split('\r\n');
  const shownAt = (at: string, work: string, account: string): string => {
    const id = idOf(work, account);
    const line = linesAt(at).find(l => l.split(',')[4] === id)!;
    return /,(?:播放量|阅读量|观看人次),(.*),[^,]*$/.exec(line)![1]!;
  };
  const count = (at: string, work: string, account: string): number => {
    const p = reference.placements.find(x => x.workId === work && x.accountId === account)!;
    return world.count(p.platformId, p.externalId, p.metric, beijing(at));
  };

  test('has one row for each published placement without a collector, ids whole, and none for radio', () => {
    const expected = reference.placements
      .filter(
        p =>
          p.metric !== 'listening_rate' &&
          (['douyin', 'netease', 'sohu', 'tencent', 'zhihu'].includes(p.platformId)
            ? p.metric !== 'plays'
            : !['kuaishou', 'weibo', 'jinyun'].includes(p.platformId)),
      )
      .map(p => p.externalId);
    const lines = linesAt('2022-12-30 18:00');
    expect(lines[0]).toBe('平台,账号,标题,链接,作品ID,指标,数值,统计时间');
    expect(lines.at(-1)).toBe('');
    expect(lines.slice(1, -1).map(line => line.split(',')[4])).toEqual(expected);
    expect(expected.filter(id => /^\d{19}$/.test(id)).length).toBeGreaterThan(10);
    expect(
      linesAt('2022-12-05 08:00')
        .slice(1, -1)
        .map(line => line.split(',')[5]),
    ).toEqual(['阅读量', '阅读量']);
  });

  test('writes a row as its desk does', () => {
    const at = '2022-12-06 23:30';
    const id = idOf('education-live', 'douyin-jinyun');
    expect(linesAt(at).filter(line => line.includes(id))).toEqual([
      `抖音,津云号,《公仆走进直播间》年终访谈直播：市教委,${
        reference.placements.find(p => p.externalId === id)!.url
      },${id},观看人次,${count(at, 'education-live', 'douyin-jinyun')},2022-12-06 23:30`,
    ]);
    const iptv = grouped(count(at, 'education-replay', 'iptv-tj'));
    expect(shownAt(at, 'education-replay', 'iptv-tj')).toBe(`"${iptv}"`);
    const china = roundedWan(count('2022-12-30 18:00', 'urban-management-replay', 'china-tj'));
    expect(china.endsWith('万')).toBe(true);
    expect(shownAt('2022-12-30 18:00', 'urban-management-replay', 'china-tj')).toBe(china);
  });

  test('has "--" where a desk has no figure: its first day, the last day of another', () => {
    const day = (work: string, account: string, days: readonly string[]): boolean[] =>
      days.map(d => shownAt(`2022-12-${d} 23:30`, work, account) === '--');
    expect(day('ecology-replay', 'china-tj', ['22', '23'])).toEqual([true, false]);
    expect(day('human-resources-replay', 'cnr-tj', ['29', '30'])).toEqual([false, true]);
  });
});

test('the archive of a past campaign has each evening’s counts in full, and nothing of other months', () => {
  const world = createWorld({ catalogues: [reference] });
  const [from, until] = [beijing('2022-12-05 00:00'), beijing('2022-12-07 00:00')];
  const lines = archiveOf(world, { from, until }).split('\r\n').slice(1, -1);
  const expected = ['2022-12-05 18:00', '2022-12-06 18:00'].flatMap(at =>
    world.items
      .filter(item => item.publishedAt >= from && item.publishedAt <= beijing(at))
      .map(item => [
        ...[item.externalId, String(world.count(item.platform, item.externalId, item.metric, beijing(at)))],
        at,
      ]),
  );
  expect(lines.map(line => line.split(',')).map(cells => [cells[4], ...cells.slice(-2)])).toEqual(expected);
});

test('a desk reports a work for sixty days', () => {
  const world = createWorld({ catalogues: [reference] });
  const has = (at: string): boolean => sheetAt(world, beijing(at)).includes('IPTV-GPZJ-20221206');
  expect(['2023-02-04 19:29', '2023-02-04 19:30'].map(has)).toEqual([true, false]);
});
