import { CollectorError, type ErrorKind } from './errors.ts';
import type { Gate } from './http.ts';
import type { Stop } from './tally.ts';

/** Errors that speak of an account as a whole: asking it again in this run would only meet the same one. */
const FINAL: ReadonlySet<ErrorKind> = new Set(['auth', 'rate-limited', 'config']);

/** An account within one run, asked until an error says that there is no use in it. */
export type Account = {
  readonly id: string;
  /** Why nothing more is asked; null while it is. */
  notAsked(): CollectorError | null;
  /** Takes an error in: one that speaks of the whole account ends it. */
  heed(error: CollectorError): void;
  /** The same gate, shut once the account has ended: also for requests that wait for their turn, or for a repeat. */
  guard(gate: Gate): Gate;
};

/** @param told hears of the end, once */
export const createAccount = (id: string, told: (stop: Stop) => void): Account => {
  let why: CollectorError | null = null;
  const check = (): void => {
    if (why !== null) throw why;
  };
  return {
    id,
    notAsked: () => why,
    heed: ({ kind, message }) => {
      // Requests that were already on their way may end the same way.
      if (why !== null || !FINAL.has(kind)) return;
      why = new CollectorError(kind, `not asked, because ${message}`);
      told({ accountId: id, kind, message });
    },
    guard: gate => async url => {
      check();
      await gate(url);
      check();
    },
  };
};
