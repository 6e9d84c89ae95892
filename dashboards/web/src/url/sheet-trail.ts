/** One side sheet in the address: what kind, and of what. */
export type SheetPart = { readonly kind: string; readonly id: string | null };

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** "payload:ab12/placement:17" as sheets from the first opened to the one on top; nonsense is left out. */
export const parseTrail = (text: string | null): readonly SheetPart[] =>
  (text ?? '').split('/').flatMap(part => {
    const match = /^([a-z][a-zA-Z-]*)(?::(.+))?$/.exec(part);
    if (!match?.[1]) return [];
    return [{ kind: match[1], id: match[2] === undefined ? null : decode(match[2]) }];
  });

/** The text of such a trail; null when no sheet is open. Ids may hold the separators, and are escaped. */
export const formatSheet = (trail: readonly SheetPart[]): string | null =>
  trail.length === 0
    ? null
    : trail.map(({ kind, id }) => (id === null ? kind : `${kind}:${encodeURIComponent(id)}`)).join('/');
