import { besideCount, isAdded } from '../../pipeline/aggregate/beside.ts';
import type { Beside } from '../../pipeline/aggregate/figures.ts';
import type { Count } from '../../pipeline/domain/count.ts';
import type { Family } from '../../pipeline/domain/metrics.ts';
import { coverageOf, isComplete } from '../../pipeline/domain/totals.ts';
import { type Bilingual, headline } from '../../pipeline/domain/wording.ts';
import { presentAdjustment } from './adjusted.ts';
import { presentCount } from './present.ts';

/** What a family is called, and in what its figures are counted: 人次 is for formulas of view-times alone. */
const FAMILY_TEXTS: Readonly<Record<Family, { readonly label: Bilingual; readonly unit: Bilingual }>> = {
  play: { label: { zh: '播放', en: 'Plays' }, unit: { zh: '人次', en: 'plays' } },
  live_entry: { label: { zh: '直播观看', en: 'Live entries' }, unit: { zh: '人次', en: 'live entries' } },
  read: { label: { zh: '阅读', en: 'Reads' }, unit: { zh: '次', en: 'reads' } },
  page_view: { label: { zh: '页面浏览', en: 'Page views' }, unit: { zh: '次', en: 'page views' } },
  exposure: { label: { zh: '展现', en: 'Exposures' }, unit: { zh: '次', en: 'exposures' } },
  person: { label: { zh: '人数', en: 'Persons' }, unit: { zh: '人', en: 'persons' } },
  concurrent: {
    label: { zh: '同时在线', en: 'Concurrent viewers' },
    unit: { zh: '人', en: 'viewers at once' },
  },
  duration: { label: { zh: '时长', en: 'Duration' }, unit: { zh: '分钟', en: 'minutes' } },
  rating: { label: { zh: '收视收听率', en: 'Ratings' }, unit: { zh: '', en: '' } },
  index: { label: { zh: '热度指数', en: 'Heat index' }, unit: { zh: '', en: '' } },
  engagement: { label: { zh: '互动', en: 'Engagement' }, unit: { zh: '次', en: 'acts' } },
};

/** What is said of a family that stands beside a total; its ends are null while nothing of it was read. */
export const besideOf = ({ family, placements, adjustments }: Beside) => {
  const added = isAdded(family);
  const count = besideCount(family, placements, adjustments);
  const coverage = coverageOf(placements);
  const among = added ? 1 : placements.filter(placement => placement.count !== null).length;
  return {
    family,
    label: FAMILY_TEXTS[family].label,
    ...presentCount(count),
    added,
    coverage,
    adjustments: adjustments.map(presentAdjustment),
    wording: besideWording(family, count ?? UNKNOWN, isComplete(coverage), among),
  };
};

/** Words for “no usable reading yet” come of it, for it is never complete; it is no figure. */
const UNKNOWN: Count = { low: 0, high: null };

const besideWording = (family: Family, count: Count, complete: boolean, among: number): Bilingual => {
  const { unit } = FAMILY_TEXTS[family];
  const figure = headline(count, { complete });
  const text = {
    zh: figure.zh.replace(/人次$/, unit.zh),
    en: figure.en.replace(/ view-times$/, unit.en && ` ${unit.en}`),
  };
  return among > 1 ? { zh: `${among}项中最高${text.zh}`, en: `highest of ${among}: ${text.en}` } : text;
};
