import writeXlsxFile, { type Cell, type SheetData } from 'write-excel-file/browser';
import type { CsvCell } from '../format/csv.ts';
import type { ExportTable } from './sheet.ts';

/** Excel keeps fifteen digits of a number: what has more is an id, and stays text. */
const EXCEL_DIGITS = 999_999_999_999_999;

const cellOf = (value: CsvCell): Cell => {
  if (value === null) return null;
  if (typeof value === 'number' && Math.abs(value) <= EXCEL_DIGITS) {
    return { value, type: Number, ...(Number.isInteger(value) ? { format: '#,##0' } : {}) };
  }
  return { value: String(value), type: String };
};

/** Chinese characters take two places. */
const widthOf = (text: string): number =>
  [...text].reduce((width, character) => width + (character.charCodeAt(0) > 0x2e80 ? 2 : 1), 0);

const MAX_WIDTH = 48;

/** A workbook with the table on its first sheet and, on the second, what it is: title, as-of, formula, source. */
export const toXlsx = async (
  table: ExportTable,
  names: { readonly data: string; readonly about: string },
  about: readonly (readonly [name: string, value: string])[],
): Promise<Blob> => {
  const data: SheetData = [
    table.header.map(header => ({ value: header, type: String, fontWeight: 'bold' as const })),
    ...table.rows.map(row => row.map(cellOf)),
  ];
  const columns = table.header.map((header, index) => {
    const texts = table.rows.slice(0, 200).map(row => String(row[index] ?? ''));
    return { width: Math.min(MAX_WIDTH, Math.max(8, ...[header, ...texts].map(widthOf)) + 2) };
  });
  return writeXlsxFile([
    { data, sheet: names.data, stickyRowsCount: 1, columns },
    {
      data: about.map(([name, value]) => [
        { value: name, type: String, fontWeight: 'bold' as const },
        { value, type: String },
      ]),
      sheet: names.about,
      columns: [{ width: 14 }, { width: 80 }],
    },
  ]).toBlob();
};
