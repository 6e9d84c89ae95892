import { parseCount } from '../../collectors/counts.ts';
import { CollectorError } from '../../collectors/errors.ts';
import { METRIC_FAMILY, type Metric } from '../domain/metrics.ts';
import { inOrder, type Problem, refusal } from '../problems.ts';
import { readDate } from './dates.ts';
import { decodeText, detectDelimiter, type RecordLine, readRecords } from './decode.ts';
import { mergeDuplicates } from './duplicates.ts';
import { type Header, isMetric, readHeader } from './header.ts';
import { meaningOf } from './headings.ts';
import type { Sheet, SheetColumn, SheetField, SheetOptions, SheetRow } from './sheet.ts';

const TOTAL = /^(?:合计|总计|小计|共计|总和|汇总|grandtotal|subtotal|total|sum)[:：]?$/;
const isBlank = ({ cells }: RecordLine): boolean => cells.every(cell => cell.trim() === '');

/** Excel writes a long id it took for a number as 7.17654E+18: its digits are lost. */
const EXPONENT = /^\d(?:\.\d+)?e\+?\d+$/i;

const PLAIN_NUMBER = /^([\d,.\s]+)(\+?)$/;

/** A cell under 播放量(万): the unit belongs to every plain number, and to none that carries its own. */
const withUnit = (text: string, unit: string): string => {
  if (unit === '') return text;
  const match = PLAIN_NUMBER.exec(text.normalize('NFKC').trim());
  return match ? `${(match[1] ?? '').trim()}${unit}${match[2] ?? ''}` : text;
};

/** Reads the records below a header; mistakes go to `problems`, and a line with one gives no rows. */
const bodyReader = (header: Header, options: SheetOptions) => {
  const columnOf = new Map(
    header.columns.flatMap(column => (column.use ? [[column.use, column] as const] : [])),
  );
  const width = Math.max(...header.columns.map(({ column }) => column));
  const metrics = header.columns.filter(({ use }) => isMetric(use));

  const cell = (record: RecordLine, use: SheetField | Metric): string => {
    const column = columnOf.get(use);
    return column ? (record.cells[column.column - 1]?.trim() ?? '') : '';
  };

  return (record: RecordLine): { rows: SheetRow[]; problems: Problem[] } => {
    const problems: Problem[] = [];
    const mistake = (column: Pick<SheetColumn, 'column' | 'heading'>, message: string): null => {
      const { column: number, heading: field } = column;
      problems.push({ file: options.fileName, line: record.line, column: number, field, message });
      return null;
    };
    const date = (use: 'observed_at' | 'published_at') => {
      const column = columnOf.get(use);
      const written = cell(record, use);
      if (!column || (use === 'published_at' && written === '')) return undefined;
      const read = readDate(written, use === 'published_at' ? { time: '00:00', ...options } : options);
      return read.ok ? read.instant : mistake(column, read.message);
    };
    const count = (column: SheetColumn, metric: Metric): Pick<SheetRow, 'text' | 'count'> | null => {
      const text = withUnit(record.cells[column.column - 1]?.trim() ?? '', column.unit);
      try {
        return { text, count: parseCount(text, { family: METRIC_FAMILY[metric] }) };
      } catch (error) {
        if (!(error instanceof CollectorError)) throw error;
        return mistake(column, error.message);
      }
    };
    /** What is counted on this line: a column for each metric, or the one that 指标 names. */
    const counted = (): { column: SheetColumn; metric: Metric }[] => {
      const [named, value] = [columnOf.get('metric'), columnOf.get('value')];
      const wide = metrics.flatMap(column => (isMetric(column.use) ? [{ column, metric: column.use }] : []));
      if (!named || !value) return wide;
      const written = cell(record, 'metric');
      const meaning = written === '' ? null : meaningOf(written, header.mapping);
      if (meaning?.kind === 'use' && isMetric(meaning.use)) {
        return [...wide, { column: { ...value, unit: meaning.unit || value.unit }, metric: meaning.use }];
      }
      mistake(
        named,
        written === ''
          ? 'is empty, expected a metric such as 播放量.'
          : `"${written}" is no metric this knows.`,
      );
      return wide;
    };

    const extra = record.cells.findIndex((text, index) => index >= width && text.trim() !== '');
    if (extra >= 0) {
      const message = `has ${record.cells.length} cells where the heading has ${width}: two rows may have run together.`;
      mistake({ column: extra + 1, heading: '' }, message);
    } else if (record.cells.length < width) {
      const message = `has ${record.cells.length} cells where the heading has ${width}: the row is cut short.`;
      mistake({ column: record.cells.length, heading: '' }, message);
    }
    if (problems.length > 0) return { rows: [], problems };

    const externalId = cell(record, 'external_id');
    const url = cell(record, 'url');
    const idColumn = columnOf.get('external_id') ?? columnOf.get('url');
    if (idColumn && externalId === '' && url === '') {
      mistake(idColumn, 'is empty: an item is known by its id or link, never by its title.');
    } else if (idColumn && EXPONENT.test(externalId)) {
      mistake(
        idColumn,
        `"${externalId}" is an id that a spreadsheet has damaged: format the column as text, or give the link.`,
      );
    }
    const platform = cell(record, 'platform') || (options.platform ?? '');
    const platformColumn = columnOf.get('platform');
    if (platform === '' && url === '' && platformColumn)
      mistake(platformColumn, 'is empty, expected a platform.');
    const observed = date('observed_at');
    const observedAt = observed === undefined ? options.observedAt : observed;
    const published = date('published_at');
    const counts = counted().map(({ column, metric }) => ({ column, metric, read: count(column, metric) }));
    if (problems.length > 0 || observedAt === undefined || observedAt === null) return { rows: [], problems };
    const rows = counts.flatMap(({ column, metric, read }): SheetRow[] =>
      read === null
        ? []
        : [
            {
              line: record.line,
              column: column.column,
              field: column.heading,
              platform,
              account: cell(record, 'account') || (options.account ?? ''),
              title: cell(record, 'title'),
              url,
              externalId,
              metric,
              ...read,
              observedAt,
              publishedAt: published ?? null,
            },
          ],
    );
    return { rows, problems };
  };
};

