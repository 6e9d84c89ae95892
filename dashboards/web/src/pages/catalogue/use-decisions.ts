import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Decided, InboxRow, PlacedBody } from '../../../../api/contract.ts';
import { ApiError, sendJson } from '../../api/client.ts';
import { recall, remember } from '../../theme/theme.ts';
import { SIGNER } from './signer.tsx';

type Verb = 'accept' | 'ignore' | 'restore';

/** What was just done to an entry, for the line above the table. */
type Outcome = {
  readonly verb: Verb;
  readonly entry: InboxRow;
  readonly placed: PlacedBody | null;
};

type Decisions = {
  readonly by: string;
  readonly sign: (by: string) => void;
  /** Somebody tried to decide without a signature. */
  readonly unsigned: boolean;
  readonly outcome: Outcome | null;
  /** Everything registered since the page was opened, for the catalogue file. */
  readonly placed: readonly PlacedBody[];
  readonly error: { readonly entry: InboxRow; readonly error: ApiError } | null;
  /** The entry that is being decided. */
  readonly pending: string | null;
  readonly decide: (entry: InboxRow, verb: Verb) => Promise<void>;
  readonly note: (decided: readonly Decided[]) => void;
};

/** Decisions on entries, one at a time, signed once for all. */
export const useDecisions = (): Decisions => {
  const client = useQueryClient();
  const [by, setBy] = useState(() => recall(SIGNER) ?? '');
  const [unsigned, setUnsigned] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [placed, setPlaced] = useState<readonly PlacedBody[]>([]);
  const [error, setError] = useState<Decisions['error']>(null);
  const [pending, setPending] = useState<string | null>(null);
  const note = (decided: readonly Decided[]): void => {
    setPlaced(before => [...before, ...decided.flatMap(each => each.placed ?? [])]);
    const [only, ...more] = decided;
    setError(null);
    setOutcome(only && more.length === 0 ? { verb: 'accept', entry: only.entry, placed: only.placed } : null);
  };
  const decide = async (entry: InboxRow, verb: Verb): Promise<void> => {
    if (by.trim() === '') {
      setUnsigned(true);
      document.querySelector<HTMLInputElement>('[data-signer]')?.focus();
      return;
    }
    setPending(entry.id);
    try {
      const decided = await sendJson<Decided>('POST', `/inbox/${encodeURIComponent(entry.id)}`, {
        action: verb,
        by: by.trim(),
      });
      note([decided]);
      setOutcome({ verb, entry: decided.entry, placed: decided.placed });
    } catch (cause) {
      setOutcome(null);
      setError({
        entry,
        error:
          cause instanceof ApiError
            ? cause
            : ApiError.from(cause instanceof Error ? cause : new Error(String(cause))),
      });
    }
    await client.invalidateQueries();
    setPending(null);
  };
  return {
    by,
    sign: next => {
      setBy(next);
      remember(SIGNER, next.trim() || null);
    },
    ...{ unsigned, outcome, placed, error, pending, decide, note },
  };
};
