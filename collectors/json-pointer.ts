/** `/data/items`, or '' for the whole document (RFC 6901). */
export const POINTER = /^(?:\/(?:[^~/]|~[01])*)*$/;

/** The value a JSON pointer names; undefined where there is none. */
export const pick = (document: unknown, pointer: string): unknown => {
  let value = document;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
};
