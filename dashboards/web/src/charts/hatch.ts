/** A fill of slanting lines, for what is an estimate: seen without colour, in print and in a screenshot. */
type Hatch = {
  readonly image: string;
  readonly imageWidth: number;
  readonly imageHeight: number;
  readonly repeat: 'repeat';
};

const SIZE = 6;

/** `colour` as CSS writes it. The tile's lines meet those of its neighbours. */
export const hatch = (colour: string): Hatch => {
  const lines = `M-1 1L1 -1M0 ${SIZE}L${SIZE} 0M${SIZE - 1} ${SIZE + 1}L${SIZE + 1} ${SIZE - 1}`;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}">` +
    `<path d="${lines}" stroke="${colour}" stroke-width="1.4"/></svg>`;
  return {
    image: `data:image/svg+xml,${encodeURIComponent(svg)}`,
    imageWidth: SIZE,
    imageHeight: SIZE,
    repeat: 'repeat',
  };
};
