import { Figure } from '../../components/figure.tsx';
import type { Bounds } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { usePageState } from '../../url/use-state.ts';

/** The last line of a ranking: the sum, which equals the headline. */
export const TotalRow = ({ total }: { total: Bounds }) => {
  const { words } = useLocale();
  const { sheetHref } = usePageState();
  return (
    <p className="ranked-total">
      <span>{words.episodes.total}</span>
      <Figure value={total} href={sheetHref({ kind: 'total' }, [])} of={words.episodes.total} />
      <span className="number">100%</span>
    </p>
  );
};
