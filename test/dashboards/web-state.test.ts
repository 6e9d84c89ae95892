import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resolveMoment } from '../../dashboards/web/src/url/moment.ts';
import {
  formatSheet,
  linkTo,
  type PageState,
  parseSheet,
  readState,
  type SheetRef,
  writeState,
} from '../../dashboards/web/src/url/state.ts';

const NOTHING: PageState = { asOf: null, knownAt: null, formula: null, lang: null, age: null, sheet: [] };

test('an address is read whole', () => {
  expect(
    readState('?asOf=2022-12-30T18:00&lang=zh-CN&formula=video_view_times@1&sheet=episode:e02/placement:17'),
  ).toEqual({
    asOf: '2022-12-30T18:00',
    knownAt: null,
    formula: 'video_view_times@1',
    lang: 'zh-CN',
    age: null,
    sheet: [
      { kind: 'episode', id: 'e02' },
      { kind: 'placement', id: 17 },
    ],
  });
});

test('a state is written readably and in a fixed order', () => {
  expect(
    writeState({
      ...NOTHING,
      lang: 'en',
      age: '3d',
      asOf: '2022-12-30T18:00',
      formula: 'video_view_times@1',
      sheet: [{ kind: 'total' }, { kind: 'placement', id: 17 }],
    }),
  ).toBe('asOf=2022-12-30T18:00&formula=video_view_times@1&age=3d&sheet=total/placement:17&lang=en');
  expect(writeState(NOTHING)).toBe('');
});

test('a plus sign typed by hand still means an offset', () => {
  expect(readState('?asOf=2022-12-30T18:00+08:00')).toEqual({ ...NOTHING, asOf: '2022-12-30T18:00+08:00' });
});

test('sheets that make no sense are left out', () => {
  expect(parseSheet('total/placement:0/placement:x/placement:/episode:/nothing/missing:1/runs')).toEqual([
    { kind: 'total' },
    { kind: 'runs' },
  ]);
  expect(parseSheet(null)).toEqual([]);
  expect(parseSheet('episode:%E0%A4%A')).toEqual([{ kind: 'episode', id: '%E0%A4%A' }]);
});

test('a link changes only what it names', () => {
  expect(linkTo('/campaigns/a', '?asOf=2022-12-30T18:00&lang=en', { sheet: [{ kind: 'missing' }] })).toBe(
    '/campaigns/a?asOf=2022-12-30T18:00&sheet=missing&lang=en',
  );
  expect(linkTo('/campaigns/a', '?asOf=2022-12-30T18:00', { asOf: null })).toBe('/campaigns/a');
});

test('what the page does not name stays; how a table of a sheet is looked at goes with the last sheet', () => {
  const search = '?sort=-count&q=快手&sheet=total&lang=en&from=chat';
  expect(linkTo('/c', search, { sheet: [{ kind: 'total' }, { kind: 'placement', id: 17 }] })).toBe(
    '/c?sheet=total/placement:17&lang=en&sort=-count&q=%E5%BF%AB%E6%89%8B&from=chat',
  );
  expect(linkTo('/c', search, { asOf: '2022-12-30T18:00' })).toBe(
    '/c?asOf=2022-12-30T18:00&sheet=total&lang=en&sort=-count&q=%E5%BF%AB%E6%89%8B&from=chat',
  );
  expect(linkTo('/c', search, { sheet: [] })).toBe('/c?lang=en&from=chat');
});

const sheetRef: fc.Arbitrary<SheetRef> = fc.oneof(
  fc.constantFrom<SheetRef>(
    { kind: 'total' },
    { kind: 'own' },
    { kind: 'missing' },
    { kind: 'formula' },
    { kind: 'runs' },
  ),
  fc.record({
    kind: fc.constantFrom(...(['episode', 'platform', 'kind', 'series', 'family', 'act'] as const)),
    id: fc.string({ minLength: 1, unit: 'grapheme' }),
  }),
  fc.record({ kind: fc.constant('placement' as const), id: fc.integer({ min: 1, max: 4_294_967_295 }) }),
);

test('whatever ids hold, sheets come back as they were', () => {
  fc.assert(
    fc.property(fc.array(sheetRef, { maxLength: 3 }), sheet => {
      expect(parseSheet(formatSheet(sheet))).toEqual(sheet);
      expect(readState(writeState({ ...NOTHING, sheet }))).toEqual({ ...NOTHING, sheet });
    }),
  );
});

test('wall times wait for the zone, offsets do not', () => {
  const wall = { asOf: '2022-12-30T18:00', knownAt: null, formula: 'f@1' };
  expect(resolveMoment(wall, null)).toEqual({ moment: null, invalid: null });
  expect(resolveMoment(wall, 'Asia/Shanghai')).toEqual({
    moment: { asOf: '2022-12-30T10:00:00.000Z', knownAt: null, formula: 'f@1' },
    invalid: null,
  });
  expect(resolveMoment({ asOf: '2022-12-30T10:00:00Z', knownAt: null, formula: null }, null)).toEqual({
    moment: { asOf: '2022-12-30T10:00:00.000Z', knownAt: null, formula: null },
    invalid: null,
  });
  expect(resolveMoment(NOTHING, null)).toEqual({
    moment: { asOf: null, knownAt: null, formula: null },
    invalid: null,
  });
});

test('a time nobody can read is named and now is asked for', () => {
  expect(resolveMoment({ asOf: '30 Dec', knownAt: null, formula: null }, 'Asia/Shanghai')).toEqual({
    moment: { asOf: null, knownAt: null, formula: null },
    invalid: '30 Dec',
  });
});
