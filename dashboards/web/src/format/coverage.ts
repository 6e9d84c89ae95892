import type { CoverageCounts, PlacementRow } from '../../../api/contract.ts';
import type { Locale } from '../locales/locale.ts';
import { dayOf } from './dates.ts';

/** True when every carried reading is of the day before the as-of, so that “沿用昨日” may be said. */
export const carriedFromYesterday = (
  missing: readonly Pick<PlacementRow, 'state' | 'observedAt'>[],
  asOf: number,
  timeZone: string,
): boolean => {
  const carried = missing.filter(row => row.state === 'carried');
  const yesterday = dayOf(Date.parse(`${dayOf(asOf, timeZone)}T12:00:00Z`) - 86_400_000, 'UTC');
  return (
    carried.length > 0 &&
    carried.every(row => row.observedAt !== null && dayOf(Date.parse(row.observedAt), timeZone) === yesterday)
  );
};

/** Has any placement a count? Where none has, a sum of 0 says nothing and is shown as “—”: missing is not zero. */
export const hasCount = ({ expected, held, never }: CoverageCounts): boolean => expected > held + never;

type Part = { readonly zh: string; readonly en: string };

const parts = (coverage: CoverageCounts, yesterday: boolean): Part[] => {
  const all: [number, Part][] = [
    [
      coverage.carried,
      {
        zh: `${coverage.carried} 个${yesterday ? '沿用昨日' : '沿用前值'}`,
        en: `${coverage.carried} carried from ${yesterday ? 'yesterday' : 'earlier readings'}`,
      },
    ],
    [coverage.stated, { zh: `${coverage.stated} 个为申报数`, en: `${coverage.stated} stated by partners` }],
    [coverage.removed, { zh: `${coverage.removed} 个已下架`, en: `${coverage.removed} removed` }],
    [coverage.held, { zh: `${coverage.held} 个待确认`, en: `${coverage.held} held` }],
    [coverage.never, { zh: `${coverage.never} 个从未读到`, en: `${coverage.never} never read` }],
  ];
  return all.flatMap(([count, part]) => (count > 0 ? [part] : []));
};

/** “已读 212 / 214，2 个沿用昨日”: coverage in words, only what there is to say. */
export const coverageWords = (
  coverage: CoverageCounts,
  locale: Locale,
  { yesterday = false }: { yesterday?: boolean } = {},
): string => {
  const rest = parts(coverage, yesterday);
  return locale === 'zh-CN'
    ? [`已读 ${coverage.fresh} / ${coverage.expected}`, ...rest.map(p => p.zh)].join('，')
    : [`${coverage.fresh} of ${coverage.expected} read`, ...rest.map(p => p.en)].join(', ');
};

/** What keeps a part of the total from being complete, in as few words as a row has room for; '' when complete. */
export const gapWords = (coverage: CoverageCounts, locale: Locale): string => {
  const zh = locale === 'zh-CN';
  const all: [number, string][] = [
    [coverage.carried, zh ? `沿用 ${coverage.carried}` : `${coverage.carried} carried`],
    [coverage.held, zh ? `待确认 ${coverage.held}` : `${coverage.held} held`],
    [coverage.never, zh ? `未读到 ${coverage.never}` : `${coverage.never} never read`],
  ];
  return all.flatMap(([count, words]) => (count > 0 ? [words] : [])).join(zh ? '，' : ', ');
};
