/** How far into a page its charset is looked for; browsers look at 1,024 bytes, and some portals put comments first. */
const WITHIN = 4_096;

const MARKS: readonly (readonly [charset: string, bytes: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * The text of an answer. Its charset is what its first bytes mark, else what the collector declares, else what the
 * server says, else what a page says of itself in its head (many older portals say GB2312 nowhere else); else UTF-8.
 */
export const decodeAnswer = (bytes: Uint8Array, contentType: string, declared?: string): string => {
  const charsets = [
    MARKS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte))?.[0],
    declared,
    /charset=["']?([\w-]+)/i.exec(contentType)?.[1],
    charsetInPage(bytes, contentType),
  ];
  const known = charsets.find(charset => charset !== undefined && isCharset(charset));
  // A charset nobody knows: UTF-8 keeps the evidence readable, and the schema refuses it if it is none.
  return new TextDecoder(known).decode(bytes);
};

/** Whether this program can read it: utf-8, gbk, gb2312, gb18030, big5 … */
export const isCharset = (name: string): boolean => {
  try {
    new TextDecoder(name);
    return true;
  } catch {
    return false;
  }
};

/** In `<meta charset>`, `<meta http-equiv … content="…; charset=…">` or `<?xml encoding?>`; none for what is no page. */
const charsetInPage = (bytes: Uint8Array, contentType: string): string | undefined => {
  // Every charset that a page can say in ASCII letters leaves them as they are.
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, WITHIN));
  if (!/html|xml/i.test(contentType) && !/^\s*</.test(head)) return undefined;
  const tags = head.replaceAll(/<!--[\s\S]*?(-->|$)/g, '');
  return (
    /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w-]+)/i.exec(tags)?.[1] ??
    /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w-]+)/i.exec(tags)?.[1]
  );
};
