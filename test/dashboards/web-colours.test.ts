import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Linear RGB, each 0 to 1. */
type Rgb = readonly [number, number, number];
type Matrix = readonly [Rgb, Rgb, Rgb];

const css = readFileSync(new URL('../../dashboards/web/src/theme/tokens.css', import.meta.url), 'utf8');
const tokens = new Map(
  [...css.matchAll(/(--[\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(match => [
    match[1]!,
    { light: match[2]!, dark: match[3]! },
  ]),
);
const THEMES = ['light', 'dark'] as const;
const GROUPS = ['broadcast', 'own', 'account', 'central', 'commercial'].map(group => `--group-${group}`);

const linear = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
const rgb = (token: string, theme: (typeof THEMES)[number]): Rgb => {
  const hex = tokens.get(token)![theme];
  const channel = (from: number) => linear(Number.parseInt(hex.slice(from, from + 2), 16) / 255);
  return [channel(1), channel(3), channel(5)];
};
const dot = (row: Rgb, colour: Rgb): number => row[0] * colour[0] + row[1] * colour[1] + row[2] * colour[2];
const through = (matrix: Matrix, colour: Rgb): Rgb => {
  const seen = matrix.map(row => Math.min(1, Math.max(0, dot(row, colour))));
  return [seen[0]!, seen[1]!, seen[2]!];
};

/** Contrast of WCAG 2. */
const contrast = (a: Rgb, b: Rgb): number => {
  const weights: Rgb = [0.2126, 0.7152, 0.0722];
  const [bright, dim] = [dot(weights, a), dot(weights, b)].sort((x, y) => y - x);
  return (bright! + 0.05) / (dim! + 0.05);
};

/** Oklab, in which equal distances look equally different. */
const oklab = (colour: Rgb): Rgb => {
  const cone = (row: Rgb) => Math.cbrt(dot(row, colour));
  const cones: Rgb = [
    cone([0.4122214708, 0.5363325363, 0.0514459929]),
    cone([0.2119034982, 0.6806995451, 0.1073969566]),
    cone([0.0883024619, 0.2817188376, 0.6299787005]),
  ];
  return [
    dot([0.2104542553, 0.793617785, -0.0040720468], cones),
    dot([1.9779984951, -2.428592205, 0.4505937099], cones),
    dot([0.0259040371, 0.7827717662, -0.808675766], cones),
  ];
};

/** Full colour blindness of each kind, after Machado, Oliveira and Fernandes (2009). */
const EYES: Record<string, Matrix> = {
  all: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

test('text and states hold AA on every ground', () => {
  const texts = ['--ink', '--ink-2', '--ink-3', '--accent', '--carried', '--missing', '--held', '--failed'];
  const poor = THEMES.flatMap(theme =>
    texts.flatMap(text =>
      ['--ground', '--surface', '--sunk']
        .filter(ground => contrast(rgb(text, theme), rgb(ground, theme)) < 4.5)
        .map(ground => `${theme}: ${text} on ${ground}`),
    ),
  );
  expect(poor).toEqual([]);
  expect(THEMES.filter(theme => contrast(rgb('--on-accent', theme), rgb('--accent', theme)) < 4.5)).toEqual(
    [],
  );
});

test('platform groups stand out from the ground', () => {
  const faint = THEMES.flatMap(theme =>
    GROUPS.filter(group => contrast(rgb(group, theme), rgb('--ground', theme)) < 3).map(
      g => `${theme}: ${g}`,
    ),
  );
  expect(faint).toEqual([]);
});

test('platform groups stay apart for every eye', () => {
  const alike = THEMES.flatMap(theme =>
    Object.entries(EYES).flatMap(([eye, matrix]) =>
      GROUPS.flatMap((one, index) =>
        GROUPS.slice(index + 1)
          .filter(other => {
            const [a, b] = [one, other].map(group => oklab(through(matrix, rgb(group, theme))));
            return Math.hypot(a![0] - b![0], a![1] - b![1], a![2] - b![2]) < 0.1;
          })
          .map(other => `${theme}, ${eye}: ${one} and ${other}`),
      ),
    ),
  );
  expect(alike).toEqual([]);
});
