import { CollectorError } from './errors.ts';
import { pick } from './json-pointer.ts';
import { type Condition, nameOf, type Place } from './manifest-places.ts';

/** A part of an answer in which values are looked up: the whole of it, or one item. */
export type Source = {
  /**
   * The value at a place; undefined where there is none.
   * @throws CollectorError of kind `shape` where something stands there that cannot be meant.
   */
  find(place: Place): unknown;
  /** What it says, cut short, for whoever looks at a reject. */
  evidence(): string;
};

const EVIDENCE_LENGTH = 2_000;
export const cutShort = (text: string): string => text.slice(0, EVIDENCE_LENGTH);

export const jsonSource = (value: unknown): Source => ({
  find: place => kept(pick(value, place.pointer ?? ''), place),
  evidence: () => cutShort(String(JSON.stringify(value))),
});

/** The part of a found text that the place's pattern keeps. A text that does not fit it is never guessed at. */
export const kept = (value: unknown, place: Place): unknown => {
  if (place.match === undefined || value === undefined || value === null) return value;
  const part = new RegExp(place.match, 'u').exec(String(value))?.[1];
  if (part !== undefined) return part;
  throw new CollectorError(
    'shape',
    `the text at ${nameOf(place)} does not fit ${place.match}: ${JSON.stringify(String(value).slice(0, 100))}`,
  );
};

/** Partners send 0 one day and "0" the next. */
export const same = (declared: unknown, found: unknown): boolean =>
  declared === found || (['string', 'number'].includes(typeof found) && String(declared) === String(found));

/** Why a condition holds, in words; null when it does not. */
export const whyHolds = (condition: Condition, source: Source): string | null => {
  const { equals, contains } = condition;
  const name = nameOf(condition);
  const found = source.find(condition);
  if (equals === undefined && contains === undefined) return found === undefined ? null : `${name} is there`;
  const isEqual = equals?.some(value => same(value, found)) ?? true;
  const isAmong = contains === undefined || (typeof found === 'string' && found.includes(contains));
  return isEqual && isAmong ? `${name} says ${JSON.stringify(found)}` : null;
};
