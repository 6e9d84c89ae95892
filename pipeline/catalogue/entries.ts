import type { Path } from '../yaml-file.ts';

type Fields = Readonly<Record<string, unknown>>;
/** One entry of a list of a catalogue file, as it is written, with its place. */
export type Entry = { readonly path: Path; readonly fields: Fields };

export const isFields = (value: unknown): value is Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** The well-formed entries of a list, with their places; what is no entry at all the schema has said already. */
export const entriesOf = (fields: Fields, path: Path, name: string): Entry[] => {
  const list = fields[name];
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown, index) =>
    isFields(item) ? [{ path: [...path, name, index], fields: item }] : [],
  );
};

export const textOf = ({ fields }: Entry, name: string): string | null => {
  const value = fields[name];
  return typeof value === 'string' ? value : null;
};
