/**
 * Parses JSON without losing digits of long ids: an integer beyond 2^53 comes back as its own text, exactly as it
 * was sent (a 19-digit id read as a number changes its last three digits in silence).
 * @throws SyntaxError when the text is no JSON.
 */
export const parseJson = (text: string): unknown =>
  // The reviver makes parsing several times slower, so only texts with a long run of digits pay for it.
  /\d{16}/.test(text) ? JSON.parse(text, keepLongIntegers) : JSON.parse(text);

const keepLongIntegers = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
  typeof value === 'number' &&
  !Number.isSafeInteger(value) &&
  context?.source !== undefined &&
  /^-?\d+$/.test(context.source)
    ? context.source
    : value;
