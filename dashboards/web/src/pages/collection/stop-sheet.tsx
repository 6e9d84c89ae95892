import { sendJson } from '../../api/client.ts';
import { ConfirmForm } from '../../components/confirm-form.tsx';
import { formatFull } from '../../format/numbers.ts';
import { useCollection } from './context.tsx';
import { useCollectionWords } from './words.ts';

/** Ends a run early: what would be left unasked, and the button. */
export const StopSheet = ({ run: id, onDone }: { run: string; onDone: () => void }) => {
  const { stop, lead } = useCollectionWords();
  const { current } = useCollection();
  const run = current.underWay.find(each => each.id === id);
  if (!run || run.stage === 'storing') return <p>{stop.over}</p>;
  if (!current.mayCollect) return <p>{lead.readOnly}</p>;
  const left = run.parts.reduce(
    (sum, part) => sum + part.expected - part.read - part.missed - part.failed,
    0,
  );
  return (
    <ConfirmForm
      action={stop.go}
      run={({ by }) => sendJson('POST', `/runs/${encodeURIComponent(id)}/stop`, { by })}
      onDone={onDone}
      onCancel={onDone}
      reason="none"
      destructive
      disabled={run.stoppedBy !== null}
    >
      <p>{stop.what(formatFull(left))}</p>
      <p className="repair-note">{run.stoppedBy === null ? stop.note : stop.already(run.stoppedBy)}</p>
    </ConfirmForm>
  );
};
