import { ConfigError } from '../problems.ts';
import { decodeText, detectDelimiter, type RecordLine, readRecords } from './decode.ts';
import { isWorkbook, readWorkbook } from './workbook.ts';

/** The records of a document: of a text, or of one sheet of a workbook. */
export type Table = {
  /** Name of the sheet; null in a text. */
  readonly sheet: string | null;
  readonly records: readonly RecordLine[];
};

/** A document as it came: `encoding` of a text, or the kind of workbook; `delimiter` '' in a workbook. */
export type Document = {
  readonly encoding: string;
  readonly delimiter: string;
  readonly tables: readonly Table[];
};

const WORKBOOK = 'workbook';

/**
 * The tables of a partner's document: a text with commas, tabs or semicolons, or the visible sheets of a workbook.
 * @param only the sheet to read, where a workbook has several
 * @throws ConfigError for what is neither, and for a sheet that is not there.
 */
export const readDocument = (bytes: Uint8Array, file: string, only?: string): Document => {
  if (!isWorkbook(bytes)) {
    if (only !== undefined) throw new ConfigError(`--sheet means nothing for ${file}, which is no workbook.`);
    const { text, encoding } = decodeText(bytes, file);
    const delimiter = detectDelimiter(text);
    return { encoding, delimiter, tables: [{ sheet: null, records: readRecords(text, delimiter, file) }] };
  }
  const sheets = readWorkbook(bytes, file);
  const names = sheets.map(({ name }) => name);
  const chosen = only === undefined ? sheets : sheets.filter(({ name }) => name === only);
  if (chosen.length > 0) {
    const tables = chosen.map(({ name, records }) => ({ sheet: name, records }));
    return { encoding: WORKBOOK, delimiter: '', tables };
  }
  throw new ConfigError(
    names.length === 0
      ? `${file} was refused: no visible sheet of it holds anything.`
      : `${file} has no sheet "${only}". There are: ${names.join(', ')}.`,
  );
};

/** A document as its payload keeps it: a text as it reads, a workbook byte by byte. */
export const evidenceOf = (
  bytes: Uint8Array,
  { encoding }: Pick<Document, 'encoding'>,
): { readonly contentType: string; readonly body: string } =>
  encoding === WORKBOOK
    ? {
        contentType: 'application/vnd.ms-excel;base64',
        body: Buffer.from(bytes).toString('base64'),
      }
    : textEvidence(bytes, encoding);

/** The text itself where its bytes are UTF-8 without a mark; else the bytes, which alone give the hash. */
const textEvidence = (
  bytes: Uint8Array,
  encoding: string,
): { readonly contentType: string; readonly body: string } => {
  const body = new TextDecoder(encoding).decode(bytes);
  return Buffer.from(body).equals(bytes)
    ? { contentType: 'text/csv', body }
    : { contentType: `text/csv;charset=${encoding};base64`, body: Buffer.from(bytes).toString('base64') };
};
