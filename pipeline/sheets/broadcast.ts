import { parseCount } from '../../collectors/counts.ts';
import { CollectorError } from '../../collectors/errors.ts';
import type { Indicator, Method } from '../domain/broadcast.ts';
import type { Instant } from '../domain/reading.ts';
import { ConfigError, inOrder, type Problem, refusal } from '../problems.ts';
import { type BroadcastHeader, findBroadcastHeader } from './broadcast-header.ts';
import {
  type BroadcastField,
  type BroadcastUse,
  isIndicator,
  shiftOf,
  unitsOf,
} from './broadcast-headings.ts';
import { type Cell, readDay, readFigure, readMethod, readPeriod } from './broadcast-values.ts';
import { readDate } from './dates.ts';
import type { RecordLine } from './decode.ts';
import { readDocument } from './table.ts';

/** What a report says of the whole document; said once here where the rows do not say it. */
export type BroadcastOptions = {
  readonly fileName: string;
  readonly timeZone: string;
  /** The sheet of a workbook that is the report, where it has several. */
  readonly sheet?: string;
  readonly platform?: string;
  /** When it was stated. */
  readonly statedAt?: Instant;
  readonly author?: string;
  readonly method?: string;
  readonly period?: string;
};

type Place = { readonly column: number; readonly field: string };
export type BroadcastRow = {
  readonly line: number;
  /** '' for what the report does not say. */
  readonly text: Readonly<Record<Exclude<BroadcastField, 'period' | 'stated_at' | 'method'>, string>>;
  readonly airedOn: string | null;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly method: Method;
  readonly methodText: string;
  readonly statedAt: Instant;
  readonly figures: readonly (Place & { indicator: Indicator; value: string; text: string })[];
  /** On-demand plays; null where the row has none. */
  readonly plays: (Place & { text: string; count: ReturnType<typeof parseCount> }) | null;
};
export type BroadcastSheet = {
  readonly fileName: string;
  readonly encoding: string;
  readonly rows: readonly BroadcastRow[];
  /** Headings that nothing was read from. */
  readonly unread: readonly string[];
};

const TOTAL = /^(?:合计|总计|小计|平均|均值|total|average)[:：]?$/i;

