import { parseCount } from '../../collectors/counts.ts';
import { CollectorError } from '../../collectors/errors.ts';
import { METRIC_FAMILY, type Metric } from '../domain/metrics.ts';
import { inOrder, type Problem, refusal } from '../problems.ts';
import { readDate } from './dates.ts';
import type { RecordLine } from './decode.ts';
import { mergeDuplicates } from './duplicates.ts';
import { type Header, hasHeading, isMetric, readHeader } from './header.ts';
import { meaningOf } from './headings.ts';
import {
  type Sheet,
  type SheetColumn,
  type SheetField,
  type SheetOptions,
  type SheetRow,
  tableName,
} from './sheet.ts';
import { readDocument, type Table } from './table.ts';

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

/** What one cell may say for several lines. */
const SHAREABLE: ReadonlySet<string> = new Set<SheetField>([
  ...(['platform', 'account', 'title', 'published_at', 'observed_at', 'metric'] as const),
]);

/** Which sheet of a workbook is read, and whether there are others beside it. */
type Place = { readonly sheet: string | null; readonly several: boolean };

/** Reads the records below a header; mistakes go to `problems`, and a line with one gives no rows. */
const bodyReader = (header: Header, { sheet, several }: Place, options: SheetOptions) => {
  const columnOf = new Map(
    header.columns.flatMap(column => (column.use ? [[column.use, column] as const] : [])),
  );
  const width = Math.max(...header.columns.map(({ column }) => column));
  const metrics = header.columns.filter(({ use }) => isMetric(use));

  const cell = (record: RecordLine, use: SheetField | Metric): string => {
    const column = columnOf.get(use);
    return column ? (record.cells[column.column - 1]?.trim() ?? '') : '';
  };

  /** The link as written, or where the cell leads that shows another text: its own, or that of the title. */
  const link = (record: RecordLine): string => {
    const written = cell(record, 'url');
    const column = columnOf.get('url') ?? columnOf.get('title');
    const target = column && record.links?.get(column.column);
    return target === undefined || URL.canParse(written) ? written : target;
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

    for (const { column, message, isShared } of record.faults ?? []) {
      const place = header.columns.find(each => each.column === column);
      if (place?.use && !(isShared && SHAREABLE.has(place.use))) mistake(place, message);
    }
    // Cells of a workbook cannot run together, and what stands beside its table is none of it.
    const extra =
      sheet === null ? record.cells.findIndex((text, at) => at >= width && text.trim() !== '') : -1;
    if (extra >= 0) {
      const message = `has ${record.cells.length} cells where the heading has ${width}: two rows may have run together.`;
      mistake({ column: extra + 1, heading: '' }, message);
    } else if (sheet === null && record.cells.length < width) {
      const message = `has ${record.cells.length} cells where the heading has ${width}: the row is cut short.`;
      mistake({ column: record.cells.length, heading: '' }, message);
    }
    if (problems.length > 0) return { rows: [], problems };

    const externalId = cell(record, 'external_id');
    const url = link(record);
    const idColumn = columnOf.get('external_id') ?? columnOf.get('url') ?? columnOf.get('title');
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
              ...(several && sheet !== null && { sheet }),
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

type Part = Pick<Sheet, 'columns' | 'rows' | 'problems' | 'totalLines'>;

const parseTable = ({ sheet, records }: Table, several: boolean, given: SheetOptions): Part => {
  // Workbooks often have one sheet a platform, named after it.
  const implied = several && sheet !== null ? { platform: sheet } : {};
  const fileName = several && sheet !== null ? tableName(given.fileName, sheet) : given.fileName;
  const header = readHeader(records, { ...implied, ...given, fileName });
  const uses = new Set(header.columns.map(({ use }) => use));
  const options = { ...(uses.has('platform') || uses.has('url') ? {} : implied), ...given, fileName };
  const identities = header.columns.filter(({ use }) => use === 'external_id' || use === 'url');
  const isTotal = ({ cells }: RecordLine): boolean => {
    const first = cells.find(value => value.trim() !== '') ?? '';
    const named = identities.some(({ column }) => column !== 1 && (cells[column - 1]?.trim() ?? '') !== '');
    return !named && TOTAL.test(first.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase());
  };
  const body = records.slice(header.bodyFrom).filter(record => !isBlank(record));
  const lines = body.filter(record => !isTotal(record)).map(bodyReader(header, { sheet, several }, options));
  return {
    columns: header.columns,
    rows: lines.flatMap(line => line.rows),
    problems: lines.flatMap(line => line.problems),
    totalLines: body.filter(isTotal).map(({ line }) => line),
  };
};

/**
 * A partner's sheet as rows, one for each count: CSV with commas, tabs or semicolons, in UTF-8, UTF-16 or GB18030, or a
 * workbook (.xlsx, .xls), every visible sheet that has a heading row. Title rows above the heading, blank rows and 合计
 * rows are passed over. Blank and "--" cells are `hidden`, never zero.
 * @throws ConfigError with every mistake by line and cell; with `keepGood` only for mistakes of the sheet as a whole.
 */
export const parseSheet = (bytes: Uint8Array, options: SheetOptions): Sheet => {
  const { fileName, keepGood, sheet: only } = options;
  const { encoding, delimiter, tables } = readDocument(bytes, fileName, only);
  const headed = tables.filter(({ records }) => hasHeading(records, options));
  // A single table without a heading is refused by name; among several it is an explanation, and is named.
  const chosen = headed.length === 0 ? tables.slice(0, 1) : headed;
  const parts = chosen.map(table => parseTable(table, chosen.length > 1, options));
  const { rows, problems: conflicts } = mergeDuplicates(
    fileName,
    parts.flatMap(part => part.rows),
  );
  const problems = inOrder([...parts.flatMap(part => part.problems), ...conflicts]);
  if (problems.length > 0 && !keepGood) throw refusal(fileName, problems);
  const unread = tables.flatMap(table => (chosen.includes(table) ? [] : (table.sheet ?? [])));
  return {
    fileName,
    encoding,
    delimiter,
    columns: parts.flatMap(part => part.columns),
    rows,
    problems,
    totalLines: parts.flatMap(part => part.totalLines),
    ...(unread.length > 0 && { unread }),
  };
};
