import { useMemo } from 'react';
import { Link } from 'wouter';
import type { Trends, WorkRow } from '../../../../api/contract.ts';
import { coverageWords, hasCount } from '../../format/coverage.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { momentOf } from '../../url/moment.ts';
import { usePageState } from '../../url/use-state.ts';
import { useCampaignContext } from '../campaign/context.ts';
import type { Column } from '../data-table.tsx';
import { Figure } from '../figure.tsx';
import { Sparkline } from '../sparkline.tsx';
import { useWorkWords } from './words.ts';

/** The works of an episode with their figures; each leads to its own page. */
export const useWorkColumns = (trends: Trends | undefined): Column<WorkRow>[] => {
  const { locale, words } = useLocale();
  const own = useWorkWords().table;
  const { id: campaign } = useCampaignContext();
  const { asOf, knownAt, formula } = momentOf(usePageState().state);
  const links = useLinks();
  return useMemo(() => {
    const lows = new Map(trends?.works.map(work => [work.id, work.lows]));
    const page = (row: WorkRow) => links.work(campaign, row.id, { asOf, knownAt, formula });
    const why = (row: WorkRow) => (row.placements === 0 ? own.outside : coverageWords(row.coverage, locale));
    return [
      {
        key: 'work',
        header: words.placements.work,
        value: row => row.title,
        cell: row => (
          <span className="cell-title">
            <Link href={page(row)} className="quiet-link">
              {row.title}
            </Link>
            <span className="cell-note">{words.kinds[row.kind]}</span>
          </span>
        ),
      },
      {
        key: 'kind',
        header: words.placements.kind,
        csvOnly: true,
        value: row => words.kinds[row.kind],
      },
      {
        key: 'count',
        header: words.placements.count,
        csvHeader: words.placements.low,
        numeric: true,
        value: row => (hasCount(row.coverage) ? row.low : null),
        cell: row => (
          <Figure
            value={hasCount(row.coverage) ? row : null}
            href={page(row)}
            of={row.title}
            reason={why(row)}
          />
        ),
      },
      {
        key: 'high',
        header: words.placements.high,
        csvOnly: true,
        value: row => (hasCount(row.coverage) ? row.high : null),
      },
      {
        key: 'trend',
        header: own.trend,
        value: () => null,
        cell: row => (
          <Sparkline values={lows.get(row.id) ?? []} label={`${row.title}${words.dot}${own.trend}`} />
        ),
      },
      {
        key: 'placements',
        header: own.placements,
        numeric: true,
        value: row => row.placements,
        cell: row => row.placements,
      },
      { key: 'coverage', header: words.episodes.coverage, value: why },
    ];
  }, [locale, words, own, campaign, asOf, knownAt, formula, links, trends]);
};
