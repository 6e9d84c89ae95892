import type { Readings } from '../../../../api/contract.ts';

export type Reading = Readings['readings'][number];
export type Decision = 'accept' | 'hold' | 'undo';

/** What makes a reading of a placement this one, for addresses and rows. */
export const readingKey = ({ observedAt, source, metric, low, high }: Reading): string =>
  [observedAt, source, metric, low, high ?? ''].join('|');

type Judged = Pick<Reading, 'verdict' | 'reason'>;

/** Doubts of the rules that are settled by a person, or by another reading: nothing else takes them away. */
const OPEN = new Set(['zero', 'fall', 'jump']);

/** Does a reading wait for somebody? One that a later reading replaced or dismissed does not. */
export const isOpen = ({ reason }: Judged): boolean => OPEN.has(reason);

/** What a person may say of a reading as it stands, the cautious first: what would change nothing is not offered. */
export const decisionsOn = ({ verdict, reason }: Judged): readonly Decision[] => [
  ...(reason !== 'decided-hold' && (verdict === 'accepted' || isOpen({ verdict, reason }))
    ? (['hold'] as const)
    : []),
  ...(verdict === 'held' || reason === 'jump' ? (['accept'] as const) : []),
  ...(reason.startsWith('decided-') ? (['undo'] as const) : []),
];

/** The last reading before another that its series counts from: what stands if that one is taken out. */
export const standingBefore = (readings: readonly Reading[], of: Reading): Reading | null =>
  readings.find(
    each =>
      each.observedAt < of.observedAt &&
      each.source === of.source &&
      each.verdict === 'accepted' &&
      each.countLow !== null,
  ) ?? null;
