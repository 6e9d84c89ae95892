import { type CellObject, read, SSF, utils, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { ConfigError } from '../problems.ts';
import type { CellFault, RecordLine } from './decode.ts';

/** A visible sheet of a workbook that holds anything, as the records of a text would be. */
export type WorkbookSheet = { readonly name: string; readonly records: readonly RecordLine[] };

/** Partners' sheets have some thousand rows; what is larger is no such sheet. */
const MOST_BYTES = 32 * 1024 * 1024;

/** .xlsx is a ZIP, .xls (and what WPS saves as .et) a compound document. */
export const isWorkbook = (bytes: Uint8Array): boolean =>
  [
    [0x50, 0x4b, 0x03, 0x04],
    [0xd0, 0xcf, 0x11, 0xe0],
  ].some(head => head.every((byte, at) => bytes[at] === byte));

/**
 * The visible sheets of a workbook, cells as the texts that a person would have written: numbers in full, dates as
 * `yyyy-MM-dd HH:mm:ss` of no zone. What of a cell cannot be relied on is a fault of that cell.
 * @throws ConfigError for a file that is no workbook, is damaged or has a password.
 */
export const readWorkbook = (bytes: Uint8Array, file: string): WorkbookSheet[] => {
  const workbook = open(bytes, file);
  const { Sheets = [], WBProps } = workbook.Workbook ?? {};
  return workbook.SheetNames.flatMap((name, index) => {
    const sheet = workbook.Sheets[name];
    const isHidden = (Sheets[index]?.Hidden ?? 0) > 0;
    if (!sheet?.['!ref'] || isHidden) return [];
    return [{ name, records: recordsOf(sheet, WBProps?.date1904 === true) }];
  });
};

const open = (bytes: Uint8Array, file: string): WorkBook => {
  if (bytes.length > MOST_BYTES) {
    throw new ConfigError(
      `${file} was refused: it has ${Math.ceil(bytes.length / 1024 / 1024)} MB, more than a sheet of counts needs.`,
    );
  }
  let workbook: WorkBook;
  try {
    workbook = read(bytes, {
      type: 'array',
      cellNF: true,
      cellFormula: true,
      cellHTML: false,
      cellText: false,
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError(
      /password|encrypt/i.test(why)
        ? `${file} was refused: it has a password. Save it without one.`
        : `${file} was refused: it is no workbook that can be read (${why}). Open it, save it as .xlsx, and import that.`,
      [],
      { cause: error },
    );
  }
  return workbook;
};

const recordsOf = (sheet: WorkSheet, date1904: boolean): RecordLine[] => {
  const { rows, columns } = extentOf(sheet);
  const spans = columnSpans(sheet);
  return Array.from({ length: rows }, (_, row): RecordLine => {
    const cells: string[] = [];
    const faults: CellFault[] = [];
    const links = new Map<number, string>();
    for (let at = 0; at < columns; at += 1) {
      const span = spans.get(`${row},${at}`);
      const cell = cellAt(sheet, span ? span.first : row, at);
      const { text, fault } = cell ? textOf(cell, date1904) : NOTHING;
      cells.push(text);
      if (fault !== undefined) faults.push({ column: at + 1, message: fault, isShared: false });
      if (span && text !== '') {
        const lines = `lines ${span.first + 1} to ${span.last + 1}`;
        const message = `is one cell for ${lines}: nobody can tell whose "${text}" is.`;
        faults.push({ column: at + 1, message, isShared: true });
      }
      const target = cell?.l?.Target;
      if (target !== undefined) links.set(at + 1, target);
    }
    return {
      line: row + 1,
      cells,
      ...(faults.length > 0 && { faults }),
      ...(links.size > 0 && { links }),
    };
  });
};

const cellAt = (sheet: WorkSheet, row: number, column: number): CellObject | undefined =>
  sheet[utils.encode_cell({ r: row, c: column })] as CellObject | undefined;

/** Of the cells that are there: the sheet's own word for its extent may be a million empty rows. */
const extentOf = (sheet: WorkSheet): { rows: number; columns: number } => {
  let [rows, columns] = [0, 0];
  for (const address of Object.keys(sheet)) {
    if (address.startsWith('!')) continue;
    const { r, c } = utils.decode_cell(address);
    rows = Math.max(rows, r + 1);
    columns = Math.max(columns, c + 1);
  }
  return { rows, columns };
};

type Span = { readonly first: number; readonly last: number };

/** Cells merged over several rows, by row and column: what is written in the first holds for all of them. */
const columnSpans = (sheet: WorkSheet): Map<string, Span> => {
  const spans = new Map<string, Span>();
  for (const { s, e } of sheet['!merges'] ?? []) {
    if (s.r === e.r) continue;
    for (let row = s.r; row <= e.r; row += 1) spans.set(`${row},${s.c}`, { first: s.r, last: e.r });
  }
  return spans;
};

type Read = { readonly text: string; readonly fault?: string };
const NOTHING: Read = { text: '' };

const textOf = (cell: CellObject, date1904: boolean): Read => {
  const { t, v, f } = cell;
  if (t === 'n' && typeof v === 'number') return numberText(v, formatOf(cell), date1904);
  if (t === 's') return { text: String(v) };
  if (t === 'b') return { text: String(v).toUpperCase() };
  if (t === 'e') return { text: '', fault: 'is an error of the spreadsheet, such as #N/A.' };
  if (f === undefined) return NOTHING;
  return {
    text: '',
    fault: 'is a formula whose value is not in the file: open it in a spreadsheet program and save it again.',
  };
};

const formatOf = ({ z }: CellObject): string => (z === undefined ? 'General' : String(z));

/** A workbook keeps fifteen digits of a number, whatever was typed. */
const MOST_DIGITS = 999_999_999_999_999;

const numberText = (value: number, format: string, date1904: boolean): Read => {
  if (SSF.is_date(format)) return { text: dateText(value, format, date1904) };
  if (Math.abs(value) > MOST_DIGITS) {
    return {
      text: String(value),
      fault:
        `is stored as the number ${BigInt(Math.trunc(value))}, and a workbook keeps 15 digits of a number: the others are ` +
        'lost. Format the column as text and enter it again, or give the link.',
    };
  }
  // Ids with zeros in front are often numbers that are only shown so.
  if (/^0{2,}$/.test(format) && Number.isInteger(value))
    return { text: String(value).padStart(format.length, '0') };
  // What a person sees as 0.35 % is stored as 0.0035.
  if (/%/.test(format)) return { text: `${plain(value * 100)}%` };
  return { text: plain(value) };
};

/** Fifteen digits, as the program shows them: binary fractions are no count of anybody's. */
const plain = (value: number): string => String(Number(value.toPrecision(15)));

const dateText = (serial: number, format: string, date1904: boolean): string => {
  // Half a second of a day is beyond what its fifteen digits can tell.
  const rounded = Math.round(serial * 86_400) / 86_400;
  const { y, m, d, H, M, S } = SSF.parse_date_code(rounded, { date1904 });
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${y}-${two(m)}-${two(d)}`;
  const hasTime = /[hs]/i.test(format.replaceAll(/"[^"]*"|\\./g, '')) || !Number.isInteger(rounded);
  return hasTime ? `${day} ${two(H)}:${two(M)}:${two(Math.floor(S))}` : day;
};
