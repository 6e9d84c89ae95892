import { Link } from 'wouter';
import type { InboxRow } from '../../../../api/contract.ts';
import { ErrorWords } from '../../components/problem.tsx';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import type { useDecisions } from './use-decisions.ts';
import { useCatalogueWords } from './words.ts';

type Props = {
  readonly decisions: ReturnType<typeof useDecisions>;
  readonly placeText: (entry: InboxRow) => string;
};

/** What the last decision came to, quietly, with the way back where there is one. */
export const OutcomeLine = ({ decisions, placeText }: Props) => {
  const { words } = useLocale();
  const { inbox, placementNo } = useCatalogueWords();
  const links = useLinks();
  const { outcome, error } = decisions;
  if (error) {
    return (
      <div className="outcome" role="alert">
        <ErrorWords title={`${words.confirm.failed}${words.colon}${error.entry.title}`} error={error.error} />
      </div>
    );
  }
  if (!outcome) return <p role="status" className="visually-hidden" />;
  const { verb, entry, placed } = outcome;
  const { title, placementId } = entry;
  return (
    <p className="outcome" role="status">
      {verb === 'ignore' && inbox.ignored(title)}
      {verb === 'restore' && inbox.restored(title)}
      {verb === 'accept' && (placed ? inbox.accepted(title) : inbox.already(title))}
      {verb === 'accept' && placementId !== null && (
        <>
          <Link className="text-link" href={links.placement(placementId)}>
            {placementNo(placementId)}
          </Link>
          {words.dot}
          {placeText(entry)}
        </>
      )}
      {verb === 'ignore' && (
        <>
          {' '}
          <button type="button" className="text-link" onClick={() => void decisions.decide(entry, 'restore')}>
            {inbox.undo}
          </button>
        </>
      )}
    </p>
  );
};
