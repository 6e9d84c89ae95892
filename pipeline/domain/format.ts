/**
 * Numbers as people read them. Always cut downwards, never rounded up: a printed figure must not exceed the real one.
 * No dependencies: the web page uses the same functions.
 */
const WAN = 10_000;
const YI = 100_000_000;

/** Full digits with thousands separators, in both languages: 18,420,715. */
export const formatFull = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

/** Digits of value / unit, cut to `decimals`; integer arithmetic, so that 2.3亿 never prints as 2.29亿. */
const cut = (value: number, unit: number, decimals: number): string => {
  const scaled = Math.floor(value / (unit / 10 ** decimals));
  const whole = Math.floor(scaled / 10 ** decimals);
  const rest = String(scaled % 10 ** decimals).padStart(decimals, '0');
  return decimals === 0 ? String(whole) : `${whole}.${rest}`;
};

const trimZeros = (text: string): string => text.replace(/\.?0+$/, '');

/** 9999 · 1.2万 · 1842.7万 · 1.08亿 */
export const formatZh = (value: number): string => {
  if (value < WAN) return String(value);
  return value < YI ? `${cut(value, WAN, 1).replace('.0', '')}万` : `${cut(value, YI, 2)}亿`;
};

/** 9,999 · 12.3 K · 18.42 M · 1.23 B */
export const formatEn = (value: number): string => {
  if (value < WAN) return formatFull(value);
  if (value < 1_000_000) return `${cut(value, 1_000, 1).replace('.0', '')} K`;
  return value < 1_000_000_000 ? `${cut(value, 1_000_000, 2)} M` : `${cut(value, 1_000_000_000, 2)} B`;
};

/**
 * Unit of the last digit that wording prints: 1 below 1万, 1万 below 1亿, 0.01亿 above.
 * A bigger number is worded more coarsely: nobody defends the last digit of 18 million.
 */
export const printStep = (value: number): number => {
  if (value < WAN) return 1;
  return value < YI ? WAN : YI / 100;
};

/** The value rounded downwards to what wording prints: 18,420,715 → 18,420,000. */
export const roundDown = (value: number): number => value - (value % printStep(value));

/** A threshold in Chinese wording, finer than usual only where it is not round: 1842万 · 61.2万 · 1.08亿 · 9123. */
export const thresholdZh = (value: number): string => {
  if (value < WAN) return String(value);
  return value < YI ? `${trimDecimals(value, WAN, 4)}万` : `${printYi(value)}亿`;
};

/** The same threshold in English, exactly: 18.42 million · 610,000 · 1.234 billion. */
export const thresholdEn = (value: number): string => {
  if (value < 1_000_000) return formatFull(value);
  return value < 1_000_000_000
    ? `${trimDecimals(value, 1_000_000, 6)} million`
    : `${trimDecimals(value, 1_000_000_000, 9)} billion`;
};

/** Two decimals of 亿 as a rule; more only where the threshold has them. */
const printYi = (value: number): string =>
  value % (YI / 100) === 0 ? cut(value, YI, 2) : trimDecimals(value, YI, 8);

const trimDecimals = (value: number, unit: number, decimals: number): string => {
  const text = cut(value, unit, decimals);
  return text.includes('.') ? trimZeros(text) : text;
};
