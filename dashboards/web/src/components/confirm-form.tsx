import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { ApiError } from '../api/client.ts';
import { useLocale } from '../locales/use-locale.tsx';
import { recall, remember } from '../theme/theme.ts';
import { ErrorWords } from './problem.tsx';
import './confirm-form.css';

export type Signed = { readonly by: string; readonly reason: string };

type Props = {
  /** The verb on the button: “接受”, “封存”. */
  readonly action: string;
  /** Does it, through `sendJson`; may throw an ApiError, which is shown with its reference. */
  readonly run: (signed: Signed) => Promise<unknown>;
  /** After it is done and every figure on the page is being read anew. */
  readonly onDone?: () => void;
  readonly onCancel?: () => void;
  /** Whether a reason must be given; `none` asks for no reason. */
  readonly reason?: 'required' | 'optional' | 'none';
  /** What the step means, and what would be lost. */
  readonly children?: ReactNode;
  /** True while other fields of the form are not filled in. */
  readonly disabled?: boolean;
  /** A step that loses something: the button says so in colour as well. */
  readonly destructive?: boolean;
};

const SIGNER = 'renci.by';

/** A write, signed: who, why, and the button. What was typed stays when it fails. */
export const ConfirmForm = (props: Props) => {
  const {
    action,
    run,
    onDone,
    onCancel,
    reason: wanted = 'required',
    children,
    disabled,
    destructive,
  } = props;
  const { words } = useLocale();
  const { confirm } = words;
  const id = useId();
  const client = useQueryClient();
  const [by, setBy] = useState(() => recall(SIGNER) ?? '');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const sending = useMutation<unknown, Error, Signed>({
    mutationFn: run,
    onSuccess: async () => {
      remember(SIGNER, by.trim());
      await client.invalidateQueries();
      onDone?.();
    },
  });
  const lacksBy = by.trim() === '';
  const lacksReason = wanted === 'required' && reason.trim() === '';
  return (
    <form
      className="confirm"
      noValidate
      onSubmit={event => {
        event.preventDefault();
        setTried(true);
        if (lacksBy) document.getElementById(`${id}-by`)?.focus();
        else if (lacksReason) document.getElementById(`${id}-reason`)?.focus();
        else if (!sending.isPending) sending.mutate({ by: by.trim(), reason: reason.trim() });
      }}
    >
      {children}
      {wanted !== 'none' && (
        <div className="field">
          <label htmlFor={`${id}-reason`}>
            {confirm.reason}
            {wanted === 'optional' && confirm.optional}
          </label>
          <textarea
            id={`${id}-reason`}
            rows={2}
            value={reason}
            aria-required={wanted === 'required'}
            aria-invalid={tried && lacksReason}
            aria-describedby={`${id}-reason-note`}
            onChange={event => setReason(event.target.value)}
          />
          <Note id={`${id}-reason-note`} wrong={tried && lacksReason} text={confirm.reasonHint} />
        </div>
      )}
      <div className="field">
        <label htmlFor={`${id}-by`}>{confirm.by}</label>
        <input
          id={`${id}-by`}
          type="text"
          autoComplete="name"
          value={by}
          aria-required="true"
          aria-invalid={tried && lacksBy}
          aria-describedby={`${id}-by-note`}
          onChange={event => setBy(event.target.value)}
        />
        <Note id={`${id}-by-note`} wrong={tried && lacksBy} text={confirm.byHint} />
      </div>
      {sending.error && <Refused error={sending.error} />}
      <div className="confirm-actions">
        <button
          type="submit"
          className={destructive ? 'button primary destructive' : 'button primary'}
          disabled={disabled || sending.isPending}
        >
          {action}
        </button>
        {onCancel && (
          <button type="button" className="button" onClick={onCancel}>
            {confirm.cancel}
          </button>
        )}
        <span role="status">{sending.isPending && confirm.working}</span>
      </div>
    </form>
  );
};

const Note = ({ id, wrong, text }: { id: string; wrong: boolean; text: string }) => {
  const { words } = useLocale();
  return (
    <p id={id} className={wrong ? 'field-note wrong' : 'field-note'}>
      {wrong ? `${words.confirm.missing}${words.colon}${text}` : text}
    </p>
  );
};

const Refused = ({ error }: { error: Error }) => {
  const { words } = useLocale();
  return (
    <div role="alert">
      <ErrorWords
        title={words.confirm.failed}
        error={error instanceof ApiError ? error : ApiError.from(error)}
      />
    </div>
  );
};
