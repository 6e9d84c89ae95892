import { describe, expect, test } from 'vitest';
import { BeijingTime } from '../../collectors/beijing-time.ts';
import { unwrapScript } from '../../collectors/script-text.ts';

describe('an answer written as a script', () => {
  test.each([
    ['var renci=[{"id":1,"count":2}];', [{ id: 1, count: 2 }]],
    ['  var a.b = {"x":"= ; )"} ;\n', { x: '= ; )' }],
    ['QZOutputJson={"msg":"success"};', { msg: 'success' }],
    ['cb({"812345678":20518});', { 812345678: 20518 }],
    ['({"upCount":3})', { upCount: 3 }],
    ['name(\n{"code":"42212"});', { code: '42212' }],
    ['var n=[{"id":7412345678901234567}];', [{ id: '7412345678901234567' }]],
  ])('%s', (text, expected) => {
    expect(unwrapScript(text)).toEqual(expected);
  });

  test.each([
    '',
    'var renci=[{"id":1,"cou',
    '<html><body onload="a(1)">请登录</body></html>',
    'var a=1; var b=2;',
    'function(){return 1}',
    null,
    42,
  ])('%j is none, and stays as it is', body => {
    expect(unwrapScript(body)).toBe(body);
  });
});

describe('a time of a Beijing clock', () => {
  test('is eight hours ahead of UTC, in summer as well', () => {
    expect(BeijingTime.parse('2022-12-05 19:30:00')).toBe(Date.parse('2022-12-05T11:30:00Z'));
    expect(BeijingTime.parse('2022-07-01 00:00:00')).toBe(Date.parse('2022-06-30T16:00:00Z'));
  });

  test.each(['2022-12-05', '2022-12-05T19:30:00', '2022-13-05 19:30:00', '1小时前', ''])(
    '%j is none',
    text => {
      expect(BeijingTime.safeParse(text).success).toBe(false);
    },
  );
});
