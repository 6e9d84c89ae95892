import type { Count } from './count.ts';
import { formatFull, printStep, roundDown, thresholdEn, thresholdZh } from './format.ts';

/** Words that may stand before a figure. Generated from the interval and the coverage, never typed. */
export const WORDS = ['超过', '突破', '达到', '近', '约', '不少于'] as const;
export type Word = (typeof WORDS)[number];

const ENGLISH: Readonly<Record<Word, string>> = {
  超过: 'over',
  突破: 'past',
  达到: 'a full',
  近: 'nearly',
  约: 'about',
  不少于: 'at least',
};

/** A text in both languages of the product. */
export type Bilingual = { readonly zh: string; readonly en: string };

/** Persons only for one platform's `person` metric; everything a formula totals is view-times. */
export type Unit = 'view_times' | 'persons';
const UNITS: Readonly<Record<Unit, Bilingual>> = {
  view_times: { zh: '人次', en: 'view-times' },
  persons: { zh: '人', en: 'persons' },
};

/**
 * May this word stand before the threshold? `complete` is the coverage's: with an open upper end or anything carried,
 * held or never read the true upper end is unknown, so 近 and 约 are not offered.
 */
export const allowed = (word: Word, threshold: number, count: Count, complete: boolean): boolean => {
  const { low, high } = count;
  if (word === '超过' || word === '突破') return low > threshold;
  if (word === '达到' || word === '不少于') return low >= threshold;
  if (!complete || high === null) return false;
  if (word === '近') return high < threshold && low * 100 >= threshold * 95;
  const isClose = (value: number): boolean =>
    Math.abs(value - threshold) * 2 <= lastDigit(threshold) && Math.abs(value - threshold) * 20 <= threshold;
  return isClose(low) && isClose(high);
};

/** Unit of a threshold's last printed digit: 1万 for 61万 and for 60万, 1,000 for 61.2万. */
const lastDigit = (threshold: number): number => {
  let step = printStep(threshold);
  while (threshold % step !== 0) step /= 10;
  return step;
};

/** The figure of a headline: its word, its threshold, and both texts ("超过1842万人次", "over 18.42 million view-times"). */
export type Headline = Bilingual & { readonly word: Word | null; readonly threshold: number };

/**
 * The strongest round statement that is always true: 超过 the lower end rounded downwards, 达到 where it is that round
 * number. Without a single view-time it says so in words, for "over 0" says nothing: 0 where that is certain, and no
 * figure where nothing is known. Below 0, where adjustments take out more than is counted, it says that.
 */
export const headline = (
  count: Count,
  { complete, unit = 'view_times' }: { readonly complete: boolean; readonly unit?: Unit },
): Headline => {
  const { zh, en } = UNITS[unit];
  if (count.low < 0) {
    return { zh: '调整多于计数，须复核', en: 'adjusted below 0, to be checked', word: null, threshold: 0 };
  }
  if (count.low === 0) {
    return complete && count.high === 0
      ? { zh: `0${zh}`, en: `0 ${en}`, word: null, threshold: 0 }
      : { zh: '尚无可用读数', en: 'no usable reading yet', word: null, threshold: 0 };
  }
  const threshold = roundDown(count.low);
  const word: Word = allowed('超过', threshold, count, complete) ? '超过' : '达到';
  return { ...phrase(word, threshold, unit), word, threshold };
};

/** "近62万人次", "nearly 620,000 view-times". Ask `allowed` first. */
export const phrase = (word: Word, threshold: number, unit: Unit = 'view_times'): Bilingual => ({
  zh: `${word}${thresholdZh(threshold)}${UNITS[unit].zh}`,
  en: `${ENGLISH[word]} ${thresholdEn(threshold)} ${UNITS[unit].en}`,
});

/** The sentence in two parts, so that a page can set the figure heavier; `text` is the whole. */
export type Sentence = { readonly lead: string; readonly figure: string; readonly text: string };

/**
 * "截至 2022年12月30日 18:00，11期节目视频观看总量超过1842万人次". Takes the as-of as already written in the campaign's
 * zone, the number of episodes in the total, and the formula's label.
 */
export const sentences = (
  figure: Bilingual,
  about: { readonly asOf: Bilingual; readonly episodes: number; readonly label: Bilingual },
): { readonly zh: Sentence; readonly en: Sentence } => {
  const { asOf, episodes, label } = about;
  const noun = episodes === 1 ? 'episode' : 'episodes';
  const zh = `截至 ${asOf.zh}，${episodes}期节目${label.zh}`;
  const en = `As of ${asOf.en}, total ${label.en} of ${episodes} ${noun}: `;
  return {
    zh: { lead: zh, figure: figure.zh, text: zh + figure.zh },
    en: { lead: en, figure: figure.en, text: en + figure.en },
  };
};

/** A part of the total that is older than the rest, with the day of its reading as written. */
export type CarriedNote = { readonly name: Bilingual; readonly readOn: Bilingual };

/** The figure with its as-of and everything carried: "超过61万人次(截至12月30日18时,快手为12月29日读数)". */
export const withNotes = (figure: Bilingual, asOf: Bilingual, carried: readonly CarriedNote[]): Bilingual => {
  const zh = [`截至${asOf.zh}`, ...carried.map(({ name, readOn }) => `${name.zh}为${readOn.zh}读数`)];
  const en = [`as of ${asOf.en}`, ...carried.map(({ name, readOn }) => `${name.en} as read on ${readOn.en}`)];
  return { zh: `${figure.zh}(${zh.join(',')})`, en: `${figure.en} (${en.join(', ')})` };
};

/** The interval in full digits: "18,420,715 – 18,425,903", one number where it is exact, 不少于 where the end is open. */
export const intervalText = ({ low, high }: Count): Bilingual => {
  const from = formatFull(low);
  if (high === null) return { zh: `不少于 ${from}`, en: `at least ${from}` };
  const text = low === high ? from : `${from} – ${formatFull(high)}`;
  return { zh: text, en: text };
};
