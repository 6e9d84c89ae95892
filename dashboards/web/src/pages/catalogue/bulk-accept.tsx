import { useRef, useState } from 'react';
import { Link } from 'wouter';
import type { Decided, InboxRow, Outcomes } from '../../../../api/contract.ts';
import { ApiError, sendJson } from '../../api/client.ts';
import { ConfirmForm } from '../../components/confirm-form.tsx';
import { Progress } from '../../components/progress.tsx';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { useCatalogueWords } from './words.ts';

type Props = {
  readonly entries: readonly InboxRow[];
  readonly placeText: (entry: InboxRow) => string;
  readonly onDone: (decided: readonly Decided[]) => void;
  readonly onClose: () => void;
};

type Failure = {
  readonly entry: InboxRow;
  readonly said: { zh: string; en: string };
  readonly reference: string;
};

/** As many as one request decides well within its time. */
const AT_ONCE = 50;
type State = {
  readonly doing: string;
  readonly done: readonly Decided[];
  readonly failures: readonly Failure[];
  readonly total: number;
  readonly ended: 'no' | 'whole' | 'stopped';
};

const withOutcomes = (state: State, part: readonly InboxRow[], outcomes: Outcomes['outcomes']): State => {
  const byId = new Map(part.map(entry => [entry.id, entry]));
  return {
    ...state,
    done: [...state.done, ...outcomes.flatMap(({ decided }) => decided ?? [])],
    failures: [
      ...state.failures,
      ...outcomes.flatMap(({ id, refused }) => {
        const entry = byId.get(id);
        return refused && entry ? [{ entry, said: refused, reference: '' }] : [];
      }),
    ],
  };
};

/** Every entry whose place is sure, in one request; one that is refused does not stop the others. */
export const BulkAccept = ({ entries, placeText, onDone, onClose }: Props) => {
  const { words, say } = useLocale();
  const { inbox, placementNo, why } = useCatalogueWords();
  const links = useLinks();
  // The list as it was looked at: it grows shorter in the inbox while this runs.
  const [chosen] = useState(entries);
  const [state, setState] = useState<State | null>(null);
  const stopped = useRef(false);
  const run = async ({ by }: { by: string }): Promise<void> => {
    let now: State = { doing: '', done: [], failures: [], total: chosen.length, ended: 'no' };
    for (let at = 0; at < chosen.length && !stopped.current; at += AT_ONCE) {
      const part = chosen.slice(at, at + AT_ONCE);
      now = { ...now, doing: part[0]?.title ?? '' };
      setState(now);
      try {
        const { outcomes } = await sendJson<Outcomes>('POST', '/inbox', {
          by,
          decisions: part.map(({ id }) => ({ id, action: 'accept' })),
        });
        now = withOutcomes(now, part, outcomes);
      } catch (cause) {
        const error = cause instanceof ApiError ? cause : ApiError.from(cause as Error);
        const said = error.said ?? { zh: error.message, en: error.message };
        const failed = part.map(entry => ({ entry, said, reference: error.reference }));
        now = { ...now, failures: [...now.failures, ...failed] };
        // What stopped one request would stop the next: the rest stays in the inbox.
        stopped.current = true;
      }
    }
    onDone(now.done);
    setState({ ...now, doing: '', ended: stopped.current ? 'stopped' : 'whole' });
  };
  const finished = state !== null && state.ended !== 'no';
  return (
    <>
      {state === null && <p className="sheet-lead">{inbox.bulkWhat(formatFull(chosen.length))}</p>}
      {state === null && (
        <ul className="plain-list">
          {chosen.map(entry => (
            <li key={entry.id}>
              {entry.title}
              <span className="cell-note">
                {placeText(entry)}
                {words.dot}
                {why(entry.proposal?.rule ?? '')}
              </span>
            </li>
          ))}
        </ul>
      )}
      {state !== null && !finished && (
        <Progress
          label={inbox.bulkLabel}
          doing={inbox.bulkDoing(state.doing)}
          parts={[
            {
              key: 'all',
              label: inbox.bulkLabel,
              done: state.done.length + state.failures.length,
              total: state.total,
              failed: state.failures.length,
            },
          ]}
          onCancel={() => {
            stopped.current = true;
          }}
        />
      )}
      {finished && (
        <div role="status">
          <p>{inbox.bulkDone(formatFull(state.done.length))}</p>
          <ul className="plain-list">
            {state.done.map(({ entry }) => (
              <li key={entry.id}>
                {entry.placementId !== null && (
                  <Link className="text-link" href={links.placement(entry.placementId)}>
                    {placementNo(entry.placementId)}
                  </Link>
                )}{' '}
                {entry.title}
              </li>
            ))}
          </ul>
          {state.ended === 'stopped' && <p>{inbox.bulkStopped}</p>}
          {state.failures.length > 0 && (
            <>
              <p>{inbox.bulkFailed(formatFull(state.failures.length))}</p>
              <ul className="plain-list">
                {state.failures.map(({ entry, said, reference }) => (
                  <li key={entry.id}>
                    {entry.title}
                    <span className="cell-note">
                      {say(said)}
                      {reference !== '' && (
                        <>
                          {words.dot}
                          <code className="mono">{reference}</code>
                        </>
                      )}
                    </span>
                  </li>
                ))}
              </ul>
            </>
          )}
          <button type="button" className="button" onClick={onClose}>
            {inbox.close}
          </button>
        </div>
      )}
      {!finished && (
        <div hidden={state !== null}>
          <ConfirmForm
            action={inbox.bulk(formatFull(chosen.length))}
            reason="none"
            run={run}
            onCancel={onClose}
          />
        </div>
      )}
    </>
  );
};