const rowReader = (header: BroadcastHeader, options: BroadcastOptions) => {
  const columnOf = new Map(header.columns.map(column => [column.use, column]));
  const width = header.width;
  return (record: RecordLine): { row: BroadcastRow | null; problems: Problem[] } => {
    const problems: Problem[] = [];
    const mistake = (column: number, field: string, message: string): null => {
      problems.push({ file: options.fileName, line: record.line, column, field, message });
      return null;
    };
    const written = (use: BroadcastField): string => {
      const column = columnOf.get(use);
      return column ? (record.cells[column.column - 1]?.trim() ?? '') : '';
    };
    const take = <T>(use: BroadcastField, cell: Cell<T>): T | null => {
      const place = columnOf.get(use);
      return 'value' in cell ? cell.value : mistake(place?.column ?? 1, place?.heading ?? '', cell.wrong);
    };
    for (const { column, message, isShared } of record.faults ?? []) {
      const place = header.columns.find(each => each.column === column);
      if (place && !(isShared && !isOwn(place.use))) mistake(column, place.heading, message);
    }
    if (record.cells.length !== width) {
      const message = `has ${record.cells.length} cells where the heading has ${width}.`;
      const extra = record.cells.slice(width).some(cell => cell.trim() !== '');
      if (extra || record.cells.length < width)
        mistake(Math.min(record.cells.length, width + 1), '', message);
    }
    const airedOn = written('aired_on') === '' ? null : take('aired_on', readDay(written('aired_on')));
    const methodText = written('method') || (options.method ?? '');
    const method = take('method', readMethod(methodText));
    const bounds = written('period_from') !== '' && written('period_to') !== '';
    const periodUse = bounds ? 'period_from' : 'period';
    const period = take(
      periodUse,
      readPeriod(
        bounds
          ? `${written('period_from')}至${written('period_to')}`
          : written('period') || (options.period ?? ''),
      ),
    );
    const author = written('author') || (options.author ?? '');
    if (author === '') mistake(1, '', 'does not say who states it: a column 数据来源, or --author.');
    const statedText = written('stated_at');
    const stated = statedText === '' ? options.statedAt : take('stated_at', statedOn(statedText, options));
    if (stated === undefined)
      mistake(1, '', 'does not say when it was stated: a column 报告日期, or --at (never today by itself).');
    const figures = header.columns.flatMap(({ use, column, heading, unit }) => {
      if (!isIndicator(use)) return [];
      const text = record.cells[column - 1]?.trim() ?? '';
      const shift = shiftOf(use, unit);
      // Its heading is a mistake of its own.
      if (shift === null) return [];
      const read = readFigure(text, use, shift);
      if ('wrong' in read) mistake(column, heading, read.wrong);
      else if (read.value !== null)
        return [{ column, field: heading, indicator: use, value: read.value, text }];
      return [];
    });
    const plays = readPlays();
    if (problems.length > 0 || !method || !period || typeof stated !== 'number')
      return { row: null, problems };
    const text = {
      programme: written('programme'),
      organisation: written('organisation'),
      channel: written('channel'),
      platform: written('platform') || (options.platform ?? ''),
      account: written('account'),
      external_id: written('external_id'),
      aired_on: written('aired_on'),
      slot: written('slot'),
      universe: written('universe'),
      period_from: period.from,
      period_to: period.to,
      author,
    };
    const { from: periodFrom, to: periodTo } = period;
    return {
      row: {
        line: record.line,
        text,
        airedOn,
        periodFrom,
        periodTo,
        method,
        methodText,
        statedAt: stated,
        figures,
        plays,
      },
      problems,
    };

    function readPlays(): BroadcastRow['plays'] {
      const place = columnOf.get('plays');
      const cell = place ? (record.cells[place.column - 1]?.trim() ?? '') : '';
      if (!place || cell === '') return null;
      const scale = /^(千|万|百万|千万|亿)次?$/.exec(place.unit)?.[1] ?? '';
      const shown = scale !== '' && /^[\d,.]+$/.test(cell.normalize('NFKC')) ? `${cell}${scale}` : cell;
      try {
        const count = parseCount(shown, { family: 'play' });
        return { column: place.column, field: place.heading, text: shown, count };
      } catch (error) {
        if (!(error instanceof CollectorError)) throw error;
        return mistake(place.column, place.heading, error.message);
      }
    }
  };
};

/** What each line of a report has of its own: one cell cannot say it for several. */
const isOwn = (use: BroadcastUse): boolean => isIndicator(use) || use === 'plays' || use === 'external_id';

/** A day without a time was stated at its end: until then it could have been stated. */
const statedOn = (text: string, { timeZone }: BroadcastOptions): Cell<Instant> => {
  const read = readDate(text, { timeZone, time: '24:00' });
  return read.ok ? { value: read.instant } : { wrong: read.message };
};

/**
 * A rating report as rows: a text or a workbook as {@link parseSheet} takes it, with the headings of such reports. Taken whole or refused.
 * @throws ConfigError with every mistake by line and cell
 */
export const parseBroadcast = (bytes: Uint8Array, options: BroadcastOptions): BroadcastSheet => {
  const { fileName } = options;
  const { encoding, tables } = readDocument(bytes, fileName, options.sheet);
  const [table, ...others] = tables;
  if (!table || others.length > 0) {
    const names = tables.map(({ sheet }) => sheet).join(', ');
    throw new ConfigError(`${fileName} has several sheets, ${names}: say which is the report with --sheet.`);
  }
  const { records } = table;
  const header = findBroadcastHeader(records, fileName);
  const units = header.columns.flatMap(({ use, unit, column, heading }): Problem[] => {
    if (!isIndicator(use) || shiftOf(use, unit) !== null) return [];
    const said = unit === '' ? 'names no unit' : `has the unit "${unit}"`;
    const message = `${said}: write one of ${unitsOf(use)} in brackets behind it.`;
    return [{ file: fileName, line: header.line, column, field: heading, message }];
  });
  const body = records.slice(header.bodyFrom).filter(({ cells }) => {
    const first = cells.find(cell => cell.trim() !== '');
    return first !== undefined && !TOTAL.test(first.trim());
  });
  const read = body.map(rowReader(header, options));
  const problems = inOrder([...units, ...read.flatMap(line => line.problems)]);
  if (problems.length > 0) throw refusal(fileName, problems);
  return { fileName, encoding, rows: read.flatMap(({ row }) => row ?? []), unread: header.unread };
};
