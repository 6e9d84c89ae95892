/** Height of the growth chart in pixels: known before the chart library is, so that its place is kept. */
export const GROWTH_HEIGHT = 420;
