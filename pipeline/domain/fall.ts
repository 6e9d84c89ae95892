import type { Count } from './count.ts';
import type { JudgedReading, Judgement, Reading } from './reading.ts';
import type { Reason } from './reasons.ts';
import { isWaver } from './rules.ts';
import {
  accept,
  countOf,
  type DatedCount,
  type Draft,
  type FallEvent,
  judgementOf,
  type WaitingFall,
} from './series.ts';

/** A reading beside the count that questions it. `size` is above 0 for a fall. */
export type Fall = { readonly ref: DatedCount; readonly size: number; readonly large: boolean };

/**
 * Measures a reading against the highest accepted lower end of the window since the last fall event, or against
 * the known count where the window is empty. Compares intervals: an overlap is no fall, an open end never falls.
 */
export const measureFall = (draft: Draft, reading: Count, known: DatedCount): Fall => {
  const ref = draft.state.refs[0] ?? known;
  const size = reading.high === null ? -1 : ref.low - reading.high;
  return { ref, size, large: size > 0 && !isWaver(size, ref.low, draft.rules) };
};

/**
 * Does a large fall confirm the waiting one? It must be later, and at or below it (within a waver of it), or nearer
 * to it than to the reference. Distances are gaps between intervals; halfway is not nearer.
 */
export const confirms = (draft: Draft, reading: Reading, { size }: Fall): boolean => {
  const { waiting } = draft.state;
  if (waiting === null || waiting.high === null || reading.observedAt <= waiting.at) return false;
  const above = reading.low - waiting.high;
  return above <= 0 || isWaver(above, waiting.low, draft.rules) || above < size;
};

/** Lets a large fall wait. One that waited before it stays held and goes on lowering its own instant. */
export const wait = (draft: Draft, reading: Reading, { ref }: Fall): Judgement => {
  const { at, low, high } = { at: reading.observedAt, low: reading.low, high: reading.high };
  replaceWaiting(draft);
  draft.state = { ...draft.state, waiting: { at, low, high, from: { low: ref.low, high: ref.high } } };
  const judgement = judgementOf(draft.state, 'held', 'fall');
  draft.state = { ...draft.state, tail: [...draft.state.tail, { ...reading, judgement }] };
  return judgement;
};

/** Gives the waiting fall's place away: its own verdict and count stay as they are. */
export const replaceWaiting = (draft: Draft): void => {
  if (draft.state.waiting === null) return;
  const tail = draft.state.tail.map(row => (isWaitingRow(row) ? withReason(row, 'fall-replaced') : row));
  draft.amended.push(...tail.filter((row, index) => row !== draft.state.tail[index]));
  draft.state = { ...draft.state, waiting: null, tail };
};

/** Dismisses the waiting fall and those whose place it took: from their instants on, the known count stands again. */
export const dismissWaiting = (draft: Draft): void => {
  if (draft.state.waiting === null) return;
  const { tail } = draft.state;
  draft.state = { ...draft.state, waiting: null, tail: [] };
  const count = countOf(draft.state);
  for (const row of tail) {
    const reason = row.judgement.reason.startsWith('fall') ? 'fall-dismissed' : row.judgement.reason;
    draft.amended.push({ ...row, judgement: { ...row.judgement, reason, count } });
  }
};

/**
 * Accepts the waiting fall with its own time and records the event. Rows after it carry its count; rows before it
 * (falls whose place it took) keep lowering their own instants.
 */
export const confirmWaiting = (draft: Draft, by: Reading): void => {
  const { waiting, tail } = draft.state;
  const index = tail.findIndex(isWaitingRow);
  const fallen = tail[index];
  if (waiting === null || fallen === undefined) return;
  draft.state = { ...draft.state, waiting: null, tail: [] };
  recordFall(draft, fallen, waiting, 'confirmed', by);
  accept(draft, fallen, { low: waiting.low, high: waiting.high });
  draft.amended.push({ ...fallen, judgement: judgementOf(draft.state, 'accepted', 'fall-confirmed') });
  for (const row of tail.slice(index + 1)) {
    const { verdict, reason } = row.judgement;
    draft.amended.push({ ...row, judgement: judgementOf(draft.state, verdict, reason as Reason) });
  }
};

/** Records a fall event: the references before it and the jumps it undoes are gone. */
export const recordFall = (
  draft: Draft,
  fallen: Reading,
  { from }: Pick<WaitingFall, 'from'>,
  cause: FallEvent['cause'],
  by: Reading,
): void => {
  draft.events.push({
    placementId: fallen.placementId,
    metric: fallen.metric,
    source: fallen.source,
    at: fallen.observedAt,
    from: { low: from.low, high: from.high },
    to: { low: fallen.low, high: fallen.high },
    class: 'platform-correction',
    cause,
    confirmedAt: by.observedAt,
  });
  for (const jump of draft.state.jumps) draft.amended.push(withReason(jump.row, 'jump-reverted'));
  draft.state = { ...draft.state, refs: [], jumps: [] };
};

const isWaitingRow = (row: JudgedReading): boolean => row.judgement.reason === 'fall';

const withReason = (row: JudgedReading, reason: Reason): JudgedReading => ({
  ...row,
  judgement: { ...row.judgement, reason },
});
