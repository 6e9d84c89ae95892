import { z } from 'zod';

/**
 * A whole number that platforms send as a number or as digits in a string, by SDK and by day. Stays as it came:
 * counting is done elsewhere, and ids are never turned into numbers.
 */
export const Digits = z.union([z.int().nonnegative(), z.string().regex(/^\d{1,16}$/, 'expected digits')]);

/** A counter in full, or the mark that stands in its place where it is not shown: read as hidden, never as a number. */
export const Counter = z.union([Digits, z.literal([-1, '-1', '--'])]);

/** The same for codes and times, as a number. */
export const DigitsAsNumber = Digits.transform(Number).refine(Number.isSafeInteger, 'too large');

/** An id as text, whichever way it was sent. An integer beyond 2^53 arrives here as text already. */
export const IdText = z.union([z.string().min(1), z.int().nonnegative()]).transform(String);

/** Seconds of a token's life from now, as an instant: platforms send numbers or digits. */
export const expiry = (seconds: number, now: number): number => now + seconds * 1000;

/** The number at the end of a path of keys, sent as a number or as digits; null where there is none. */
export const numberAt = (body: unknown, ...path: readonly string[]): number | null => {
  const parsed = DigitsAsNumber.safeParse(valueAt(body, path));
  return parsed.success ? parsed.data : null;
};

/** The text at the end of a path of keys; '' where there is none. For messages only, never for data. */
export const textAt = (body: unknown, ...path: readonly string[]): string => {
  const value = valueAt(body, path);
  return typeof value === 'string' ? value : '';
};

const valueAt = (body: unknown, path: readonly string[]): unknown => {
  let value = body;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
};
