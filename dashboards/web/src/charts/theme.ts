import { colourOf } from '../theme/theme.ts';

/** The tokens a drawing needs, resolved to what the browser shows now. */
export type ChartTheme = Record<
  'ground' | 'surface' | 'line' | 'lineStrong' | 'ink' | 'ink2' | 'ink3' | 'accent' | 'shadow' | 'font',
  string
>;

export const chartTheme = (): ChartTheme => ({
  ground: colourOf('--ground'),
  surface: colourOf('--surface'),
  line: colourOf('--line'),
  lineStrong: colourOf('--line-strong'),
  ink: colourOf('--ink'),
  ink2: colourOf('--ink-2'),
  ink3: colourOf('--ink-3'),
  accent: colourOf('--accent'),
  shadow: colourOf('--shadow'),
  font: getComputedStyle(document.body).fontFamily,
});
