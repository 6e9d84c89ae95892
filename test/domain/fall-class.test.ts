import { expect, test } from 'vitest';
import { classify } from '../../pipeline/domain/fall-class.ts';

const at = (day: string): number => Date.parse(`${day}T12:00:00+08:00`);
const views = (day: string) => classify({ at: at(day), metric: 'plays' }, 'youtube', 'Asia/Shanghai');

test('a fall in the week after a platform changed its definition is of that class; any other is a correction', () => {
  // The first frame counts as a view since August 2026.
  expect(['2026-07-30', '2026-08-27', '2026-09-30'].map(views)).toMatchInlineSnapshot(`
    [
      "platform-correction",
      "definition-changed",
      "platform-correction",
    ]
  `);
  expect(classify({ at: at('2026-08-27'), metric: 'plays' }, 'douyin', 'Asia/Shanghai')).toBe(
    'platform-correction',
  );
});
