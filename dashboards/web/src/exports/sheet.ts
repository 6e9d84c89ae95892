import type { CsvCell } from '../format/csv.ts';

/** A table on its way out: one header, rows of cells. */
export type ExportTable = {
  readonly header: readonly string[];
  readonly rows: readonly (readonly CsvCell[])[];
};

/** Tab-separated: pasted into a spreadsheet it is a table, pasted into a chat it can be read. */
export const toText = ({ header, rows }: ExportTable): string =>
  [header, ...rows]
    .map(row => row.map(cell => (cell === null ? '' : String(cell).replaceAll(/\s+/g, ' '))).join('\t'))
    .join('\n');
