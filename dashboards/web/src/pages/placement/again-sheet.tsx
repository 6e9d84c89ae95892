import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { BegunBody, Current, RunDetail } from '../../../../api/contract.ts';
import { sendJson } from '../../api/client.ts';
import { useGet } from '../../api/queries.ts';
import { ConfirmForm } from '../../components/confirm-form.tsx';
import { Icon } from '../../components/icons.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { useSheets } from '../../url/use-params.ts';
import { usePlacementContext } from './context.ts';
import { usePlacementWords } from './words.ts';

/** Collects this one placement now: the next reading settles most doubts. */
export const AgainSheet = () => {
  const own = usePlacementWords().again;
  const { placement } = usePlacementContext().detail;
  const { close } = useSheets();
  const [run, setRun] = useState<string | null>(null);
  const begun = useRef<string | null>(null);
  return (
    <Sheet title={own.title} onClose={close}>
      {run === null ? (
        <ConfirmForm
          action={own.do}
          reason="none"
          run={async ({ by }) => {
            const body = { by, placements: [placement.placementId] };
            begun.current = (await sendJson<BegunBody>('POST', '/runs', body)).run;
          }}
          onDone={() => setRun(begun.current)}
          onCancel={close}
        >
          <p>{own.means}</p>
        </ConfirmForm>
      ) : (
        <Collected run={run} onClose={close} />
      )}
    </Sheet>
  );
};

const LOOK_MS = 700;

/** Waits for the run, then has every figure of the page read anew. */
const Collected = ({ run, onClose }: { run: string; onClose: () => void }) => {
  const own = usePlacementWords().again;
  const client = useQueryClient();
  const [isOver, setOver] = useState(false);
  const { data, dataUpdatedAt } = useGet<Current>('/runs/current', { everyMs: isOver ? false : LOOK_MS });
  const from = useRef(Date.now());
  // Only an answer that came after the run was begun can say that it has ended.
  const hasEnded = data?.underWay.every(({ id }) => id !== run) === true && dataUpdatedAt > from.current;
  useEffect(() => {
    if (!hasEnded || isOver) return;
    setOver(true);
    void client.invalidateQueries();
  }, [hasEnded, isOver, client]);
  const { data: detail } = useGet<RunDetail>(`/runs/${encodeURIComponent(run)}`, { enabled: isOver });
  return (
    <div className="decided" role="status">
      <p className="decided-title">
        <Icon name={detail ? 'tick' : 'clock'} />
        {detail ? (detail.run.read > 0 ? own.done : own.noted) : own.begun}
      </p>
      {detail && <p className="sheet-text">{detail.run.summary}</p>}
      <button type="button" className="button primary" onClick={onClose}>
        {own.close}
      </button>
    </div>
  );
};
