/**
 * One thing a page keeps in the address bar. `write` gives null for the default, which is left out, so that the same
 * view always has the same, shortest address.
 */
export type Param<T> = {
  readonly read: (text: string | null) => T;
  readonly write: (value: T) => string | null;
};

/** What a page keeps, by query key. */
export type Params<State> = { readonly [Key in keyof State]: Param<State[Key]> };

/** Any text; empty is the default. */
export const textParam: Param<string> = { read: text => text ?? '', write: value => value || null };

/** A text that has no default; null where the address has none. */
export const nullableText: Param<string | null> = { read: text => text, write: value => value };

/** One of a closed list; anything else in the address reads as the default. */
export const choiceParam = <const T extends string>(
  choices: readonly T[],
  standard: NoInfer<T>,
): Param<T> => ({
  read: text => choices.find(choice => choice === text) ?? standard,
  write: value => (value === standard ? null : value),
});

/** A whole number from 0; null is the default. */
export const numberParam: Param<number | null> = {
  read: text => (text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null),
  write: value => (value === null ? null : String(value)),
};

export const flagParam: Param<boolean> = {
  read: text => text === '1',
  write: value => (value ? '1' : null),
};

/** Several texts, in the order they were chosen; none is the default. */
export const listParam: Param<readonly string[]> = {
  read: text => (text ? text.split(',').map(decodePart) : []),
  write: value => (value.length === 0 ? null : value.map(encodePart).join(',')),
};

const encodePart = (text: string): string => text.replaceAll('%', '%25').replaceAll(',', '%2C');
const decodePart = (text: string): string => text.replaceAll('%2C', ',').replaceAll('%25', '%');

/** A query string as state. */
export const readParams = <State>(params: Params<State>, search: string): State => {
  const query = new URLSearchParams(search);
  const state: Partial<State> = {};
  for (const key of keysOf(params)) state[key] = params[key].read(query.get(String(key)));
  return state as State;
};

/** The address of a path with some state changed; keys the page does not name (the language) stay as they are. */
export const writeParams = <State>(
  params: Params<State>,
  path: string,
  search: string,
  change: Partial<State>,
): string => {
  const query = new URLSearchParams(search);
  for (const key of keysOf(params)) {
    const value = change[key];
    if (value === undefined) continue;
    const text = params[key].write(value);
    if (text === null) query.delete(String(key));
    else query.set(String(key), text);
  }
  const pairs = [...query].map(([key, text]) => `${encodeURIComponent(key)}=${readable(text)}`);
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
};

const keysOf = <State>(params: Params<State>): (keyof State)[] => Object.keys(params) as (keyof State)[];

/** Escaped as far as the standard asks, and no further: addresses are read by people. */
const readable = (text: string): string =>
  encodeURIComponent(text).replaceAll(/%(3A|2F|40|2C)/g, decodeURIComponent);
