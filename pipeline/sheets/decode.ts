import { parse } from 'csv-parse/sync';
import { ConfigError, type Problem } from '../problems.ts';

/** Why what a cell of a workbook says cannot be relied on. */
export type CellFault = {
  /** From 1. */
  readonly column: number;
  readonly message: string;
  /** One cell stands for several lines: what they share (a platform) may be said so, what is each one's own may not. */
  readonly isShared: boolean;
};

/** One record of a delimited text or a workbook: the line it starts on, and its cells as written. */
export type RecordLine = {
  readonly line: number;
  readonly cells: readonly string[];
  readonly faults?: readonly CellFault[];
  /** Where the cells of a workbook lead, by column from 1. */
  readonly links?: ReadonlyMap<number, string>;
};

const startsWith = (bytes: Uint8Array, ...head: number[]): boolean =>
  head.every((byte, i) => bytes[i] === byte);

const refuse = (file: string, message: string, line = 0): ConfigError =>
  new ConfigError(`${file} was refused: ${message}`, line === 0 ? [] : [at(file, line, message)]);

const at = (file: string, line: number, message: string): Problem => ({
  file,
  line,
  column: 1,
  field: '',
  message,
});

/**
 * Text of a sheet: UTF-8 (with or without BOM), UTF-16 with BOM ("Unicode text" of Excel), or GB18030 as many Chinese
 * tools write it. Decoded strictly, since a wrong guess would turn names and ids into others.
 * @throws ConfigError for bytes that are no text.
 */
export const decodeText = (bytes: Uint8Array, file: string): { text: string; encoding: string } => {
  const bom = startsWith(bytes, 0xff, 0xfe) ? 'utf-16le' : startsWith(bytes, 0xfe, 0xff) ? 'utf-16be' : null;
  for (const encoding of bom ? [bom] : ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!text.includes('\0')) return { text, encoding };
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  throw refuse(file, 'its text is neither UTF-8 nor GB18030; it may be damaged or another kind of file.');
};

const DELIMITERS = [',', '\t', ';'] as const;

/** The delimiter that stands most often outside quotes in the first lines. */
export const detectDelimiter = (text: string): string => {
  const head = text
    .split('\n', 30)
    .join('\n')
    .replaceAll(/"[^"]*"/g, '');
  const counts = DELIMITERS.map(delimiter => ({ delimiter, count: head.split(delimiter).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
};

/**
 * The records of a delimited text with the line each starts on. Blank lines are records with blank cells.
 * @throws ConfigError when a quote is never closed: everything after it would be one cell.
 */
export const readRecords = (text: string, delimiter: string, file: string): RecordLine[] => {
  const records: RecordLine[] = [];
  let end = 0;
  try {
    parse(text.replaceAll(/\r\n?/g, '\n'), {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      on_record: (cells: string[], { lines }) => {
        records.push({ line: end + 1, cells });
        end = lines;
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const message = `a quote (") opens here and is never closed, so the rows after it cannot be told apart.`;
    throw refuse(
      file,
      'code' in error && error.code === 'CSV_QUOTE_NOT_CLOSED' ? message : error.message,
      end + 1,
    );
  }
  return records;
};
