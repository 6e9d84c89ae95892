/** A source of numbers in [0, 1). The same seed gives the same numbers on every machine. */
type Random = () => number;

/** A 32-bit number from a text: FNV-1a, then the finaliser of MurmurHash3 so that near texts lie far apart. */
export const hash32 = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, one multiply chain a number. */
export const mulberry32 = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** One deviate of the standard normal distribution (Box–Muller). */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Lower-case hexadecimal text that looks like a token or an id and follows from its key alone. */
export const hex = (key: string, length: number): string => {
  let text = '';
  for (let i = 0; text.length < length; i += 1) text += hash32(`${key}/${i}`).toString(16).padStart(8, '0');
  return text.slice(0, length);
};
