import type { Judgement } from './reading.ts';

/** Why a verdict is what it is. Stable codes: they are stored, queried and translated. */
export const REASONS = [
  /** Accepted plainly. */
  '',
  /** Accepted: a small fall, as platforms make daily. */
  'waver',
  /** Accepted: the field prints a smaller number than before within its rounding, so the count starts anew from it. */
  'new-reference',
  /** Accepted, in doubt: an unusual rise, counted in full only once confirmed. */
  'jump',
  /** Accepted: a jump that a later reading confirmed. */
  'jump-confirmed',
  /** Accepted at the time: a jump that a fall event undid. */
  'jump-reverted',
  /** Held: a zero that nothing vouches for. */
  'zero',
  /** Held: a large fall that waits for a later reading. */
  'fall',
  /** Held: a large fall whose place a later one took. */
  'fall-replaced',
  /** Held: a large fall that a later reading dismissed. */
  'fall-dismissed',
  /** Accepted: a large fall that a later reading confirmed. */
  'fall-confirmed',
  /** Accepted by a person. */
  'decided-accept',
  /** Taken out by a person. */
  'decided-hold',
  /** Held: a figure that a partner told, until a second person confirms it. */
  'unconfirmed',
] as const;
export type Reason = (typeof REASONS)[number];

/** Should the platform be asked again at the end of the run? Only a later reading settles these. */
export const wantsReread = ({ reason }: Pick<Judgement, 'reason'>): boolean =>
  reason === 'fall' || reason === 'jump';

const WINDOW_CLOSED = 'window closed ';

/** Why a placement is carried of which its platform says nothing any more, since a day (yyyy-MM-dd, campaign zone). */
export const windowClosed = (day: string): string => `${WINDOW_CLOSED}${day}`;

/** The day of {@link windowClosed}; null for any other reason. */
export const windowClosedOn = (reason: string): string | null =>
  reason.startsWith(WINDOW_CLOSED) ? reason.slice(WINDOW_CLOSED.length) : null;
