import { DAY } from '../days.ts';
import type { Judgement, Reading } from './reading.ts';
import { isWaver } from './rules.ts';
import { type DatedCount, type Draft, judgementOf, type OpenJump, type SeriesState } from './series.ts';

/** Whether a reading was taken less than `ms` after publication; false where that is unknown. */
export const isYoungerThan = ({ observedAt, publishedAt }: Reading, ms: number): boolean =>
  publishedAt !== null && observedAt - publishedAt < ms;

/** Is the rise from the known count to this reading unusual enough to be doubted? */
export const isJump = (draft: Draft, reading: Reading, known: DatedCount): boolean => {
  if (known.high === null) return false;
  const rise = reading.low - known.high;
  const elapsed = reading.observedAt - known.at;
  const speed = elapsed > DAY ? (rise * DAY) / elapsed : rise;
  const { over, factor } = draft.rules.jump;
  return speed > over && speed > factor * usualGrowth(draft, reading, known);
};

/** Daily growth that is usual here, in view-times a day. */
const usualGrowth = ({ state, rules }: Draft, reading: Reading, known: DatedCount): number =>
  isYoungerThan(reading, rules.jump.youngMs)
    ? known.low
    : (medianGrowth(state.growth) ?? state.lastGrowth ?? known.low);

/**
 * The median over time: half of the window grew at this daily speed or slower. Each pair of neighbouring accepted
 * readings weighs as long as it lasted, so that hourly readings of the first days and re-reads minutes apart do not
 * outvote the days after. Null with no pair.
 */
const medianGrowth = (points: SeriesState['growth']): number | null => {
  const pairs = points.flatMap((point, index) => {
    const before = points[index - 1];
    const ms = before && point.at - before.at;
    return ms ? [{ ms, daily: ((point.low - before.low) * DAY) / ms }] : [];
  });
  const half = pairs.reduce((sum, { ms }) => sum + ms, 0) / 2;
  let passed = 0;
  for (const { ms, daily } of pairs.sort((a, b) => a.daily - b.daily)) {
    passed += ms;
    if (passed >= half) return daily;
  }
  return null;
};

/** Opens a doubt: the placement claims no more than `floor`, the count before, until a reading reaches this one. */
export const openJump = (draft: Draft, reading: Reading, floor: number): Judgement => {
  const plain = judgementOf(draft.state, 'accepted', 'jump');
  const judgement: Judgement = {
    ...plain,
    count: plain.count && { low: Math.min(plain.count.low, floor), high: plain.count.high },
  };
  const jump: OpenJump = { row: { ...reading, judgement }, reach: reading.low, floor };
  draft.state = { ...draft.state, jumps: [...draft.state.jumps, jump] };
  return judgement;
};

/**
 * Settles the jumps that an accepted lower end reaches: at or above theirs, or a waver below. An overlap that only
 * may reach is not enough, for the claim would rest on the doubted reading alone. Rows between keep what they counted
 * as: the doubt lasted until this instant.
 */
export const settleJumps = (draft: Draft, low: number): void =>
  endJumps(draft, ({ reach }) => low >= reach || isWaver(reach - low, reach, draft.rules));

/** Ends open jumps as confirmed; all of them when a person vouched for a count. */
export const endJumps = (draft: Draft, ends: (jump: OpenJump) => boolean = () => true): void => {
  for (const { row } of draft.state.jumps.filter(ends)) {
    draft.amended.push({ ...row, judgement: { ...row.judgement, reason: 'jump-confirmed' } });
  }
  draft.state = { ...draft.state, jumps: draft.state.jumps.filter(jump => !ends(jump)) };
};
