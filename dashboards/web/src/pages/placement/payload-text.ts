/** More text than this stops the page; the file has the rest. */
export const MOST_SHOWN = 100_000;

/** JSON on lines of its own with its digits as they came; anything else as it is. */
export const readable = (body: string): string => {
  try {
    const value: unknown = JSON.parse(body);
    const text = JSON.stringify(value, null, 2);
    // Ids of more than fifteen digits would lose some on the way through numbers.
    return /\d{16,}/.test(body.replaceAll(/"(?:[^"\\]|\\.)*"/g, '')) ? body : text;
  } catch {
    return body;
  }
};

type Part = { readonly at: number; readonly marked: boolean; readonly text: string };

/** The text cut where a reading stands in it as a word of its own: “5482” is not found in “154826”. */
export const markText = (text: string, reading: string): Part[] => {
  const shown = text.slice(0, MOST_SHOWN);
  if (reading === '') return [{ at: 0, marked: false, text: shown }];
  const pattern = new RegExp(
    `(?<![\\d.])${reading.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\d.])`,
    'g',
  );
  const parts: Part[] = [];
  let from = 0;
  for (const { index } of shown.matchAll(pattern)) {
    if (index > from) parts.push({ at: from, marked: false, text: shown.slice(from, index) });
    parts.push({ at: index, marked: true, text: reading });
    from = index + reading.length;
  }
  if (from < shown.length) parts.push({ at: from, marked: false, text: shown.slice(from) });
  return parts;
};
