import { expect, test } from 'vitest';
import { parseBroadcast } from '../../pipeline/sheets/broadcast.ts';
import { dated, workbookOf } from './workbooks.ts';

test('a rating report keeps the percentages that it shows', () => {
  const report = (name: string) => ({
    name,
    rows: [
      [
        '节目名称',
        '频道',
        '播出日期',
        '收听率(%)',
        '市场份额(%)',
        '方法',
        '统计周期',
        '报告日期',
        '数据来源',
      ],
      [
        ...[
          '教育',
          '新闻广播',
          dated(44_900, 'yyyy-mm-dd'),
          { t: 'n', v: 0.0035, z: '0.0%' } as const,
          12.3456,
        ],
        ...['日记卡', '2022-12-05', dated(44_901, 'yyyy/m/d'), '收听率调查机构'],
      ],
    ],
  });
  const options = { fileName: 'w.xlsx', timeZone: 'Asia/Shanghai' };
  const { rows } = parseBroadcast(workbookOf([report('周报')]), options);
  expect(
    rows.map(({ line, airedOn, figures }) => [line, airedOn, figures.map(({ value }) => value)]),
  ).toEqual([[2, '2022-12-05', ['0.35', '12.3456']]]);
  const two = workbookOf([report('周报'), report('月报')]);
  expect(() => parseBroadcast(two, options)).toThrow(
    'w.xlsx has several sheets, 周报, 月报: say which is the report with --sheet.',
  );
  expect(parseBroadcast(two, { ...options, sheet: '月报' }).rows.length).toBe(1);
});
