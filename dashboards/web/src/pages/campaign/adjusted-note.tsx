import type { Episodes } from '../../../../api/contract.ts';
import { useCampaignWords } from '../../components/campaign/words.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useSigned } from './use-signed.ts';

/** What of a part was adjusted by hand, named where it counts; nothing where nothing was. */
export const AdjustedNote = ({
  adjusted,
  first = false,
}: {
  adjusted: Episodes['campaignLevel']['adjusted'];
  /** True where nothing stands before it. */
  first?: boolean;
}) => {
  const { words } = useLocale();
  const own = useCampaignWords();
  const signed = useSigned();
  if (adjusted === null) return null;
  return (
    <span className="row-adjusted">{`${first ? '' : words.dot}${own.adjusted.row(signed(adjusted))}`}</span>
  );
};
