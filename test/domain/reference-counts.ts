import type { Judgement, Reading } from '../../pipeline/domain/reading.ts';

export type Status =
  | 'accepted'
  | 'waver'
  | 'new-reference'
  | 'jump'
  | 'zero'
  | 'waiting'
  | 'replaced'
  | 'dismissed'
  | 'confirmed'
  | 'decided-accept'
  | 'decided-hold'
  | 'unconfirmed';
export type Entry = { reading: Reading; status: Status; count: { low: number; high: number | null } };
export type Jump = { index: number; floor: number; end: number | null; undone: boolean };
export type ModelRow = { reading: Reading; judgement: Judgement };

export const ACCEPTED: readonly Status[] = [
  'accepted',
  'waver',
  'new-reference',
  'jump',
  'confirmed',
  'decided-accept',
];
export const FALLS: readonly Status[] = ['waiting', 'replaced', 'dismissed'];

const REASONS: Record<Status, string> = {
  accepted: '',
  waver: 'waver',
  'new-reference': 'new-reference',
  jump: 'jump',
  zero: 'zero',
  waiting: 'fall',
  replaced: 'fall-replaced',
  dismissed: 'fall-dismissed',
  confirmed: 'fall-confirmed',
  'decided-accept': 'decided-accept',
  'decided-hold': 'decided-hold',
  unconfirmed: 'unconfirmed',
};

/** What the series counts as at a row: the last accepted count at or before it, lowered by the doubts open there. */
export const rowOf = (
  entries: readonly Entry[],
  jumps: readonly Jump[],
  { reading, status }: Entry,
  index: number,
): ModelRow => {
  const isAccepted = (e: Entry) => ACCEPTED.includes(e.status);
  const until = entries.slice(0, index + 1);
  const lastAccepted = until.findLastIndex(isAccepted);
  const doubted = until
    .slice(lastAccepted + 1)
    .filter(e => FALLS.includes(e.status))
    .at(-1);
  const floors = jumps.filter(j => j.index <= index && (j.end === null || index < j.end)).map(j => j.floor);
  if (doubted && doubted.status !== 'dismissed') floors.push(doubted.reading.low);
  const known = until[lastAccepted];
  const mine = jumps.find(j => j.index === index && j.end !== null);
  const jumpReason = mine?.undone ? 'jump-reverted' : 'jump-confirmed';
  return {
    reading,
    judgement: {
      verdict: ACCEPTED.includes(status) ? 'accepted' : 'held',
      reason: mine ? jumpReason : REASONS[status],
      count: known ? { low: Math.min(known.count.low, ...floors), high: known.count.high } : null,
      acceptedAt: known ? known.reading.observedAt : null,
    },
  };
};
