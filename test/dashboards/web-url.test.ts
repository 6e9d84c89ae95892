import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stepsBack } from '../../dashboards/web/src/url/history.ts';
import { linksFrom } from '../../dashboards/web/src/url/links.ts';
import {
  choiceParam,
  flagParam,
  listParam,
  nullableText,
  numberParam,
  readParams,
  textParam,
  writeParams,
} from '../../dashboards/web/src/url/params.ts';
import { formatSheet, parseTrail } from '../../dashboards/web/src/url/sheet-trail.ts';

const PARAMS = {
  q: textParam,
  state: choiceParam(['all', 'held', 'missing'], 'all'),
  day: nullableText,
  page: numberParam,
  only: flagParam,
  tags: listParam,
} as const;

test('a page’s state is read with its defaults', () => {
  expect(readParams(PARAMS, '')).toEqual({
    ...{ q: '', state: 'all', day: null, page: null, only: false, tags: [] },
  });
  expect(readParams(PARAMS, '?q=津云&state=held&day=2022-12-30&page=3&only=1&tags=a,b%252Cc')).toEqual({
    ...{ q: '津云', state: 'held', day: '2022-12-30', page: 3, only: true, tags: ['a', 'b,c'] },
  });
  expect(readParams(PARAMS, '?state=nothing&page=-1&only=yes')).toEqual(readParams(PARAMS, ''));
});

test('defaults are left out, and what the page does not know stays', () => {
  const search = '?lang=en&state=held&q=a';
  expect(writeParams(PARAMS, '/x', search, { state: 'all', tags: ['a,b', 'c'] })).toBe(
    '/x?lang=en&q=a&tags=a%252Cb,c',
  );
  expect(writeParams(PARAMS, '/x', '?q=a', { q: '' })).toBe('/x');
});

test('whatever is written comes back', () => {
  const state = fc.record({
    q: fc.string({ unit: 'grapheme' }),
    state: fc.constantFrom('all' as const, 'held' as const, 'missing' as const),
    day: fc.option(fc.string({ unit: 'grapheme' })),
    page: fc.option(fc.nat()),
    only: fc.boolean(),
    tags: fc.array(fc.string({ unit: 'grapheme', minLength: 1 })),
  });
  fc.assert(
    fc.property(state, wanted => {
      const address = new URL(writeParams(PARAMS, '/x', '', wanted), 'http://renci');
      expect(readParams(PARAMS, address.search)).toEqual(wanted);
    }),
  );
});

test('whatever ids hold, a trail of sheets comes back as it was', () => {
  const part = fc.record({
    kind: fc.constantFrom('payload', 'reading', 'run'),
    id: fc.option(fc.string({ unit: 'grapheme', minLength: 1 })),
  });
  fc.assert(
    fc.property(fc.array(part, { maxLength: 3 }), trail => {
      expect(parseTrail(formatSheet(trail))).toEqual(trail);
    }),
  );
  expect(parseTrail('A/:x/run')).toEqual([{ kind: 'run', id: null }]);
});

test('links escape ids, and keep the language the address names', () => {
  const links = linksFrom('?lang=en&asOf=2022-12-30T18:00');
  expect([
    links.collection,
    links.work('a/b', '您家暖气', { asOf: '2022-12-30T18:00', formula: null }),
    linksFrom('').placement(17),
  ]).toEqual([
    '/collection?lang=en',
    '/campaigns/a%2Fb/works/%E6%82%A8%E5%AE%B6%E6%9A%96%E6%B0%94?asOf=2022-12-30T18:00&lang=en',
    '/placements/17',
  ]);
});

test('closing goes back as far as the same view, never past another page', () => {
  const trail = ['/campaigns', '/c', '/c?sheet=a', '/c?sheet=a/b', '/x', '/c?sheet=b'];
  expect([
    stepsBack(trail, 3, '/c'),
    stepsBack(trail, 3, '/c?sheet=a'),
    stepsBack(trail, 5, '/c'),
    stepsBack(trail, 1, '/c'),
    stepsBack(trail, 2, '/campaigns'),
  ]).toEqual([2, 1, null, null, null]);
});
