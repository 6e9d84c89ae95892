import type { Readings } from '../../../../api/contract.ts';

export type Reading = Readings['readings'][number];

/** What makes a reading of a placement this one, for addresses and rows. */
export const readingKey = ({ observedAt, source, metric, low, high }: Reading): string =>
  [observedAt, source, metric, low, high ?? ''].join('|');

/** What a person may say of a reading as it stands: what would change nothing is not offered. */
export const decisionsOn = ({ verdict, reason }: Reading): readonly ('accept' | 'hold' | 'undo')[] => [
  ...(verdict === 'held' || reason === 'jump' ? (['accept'] as const) : []),
  ...(verdict === 'accepted' ? (['hold'] as const) : []),
  ...(reason.startsWith('decided-') ? (['undo'] as const) : []),
];
