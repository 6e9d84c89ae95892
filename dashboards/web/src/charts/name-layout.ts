/** A dot on the curve in pixels of the drawing, with the name to stand beside it. */
export type NamedDot = { readonly x: number; readonly y: number; readonly name: string };
export type Box = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};
export type PlacedName = { readonly side: 'above' | 'below'; readonly dy: number };

const LINE = 16;
const GAP = 7;

/** Width of a text at 12 px: a Chinese character is a square, a Latin one about half of that. */
export const textWidth = (text: string): number =>
  [...text].reduce((width, character) => width + (character.charCodeAt(0) > 0x2e80 ? 12 : 6.4), 0);

/** A name cut to a width between words, without a dangling “and”; Chinese names are short and stay whole. */
export const shortName = (name: string, width: number): string => {
  if (textWidth(name) <= width) return name;
  const words = name.split(' ');
  while (words.length > 1 && (textWidth(words.join(' ')) > width || words.at(-1) === 'and')) words.pop();
  return words.join(' ');
};

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * Where each name goes, or null where there is no room. The curve rises, so the place left above a dot is free of it,
 * and the place right below as well; names never cover one another nor what is `taken`.
 */
export const placeNames = (
  dots: readonly NamedDot[],
  frame: Box,
  taken: readonly Box[] = [],
): (PlacedName | null)[] => {
  const placed = [...taken];
  return dots.map(({ x, y, name }) => {
    if (name === '') return null;
    const width = textWidth(name);
    const up = Math.max(y - 10, frame.top + LINE / 2);
    const down = Math.min(y + 10, frame.bottom - LINE / 2);
    const choices: [PlacedName, Box][] = [
      [
        { side: 'above', dy: up - y },
        { left: x - GAP - width, right: x - GAP, top: up - LINE / 2, bottom: up + LINE / 2 },
      ],
      [
        { side: 'below', dy: down - y },
        { left: x + GAP, right: x + GAP + width, top: down - LINE / 2, bottom: down + LINE / 2 },
      ],
    ];
    const level = Math.min(y + 4, frame.bottom - LINE / 2);
    choices.push([
      { side: 'below', dy: level - y },
      { left: x + GAP, right: x + GAP + width, top: level - LINE / 2, bottom: level + LINE / 2 },
    ]);
    for (const [place, box] of choices) {
      if (box.left < frame.left || box.right > frame.right) continue;
      if (placed.some(other => overlap(other, box))) continue;
      placed.push(box);
      return place;
    }
    return null;
  });
};

/** A scale from zero with round steps: its end is the first whole number of steps at or above `most`. */
export const scaleTo = (most: number, steps: number): { readonly max: number; readonly interval: number } => {
  const raw = Math.max(1, most) / steps;
  const size = 10 ** Math.floor(Math.log10(raw));
  const interval = Math.max(1, ([1, 2, 2.5, 5, 10].find(n => n * size >= raw) ?? 10) * size);
  return { max: Math.ceil(Math.max(1, most) / interval) * interval, interval };
};