/**
 * A partner's sheet as rows, one for each count: CSV with commas, tabs or semicolons, in UTF-8, UTF-16 or GB18030; title
 * rows above the heading, blank rows and 合计 rows are passed over. Blank and "--" cells are `hidden`, never zero.
 * @throws ConfigError with every mistake by line and cell; with `keepGood` only for mistakes of the sheet as a whole.
 */
export const parseSheet = (bytes: Uint8Array, options: SheetOptions): Sheet => {
  const { fileName } = options;
  const { text, encoding } = decodeText(bytes, fileName);
  const delimiter = detectDelimiter(text);
  const records = readRecords(text, delimiter, fileName);
  const header = readHeader(records, options);
  const identities = header.columns.filter(({ use }) => use === 'external_id' || use === 'url');
  const isTotal = ({ cells }: RecordLine): boolean => {
    const first = cells.find(value => value.trim() !== '') ?? '';
    const named = identities.some(({ column }) => column !== 1 && (cells[column - 1]?.trim() ?? '') !== '');
    return !named && TOTAL.test(first.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase());
  };
  const body = records.slice(header.bodyFrom).filter(record => !isBlank(record));
  const read = bodyReader(header, options);
  const lines = body.filter(record => !isTotal(record)).map(read);
  const { rows, problems: conflicts } = mergeDuplicates(
    fileName,
    lines.flatMap(line => line.rows),
  );
  const problems = inOrder([...lines.flatMap(line => line.problems), ...conflicts]);
  if (problems.length > 0 && !options.keepGood) throw refusal(fileName, problems);
  return {
    fileName,
    encoding,
    delimiter,
    columns: header.columns,
    rows,
    problems,
    totalLines: body.filter(isTotal).map(({ line }) => line),
  };
};
