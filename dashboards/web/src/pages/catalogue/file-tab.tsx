import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Link } from 'wouter';
import type { CatalogueApplied, CatalogueOverview, CataloguePlanned } from '../../../../api/contract.ts';
import { ApiError, sendJson } from '../../api/client.ts';
import { ConfirmForm } from '../../components/confirm-form.tsx';
import { ErrorWords } from '../../components/problem.tsx';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { Mistakes } from './mistakes.tsx';
import { CLEARED, useCatalogueState } from './params.ts';
import { PlanView } from './plan-view.tsx';
import { useDraft } from './use-draft.ts';
import { useCatalogueWords } from './words.ts';

type File = { readonly name: string; readonly yaml: string };
type Looked = { readonly file: File; readonly planned: CataloguePlanned };

const MOST_BYTES = 4 * 1024 * 1024;

/** A catalogue file: its mistakes by line, or what it would change; then, signed, applying exactly that. */
export const FileTab = ({ overview }: { overview: CatalogueOverview }) => {
  const { words } = useLocale();
  const { file: own } = useCatalogueWords();
  const { href } = useCatalogueState();
  const [file, setFile] = useDraft<File>('file', { name: 'catalogue.yaml', yaml: '' });
  const [refusal, setRefusal] = useState<'' | 'tooBig' | 'unreadable'>('');
  const [done, setDone] = useState<CatalogueApplied | null>(null);
  const [sharedFor, setSharedFor] = useState('');
  const area = useRef<HTMLTextAreaElement>(null);
  const looking = useMutation<Looked, Error, File>({
    mutationFn: async given => ({
      file: given,
      planned: await sendJson<CataloguePlanned>('POST', '/catalogue/plan', given),
    }),
  });
  const change = (next: File): void => {
    setFile(next);
    setDone(null);
    setRefusal('');
  };
  const choose = async (chosen: globalThis.File | undefined): Promise<void> => {
    if (!chosen) return;
    if (chosen.size > MOST_BYTES) return setRefusal('tooBig');
    try {
      const next = { name: chosen.name, yaml: await chosen.text() };
      change(next);
      looking.mutate(next);
    } catch {
      setRefusal('unreadable');
    }
  };
  const looked = looking.data;
  const isStale = looked !== undefined && (looked.file.yaml !== file.yaml || looked.file.name !== file.name);
  const planned = looked && !isStale && !done ? looked.planned : null;
  const plan = planned?.plan ?? null;
  const isShared = plan !== null && plan.shared.length > 0;
  // Confirmed for this plan alone: another one asks again.
  const mayShare = isShared && sharedFor === plan.id;
  return (
    <>
      <form
        className="paste wide"
        onSubmit={event => {
          event.preventDefault();
          if (file.yaml.trim() !== '') looking.mutate(file);
        }}
      >
        <p className="field-note">{own.hint}</p>
        <div className="file-head">
          <label className="button file-choice">
            {own.choose}
            <input
              type="file"
              accept=".yaml,.yml,text/yaml,application/yaml"
              className="visually-hidden"
              onChange={event => {
                void choose(event.target.files?.[0]);
                // The same file, mended, can be chosen again.
                event.target.value = '';
              }}
            />
          </label>
          <div className="filter">
            <label htmlFor="file-name">{own.name}</label>
            <input
              id="file-name"
              type="text"
              value={file.name}
              onChange={event => change({ ...file, name: event.target.value })}
            />
          </div>
        </div>
        {refusal !== '' && (
          <p className="field-note wrong" role="alert">
            {own[refusal]}
          </p>
        )}
        <div className="field">
          <label htmlFor="yaml">{own.label}</label>
          <textarea
            id="yaml"
            ref={area}
            className="yaml"
            rows={14}
            spellCheck={false}
            wrap="off"
            value={file.yaml}
            onChange={event => change({ ...file, yaml: event.target.value })}
          />
        </div>
        <div className="confirm-actions">
          <button
            type="submit"
            className={plan ? 'button' : 'button primary'}
            disabled={file.yaml.trim() === '' || file.name.trim() === '' || looking.isPending}
          >
            {own.plan}
          </button>
          <span role="status">
            {looking.isPending && own.planning}
            {!looking.isPending && isStale && !done && own.changed}
          </span>
        </div>
      </form>
      {looking.error && (
        <div role="alert">
          <ErrorWords
            title={words.problem.what(own.what)}
            error={looking.error instanceof ApiError ? looking.error : ApiError.from(looking.error)}
          />
        </div>
      )}
      {planned && planned.problems.length > 0 && <Mistakes problems={planned.problems} area={area} />}
      {planned && plan && (
        <section className="part" aria-label={own.result}>
          <PlanView plan={plan} overview={overview} />
          {overview.mayChange && plan.add + plan.change > 0 && plan.conflicts.length === 0 && (
            <ConfirmForm
              action={own.apply}
              reason="optional"
              disabled={isShared && !mayShare}
              run={async signed =>
                setDone(
                  await sendJson<CatalogueApplied>('POST', '/catalogue/apply', {
                    ...file,
                    ...signed,
                    plan: plan.id,
                    ...(mayShare && { shared: true }),
                  }),
                )
              }
            >
              <p>{own.applyWhat}</p>
              {isShared && (
                <label className="check-line">
                  <input
                    type="checkbox"
                    checked={mayShare}
                    onChange={event => setSharedFor(event.target.checked ? plan.id : '')}
                  />
                  {own.sharedConfirm}
                </label>
              )}
              <p className="field-note">
                {own.hash} <span className="mono">{planned.fileHash}</span>
              </p>
            </ConfirmForm>
          )}
        </section>
      )}
      {done && (
        <section className="part" role="status">
          <h2>{own.done(formatFull(done.add), formatFull(done.changed))}</h2>
          <p className="cell-note">
            {own.hash} <span className="mono">{done.fileHash}</span>
          </p>
          <Link className="text-link" href={href({ ...CLEARED, tab: 'trail' })}>
            {own.seeTrail}
          </Link>
        </section>
      )}
    </>
  );
};
