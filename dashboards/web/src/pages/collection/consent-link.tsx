import { Link } from 'wouter';
import { useSheets } from '../../url/use-params.ts';
import { consentOf } from './consent-sheet.tsx';
import { useCollection } from './context.tsx';
import { useCollectionWords } from './words.ts';

/** Opens the form that takes an account's consent code; absent on a server that only reads. */
export const ConsentLink = ({ platform, account }: { platform: string; account: string }) => {
  const { consent } = useCollectionWords();
  const { current } = useCollection();
  const sheets = useSheets();
  if (!current.mayCollect) return null;
  return (
    <Link className="button" href={sheets.hrefOf('consent', consentOf(platform, account))}>
      {consent.open}
    </Link>
  );
};
