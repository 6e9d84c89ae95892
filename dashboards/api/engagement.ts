import { sum } from '../../pipeline/domain/count.ts';
import { ACTS, type Act } from '../../pipeline/domain/metrics.ts';
import { coverageOf, isComplete } from '../../pipeline/domain/totals.ts';
import { type Bilingual, headline } from '../../pipeline/domain/wording.ts';
import type { CountedPlacement } from '../../pipeline/store/placement-counts.ts';
import type { Campaign } from './contract.ts';
import { presentCount } from './present.ts';

/** What an act is called, and in what it is counted. */
const ACT_TEXTS: Readonly<Record<Act, { readonly label: Bilingual; readonly unit: Bilingual }>> = {
  likes: { label: { zh: '点赞', en: 'Likes' }, unit: { zh: '次', en: 'likes' } },
  comments: { label: { zh: '评论', en: 'Comments' }, unit: { zh: '条', en: 'comments' } },
  shares: { label: { zh: '转发', en: 'Shares' }, unit: { zh: '次', en: 'shares' } },
  favourites: { label: { zh: '收藏', en: 'Favourites' }, unit: { zh: '次', en: 'favourites' } },
};

/** The sum of one kind of act over the placements that state it; null while none was read, which is no zero. */
export const actsOf = <Counted extends CountedPlacement>(counts: readonly Counted[], act: Act) => {
  const stating = counts.filter(({ metric }) => metric === act);
  const read = stating.flatMap(({ count }) => (count ? [count] : []));
  return { stating, count: read.length === 0 ? null : sum(read) };
};

/**
 * A line for each kind of act that was read.
 * @param counts acts of placements, of all kinds
 * @param placements how many placements the campaign expects
 */
export const engagementOf = (
  counts: readonly CountedPlacement[],
  placements: number,
): Campaign['engagement'] =>
  ACTS.flatMap(act => {
    const { stating, count } = actsOf(counts, act);
    if (stating.length === 0) return [];
    const coverage = coverageOf(stating);
    const { label, unit } = ACT_TEXTS[act];
    const { zh, en } = headline(count ?? { low: 0, high: null }, { complete: isComplete(coverage) });
    return [
      {
        metric: act,
        label,
        ...presentCount(count),
        placements,
        coverage,
        wording: {
          zh: zh.replace(/人次$/, unit.zh),
          en: en.replace(/ view-times$/, ` ${unit.en}`),
        },
      },
    ];
  });
