import { APART, type Apart } from '../domain/apart.ts';
import { type Count, sum } from '../domain/count.ts';
import type { PlacementCount } from '../domain/totals.ts';
import { type Bilingual, intervalText } from '../domain/wording.ts';

/** A placement with the names that a note calls it by. */
export type NotedPlacement = PlacementCount & {
  readonly externalId: string;
  /** `platform/external id` of the item it is a new upload of; empty: none. */
  readonly replaces: string;
  readonly workTitle: string;
  readonly platformName: Bilingual;
  readonly account: string;
};

/** Placements that are listed apart for one reason; `count` null while none of them was read, which is not a zero. */
export type ApartPart<Placement extends PlacementCount> = {
  readonly why: Apart;
  readonly placements: readonly Placement[];
  readonly count: Count | null;
};

/** What is left out of a total, by the reason: never added, to the total or to one another's reason. */
export const apartParts = <Placement extends PlacementCount>(
  apart: readonly Placement[],
): ApartPart<Placement>[] =>
  APART.flatMap(why => {
    const placements = apart.filter(placement => placement.apart === why);
    const counts = placements.flatMap(({ count }) => count ?? []);
    return placements.length === 0
      ? []
      : [{ why, placements, count: counts.length === 0 ? null : sum(counts) }];
  });

/** 口径说明: what of the total nobody would guess from its figures. Replays apart first, then items uploaded again. */
export const notesOf = (
  counted: readonly NotedPlacement[],
  apart: readonly NotedPlacement[],
): readonly Bilingual[] => [
  ...apartParts(apart).map(apartNote),
  ...[...counted, ...apart].flatMap(placement => replacedNote(placement, counted)),
];

/** “2条直播回放单列、未计入总量（1,200 – 1,300 人次）：抖音未说明直播场观是否已含回放，两者不可相加。” */
export const apartNote = ({ why, placements, count }: ApartPart<NotedPlacement>): Bilingual => {
  const names = (language: keyof Bilingual, comma: string): string =>
    [...new Set(placements.map(({ platformName }) => platformName[language]))].join(comma);
  const number = placements.length;
  const amount = count
    ? { zh: `${intervalText(count).zh} 人次`, en: `${intervalText(count).en} view-times` }
    : { zh: '尚无读数', en: 'not read yet' };
  const because: Bilingual =
    why === 'in_live'
      ? {
          zh: `${names('zh', '、')}的直播场观已含回放，再加即为重复`,
          en: `the live count of ${names('en', ', ')} holds them already`,
        }
      : {
          zh: `${names('zh', '、')}的直播场观是否已含回放尚不清楚，不作相加`,
          en: `whether the live count of ${names('en', ', ')} holds them already is not known`,
        };
  const noun = number === 1 ? 'replay is' : 'replays are';
  return {
    zh: `${number}条直播回放单列、未计入总量（${amount.zh}）：${because.zh}。`,
    en: `${number} ${noun} listed apart and not added (${amount.en}): ${because.en}.`,
  };
};

const nameOf = ({ workTitle, platformName, account, externalId }: NotedPlacement): Bilingual => ({
  zh: `《${workTitle}》（${platformName.zh}·${account}，${externalId}）`,
  en: `“${workTitle}” (${platformName.en}, ${account}, ${externalId})`,
});

const replacedNote = (placement: NotedPlacement, counted: readonly NotedPlacement[]): Bilingual[] => {
  if (placement.replaces === '') return [];
  const isIn = counted.includes(placement);
  const earlier = counted.find(
    ({ platformId, externalId }) => `${platformId}/${externalId}` === placement.replaces,
  );
  const item = placement.replaces.slice(placement.replaces.indexOf('/') + 1);
  const name = nameOf(placement);
  if (isIn && earlier) {
    return [
      {
        zh: `${name.zh}为 ${item} 的重新上传：两次上传各有计数、均有人看过，均已计入。`,
        en: `${name.en} is a new upload of ${item}: each has a counter of its own and both were watched; both are counted.`,
      },
    ];
  }
  return [
    {
      zh: `${name.zh}为 ${item} 的重新上传：${isIn ? '原上传不在本总量内' : '本条不在本总量内'}。`,
      en: `${name.en} is a new upload of ${item}: ${isIn ? 'the earlier one' : 'the new one'} is not in this total.`,
    },
  ];
};
