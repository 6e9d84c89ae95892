import { Link } from 'wouter';
import type { Rejects } from '../../../../api/contract.ts';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { useSheets } from '../../url/use-params.ts';
import { CollectLink } from './collect-link.tsx';
import { useCollection } from './context.tsx';
import { useReadState } from './rejects.tsx';
import { kindWords, useCollectionWords } from './words.ts';

type Reject = Rejects['rejects'][number];

/** One reject: the evidence, what it left unread, every time it came up, and another try. */
export const RejectSheet = ({ reject }: { reject: Reject }) => {
  const { words, say } = useLocale();
  const own = useCollectionWords();
  const { at } = useCollection();
  const links = useLinks();
  const sheets = useSheets();
  const stateOf = useReadState();
  const { what, do: todo } = kindWords(own, reject.kind);
  return (
    <div className="collection-sheet">
      <p>{what}</p>
      <p>
        <b>
          {own.repair.do}
          {words.colon}
        </b>
        {reject.placements.length === 0 ? own.rejects.imported : todo}
      </p>
      <p>{say(reject.cause)}</p>
      <p className={reject.readAt === null ? 'mark-carried' : undefined}>{stateOf(reject)}</p>
      {reject.placements.length > 0 && (
        <CollectLink scope={`r.${reject.id}`}>{own.rejects.retry}</CollectLink>
      )}
      <h3>{own.rejects.evidence}</h3>
      {reject.evidence === '' ? (
        <p>{own.rejects.noEvidence}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <pre className="evidence" tabIndex={0}>
          {reject.evidence}
        </pre>
      )}
      {reject.payloadId !== '' && (
        <p>
          <a className="text-link" href={`/api/v1/payloads/${reject.payloadId}/bytes`} download>
            {own.rejects.payload}
          </a>
        </p>
      )}
      {reject.placements.length > 0 && (
        <>
          <h3>{own.rejects.placements}</h3>
          <ul className="sheet-list">
            {reject.placements.map(({ placementId, workTitle, externalId }) => (
              <li key={placementId}>
                <Link className="text-link" href={links.placement(placementId)}>
                  {workTitle}
                </Link>{' '}
                <code className="mono">{externalId}</code>
              </li>
            ))}
          </ul>
          {reject.concerned > reject.placements.length && (
            <p>{own.run.others(formatFull(reject.concerned - reject.placements.length))}</p>
          )}
        </>
      )}
      <h3>{own.rejects.history}</h3>
      <ul className="sheet-list">
        {reject.history.map(each => (
          <li key={`${each.at} ${each.runId}`}>
            <Link className="text-link number" href={sheets.hrefOf('run', each.runId)}>
              {at(each.at)}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
};
