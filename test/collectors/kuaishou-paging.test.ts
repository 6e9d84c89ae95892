import { expect, test } from 'vitest';
import type { Page } from '../../collectors/contract.ts';
import kuaishou from '../../collectors/platforms/kuaishou.ts';

const page = {
  targets: [],
  accountId: 'a',
  credentials: {},
  token: null,
  cursor: null,
  now: 0,
} satisfies Page;
/** A page of photos with these publish times, named by their place in the list. */
const cursorAfter = (times: readonly (number | string)[]): string | null | undefined =>
  kuaishou.nextCursor?.(
    kuaishou.response.parse({
      result: 1,
      video_list: times.map((create_time, i) => ({ photo_id: `photo-${i}`, create_time })),
    }),
    page,
  );
const newestFirst = Array.from({ length: 200 }, (_, i) => 1_670_202_000_000 - i * 60_000);

test('the next page begins after the oldest photo, wherever a pinned one stands', () => {
  expect(cursorAfter(newestFirst)).toBe('photo-199');
  expect(cursorAfter([newestFirst[199] as number, ...newestFirst.slice(0, 199)])).toBe('photo-0');
  expect(cursorAfter(newestFirst.map(String))).toBe('photo-199');
});

test('of photos of the same moment the last listed counts, so that no page is read twice', () => {
  expect(cursorAfter([...newestFirst.slice(0, 198), 5, 5])).toBe('photo-199');
  expect(cursorAfter(Array(200).fill(5))).toBe('photo-199');
});

test('a short page is the last', () => {
  expect(cursorAfter(newestFirst.slice(0, 199))).toBeNull();
  expect(cursorAfter([])).toBeNull();
});
