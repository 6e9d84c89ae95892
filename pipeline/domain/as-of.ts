import { DateTime } from 'luxon';
import type { Instant } from './reading.ts';
import type { Bilingual } from './wording.ts';

/** "2022年12月30日 18:00" and "30 December 2022, 18:00", in the campaign's zone, which a page names once. */
export const asOfText = (instant: Instant, zone: string): Bilingual => {
  const at = DateTime.fromMillis(instant, { zone, locale: 'en-GB' });
  return { zh: at.toFormat('yyyy年M月d日 HH:mm'), en: at.toFormat('d LLLL yyyy, HH:mm') };
};

/** "12月30日18时" (with minutes "12月30日18时05分") and "18:00 on 30 December". */
export const shortAsOfText = (instant: Instant, zone: string): Bilingual => {
  const at = DateTime.fromMillis(instant, { zone, locale: 'en-GB' });
  return {
    zh: at.toFormat(at.minute === 0 ? 'M月d日H时' : 'M月d日H时mm分'),
    en: at.toFormat("HH:mm 'on' d LLLL"),
  };
};

/** "12月29日" and "29 December". */
export const dayText = (instant: Instant, zone: string): Bilingual => {
  const at = DateTime.fromMillis(instant, { zone, locale: 'en-GB' });
  return { zh: at.toFormat('M月d日'), en: at.toFormat('d LLLL') };
};
