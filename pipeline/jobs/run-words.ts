import type { Collector } from '../../collectors/contract.ts';
import type { RunSummary } from '../../collectors/runner.ts';
import { type RunRemark, remarkWords } from '../domain/run-remarks.ts';

/** How one collector's part of a run ended. */
export type Part = { readonly collector: Pick<Collector, 'name'>; readonly summary: RunSummary };

/**
 * What happened, for somebody at three in the morning: "read 40 of 42; Kuaishou: 2 failed (network ×2)", and what to
 * do about accounts that could not be asked. English, for logs and terminals; pages tell the remarks themselves.
 */
export const summarise = (expected: number, read: number, remarks: readonly RunRemark[]): string =>
  [`read ${read} of ${expected}`, ...remarks.map(remark => remarkWords(remark).en)].join('; ');

/** What the parts of a run have to say of what they did not read. */
export const endRemarks = (parts: readonly Part[]): RunRemark[] =>
  parts.flatMap(({ collector: { name }, summary }) => {
    const { failed, failures, absent, hidden, removed } = summary;
    if (failed + absent + hidden + removed === 0) return [];
    return [
      { code: 'ended', name, failed, failures, absent, hidden, removed },
      ...stopRemarks(name, summary),
    ];
  });

/** Reasons a platform may have for leaving accounts alone before the rest is only counted. */
const MOST_REASONS = 3;

/** Why accounts were left alone, each reason once. A wrong setting is the same for all of a platform's accounts. */
const stopRemarks = (name: Collector['name'], { stops }: RunSummary): RunRemark[] => {
  const reasons = [
    ...Map.groupBy(stops, ({ kind, message }) => (kind === 'config' ? kind : message)).values(),
  ];
  const told = reasons.slice(0, MOST_REASONS).map(
    (accounts): RunRemark => ({
      ...{ code: 'left-alone', name, said: accounts[0]?.message ?? '' },
      accounts: accounts.length,
    }),
  );
  const untold = reasons.slice(MOST_REASONS).reduce((sum, accounts) => sum + accounts.length, 0);
  return untold > 0 ? [...told, { code: 'more-left-alone', name, accounts: untold }] : told;
};
