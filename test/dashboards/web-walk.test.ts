import { expect, test } from 'vitest';
import { walkTo } from '../../dashboards/web/src/charts/walk.ts';

test.each([
  ['ArrowLeft', null, 2],
  ['ArrowLeft', 1, 0],
  ['ArrowLeft', 0, 0],
  ['ArrowRight', null, 0],
  ['ArrowRight', 1, 2],
  ['ArrowRight', 2, 2],
  ['Home', 2, 0],
  ['End', 0, 2],
  ['a', 1, null],
])('%s at %s of three places leads to %s', (key, at, to) => {
  expect(walkTo(key, at, 3)).toBe(to);
});
