import { expect, test } from 'vitest';
import { decodeAnswer } from '../../collectors/charset.ts';

/** 津云 in GB2312. */
const GB = [0xbd, 0xf2, 0xd4, 0xc6];
const ascii = (text: string): number[] => [...Buffer.from(text, 'latin1')];
const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap(part => (typeof part === 'string' ? ascii(part) : part)));

test.each<[string, Uint8Array, string, string | undefined, string]>([
  [
    'what the server says stands over the page',
    bytes('<meta charset="utf-8">', GB),
    'text/html; charset=GBK',
    undefined,
    '<meta charset="utf-8">津云',
  ],
  [
    'a page says it in its head',
    bytes('<html><head><meta charset=gb2312></head>', GB),
    'text/html',
    undefined,
    '<html><head><meta charset=gb2312></head>津云',
  ],
  [
    'a page of the older way says it',
    bytes('<META content="text/html; charset=gb2312" http-equiv=Content-Type>', GB),
    '',
    undefined,
    '<META content="text/html; charset=gb2312" http-equiv=Content-Type>津云',
  ],
  [
    'XML says it in its first line',
    bytes('<?xml version="1.0" encoding="GBK"?>', GB),
    'text/xml',
    undefined,
    '<?xml version="1.0" encoding="GBK"?>津云',
  ],
  [
    'what stands in a comment says nothing',
    bytes('<!-- <meta charset=gbk> -->', Buffer.from('津云').toJSON().data),
    'text/html',
    undefined,
    '<!-- <meta charset=gbk> -->津云',
  ],
  [
    'JSON that speaks of pages says nothing',
    bytes('{"html":"<meta charset=gbk>","title":"', Buffer.from('津云').toJSON().data, '"}'),
    'application/json',
    undefined,
    '{"html":"<meta charset=gbk>","title":"津云"}',
  ],
  [
    'what the collector declares stands over a server that says it wrongly',
    bytes('{"title":"', GB, '"}'),
    'application/json; charset=utf-8',
    'gb18030',
    '{"title":"津云"}',
  ],
  [
    'a byte order mark stands over everything',
    bytes([0xff, 0xfe, 0x25, 0x6d, 0x91, 0x4e]),
    'text/html; charset=gbk',
    'gbk',
    '津云',
  ],
  ['a charset nobody knows is passed over', bytes('ok'), 'text/html; charset=klingon', undefined, 'ok'],
])('%s', (_, body, contentType, declared, text) => {
  expect(decodeAnswer(body, contentType, declared)).toBe(text);
});
