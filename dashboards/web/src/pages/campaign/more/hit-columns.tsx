import { Link } from 'wouter';
import type { Hits } from '../../../../../api/contract.ts';
import { useCampaignContext } from '../../../components/campaign/context.ts';
import type { Column } from '../../../components/data-table.tsx';
import { useLocale } from '../../../locales/use-locale.tsx';
import { useLinks } from '../../../url/links.ts';
import { momentOf } from '../../../url/moment.ts';
import { usePageState } from '../../../url/use-state.ts';
import { useMoreWords } from './words.ts';

type Work = Hits['works'][number];
type Placement = Hits['placements'][number];

/** The tables of hits: every one, with both ends; titles lead to the work and to the placement. */
export const useHitColumns = (): { works: Column<Work>[]; placements: Column<Placement>[] } => {
  const { words, say } = useLocale();
  const { hits } = useMoreWords();
  const { id } = useCampaignContext();
  const { state, sheetHref } = usePageState();
  const links = useLinks();
  const bounds = [
    { key: 'low', header: hits.low, numeric: true, value: (row: { low: number }) => row.low },
    { key: 'high', header: hits.high, numeric: true, value: (row: { high: number | null }) => row.high },
  ];
  return {
    works: [
      {
        key: 'work',
        header: hits.work,
        value: row => row.title,
        cell: row => (
          <Link href={links.work(id, row.workId, momentOf(state))} className="quiet-link">
            {row.title}
          </Link>
        ),
      },
      ...bounds,
      {
        key: 'placements',
        header: words.platforms.placements,
        numeric: true,
        value: row => row.placements,
      },
    ],
    placements: [
      {
        key: 'work',
        header: hits.work,
        value: row => row.workTitle,
        cell: row => (
          <Link href={sheetHref({ kind: 'placement', id: row.placementId }, [])} className="quiet-link">
            {row.workTitle}
          </Link>
        ),
      },
      { key: 'platform', header: hits.platform, value: row => say(row.platformName) },
      { key: 'account', header: hits.account, value: row => row.account },
      { key: 'family', header: hits.family, value: row => words.families[row.family] },
      ...bounds,
      { key: 'now', header: hits.now, numeric: true, value: row => row.now?.low ?? null },
    ],
  };
};
