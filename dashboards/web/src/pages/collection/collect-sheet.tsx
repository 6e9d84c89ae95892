import { type ReactNode, useId, useState } from 'react';
import type { BegunBody, Failures, Rejects, WindowsList } from '../../../../api/contract.ts';
import { sendJson } from '../../api/client.ts';
import { Answered } from '../../components/answered.tsx';
import { ConfirmForm } from '../../components/confirm-form.tsx';
import { formatFull } from '../../format/numbers.ts';
import { useCollection } from './context.tsx';
import { useFailures, useRejects, useWindows } from './queries.ts';
import { MOST_ASKED, repairsOf, retriable } from './scope.ts';
import { useCollectionWords } from './words.ts';

type Props = {
  /** `all`, `open`, `f.<repair>`, `w.<collector>` or `r.<reject>`. */
  readonly scope: string;
  readonly onDone: () => void;
};

/** What a press of the button would ask for, and the button. */
export const CollectSheet = ({ scope, onDone }: Props) => {
  const { what } = useCollectionWords();
  const [failures, windows, rejects] = [useFailures(), useWindows(), useRejects()];
  if (scope.startsWith('r.')) {
    return (
      <Answered query={rejects} what={what.rejects}>
        {data => <RejectForm id={scope.slice(2)} rejects={data.rejects} onDone={onDone} />}
      </Answered>
    );
  }
  if (scope.startsWith('w.')) {
    return (
      <Answered query={windows} what={what.windows}>
        {data => <WindowForm collector={scope.slice(2)} windows={data.windows} onDone={onDone} />}
      </Answered>
    );
  }
  return (
    <Answered query={failures} what={what.failures}>
      {data =>
        scope.startsWith('f.') ? (
          <RepairForm repair={scope.slice(2)} failures={data.failures} onDone={onDone} />
        ) : (
          <WholeForm isOpen={scope === 'open'} failures={data.failures} onDone={onDone} />
        )
      }
    </Answered>
  );
};

type Body = { readonly platform?: string; readonly placements?: readonly number[] };

const begin = (by: string, body: Body): Promise<BegunBody> => sendJson('POST', '/runs', { by, ...body });

type FormProps = {
  readonly run: (by: string) => Promise<BegunBody>;
  readonly onDone: () => void;
  /** Every platform: no other run may be under way. */
  readonly isWhole?: boolean;
  readonly children: ReactNode;
};

const Form = ({ run, onDone, isWhole = false, children }: FormProps) => {
  const { collect, lead } = useCollectionWords();
  const { current, noteBegun } = useCollection();
  const isBusy = isWhole && current.underWay.length > 0;
  const isBeside = !isWhole && current.underWay.length > 0;
  if (!current.mayCollect) return <p>{lead.readOnly}</p>;
  return (
    <ConfirmForm
      action={collect.go}
      run={async ({ by }) => noteBegun((await run(by)).run)}
      onDone={onDone}
      onCancel={onDone}
      reason="none"
      disabled={isBusy}
    >
      {children}
      <p className="repair-note">
        {isBusy ? collect.busy : isBeside ? `${collect.beside} ${collect.note}` : collect.note}
      </p>
    </ConfirmForm>
  );
};

const Nothing = () => <p>{useCollectionWords().collect.nothing}</p>;

type Known = { readonly failures: Failures['failures']; readonly onDone: () => void };

/** Everything, or only what needs repair. */
const WholeForm = ({ isOpen, failures, onDone }: Known & { isOpen: boolean }) => {
  const { collect } = useCollectionWords();
  const placements = retriable(failures);
  const [onlyOpen, setOnlyOpen] = useState(isOpen);
  const name = useId();
  const isPart = onlyOpen && placements.length > 0;
  const option = (part: boolean, label: string) => (
    <label className="collect-option">
      <input type="radio" name={name} checked={isPart === part} onChange={() => setOnlyOpen(part)} />
      {label}
    </label>
  );
  return (
    <Form run={by => begin(by, isPart ? { placements } : {})} onDone={onDone} isWhole={!isPart}>
      {placements.length > 0 && (
        <fieldset className="collect-options">
          <legend>{collect.scope}</legend>
          {option(false, collect.everything)}
          {option(true, collect.repairs(formatFull(placements.length)))}
        </fieldset>
      )}
      <p>{isPart ? collect.open_(formatFull(placements.length)) : collect.all}</p>
      {isPart && placements.length >= MOST_ASKED && <p>{collect.first(formatFull(MOST_ASKED))}</p>}
    </Form>
  );
};

const RepairForm = ({ repair, failures, onDone }: Known & { repair: string }) => {
  const { collect } = useCollectionWords();
  const placements = retriable(repairsOf(failures).find(({ key }) => key === repair)?.failures ?? []);
  if (placements.length === 0) return <Nothing />;
  return (
    <Form run={by => begin(by, { placements })} onDone={onDone}>
      <p>{collect.some(formatFull(placements.length))}</p>
      {placements.length >= MOST_ASKED && <p>{collect.first(formatFull(MOST_ASKED))}</p>}
    </Form>
  );
};

type WindowProps = {
  readonly collector: string;
  readonly windows: WindowsList['windows'];
  readonly onDone: () => void;
};

const WindowForm = ({ collector, windows, onDone }: WindowProps) => {
  const { collect } = useCollectionWords();
  const closing = windows.find(each => each.collector === collector)?.closing ?? [];
  const placements = closing.map(({ placementId }) => placementId);
  if (placements.length === 0) return <Nothing />;
  return (
    <Form run={by => begin(by, { placements })} onDone={onDone}>
      <p>{collect.some(formatFull(placements.length))}</p>
    </Form>
  );
};

type RejectProps = {
  readonly id: string;
  readonly rejects: Rejects['rejects'];
  readonly onDone: () => void;
};

const RejectForm = ({ id, rejects, onDone }: RejectProps) => {
  const { collect } = useCollectionWords();
  const found = rejects.find(reject => reject.id === id);
  if (!found || found.placements.length === 0) return <Nothing />;
  return (
    <Form run={by => sendJson('POST', `/rejects/${encodeURIComponent(id)}/retry`, { by })} onDone={onDone}>
      <p>{collect.reject(formatFull(found.concerned))}</p>
    </Form>
  );
};
