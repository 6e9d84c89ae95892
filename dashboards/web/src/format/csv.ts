/** A cell of a table on its way out: numbers stay numbers, missing stays empty. */
export type CsvCell = string | number | null;

const quote = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * One cell. Text that a spreadsheet would run as a formula is led by an apostrophe; a number of sixteen digits or more
 * is led by a tab, or Excel rounds the id away.
 */
const cell = (value: CsvCell): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  if (/^\d{16,}$/.test(value)) return quote(`\t${value}`);
  return quote(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value);
};

/** Rows as CSV: UTF-8 with a byte-order mark (Excel reads it as GBK without), CRLF, empty for missing. */
export const toCsv = (header: readonly string[], rows: readonly (readonly CsvCell[])[]): string =>
  `\uFEFF${[header, ...rows].map(row => row.map(cell).join(',')).join('\r\n')}\r\n`;

/** `renci_<campaign>_<what>_<as-of>_<formula>`, a file name without its ending, in characters every file system takes. */
export const fileStem = (campaign: string, what: string, asOfWall: string, formula: string): string =>
  ['renci', campaign, what, asOfWall.replaceAll(':', ''), formula]
    .map(part => part.replaceAll(/[^\p{L}\p{N}@._-]+/gu, '-'))
    .join('_');
