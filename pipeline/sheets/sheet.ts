import type { parseCount } from '../../collectors/counts.ts';
import type { Metric } from '../domain/metrics.ts';
import type { Instant } from '../domain/reading.ts';
import type { Problem } from '../problems.ts';

/** What a column or `--column` may stand for, besides a metric. */
export const SHEET_FIELDS = [
  'platform',
  'account',
  'title',
  'url',
  'external_id',
  'published_at',
  'observed_at',
  'metric',
  'value',
  'ignore',
] as const;
export type SheetField = (typeof SHEET_FIELDS)[number];

export type SheetOptions = {
  readonly fileName: string;
  /** Zone of times written without an offset. */
  readonly timeZone: string;
  /** Meaning of columns by their heading, over the known synonyms: `{ views: 'plays', 备注: 'title' }`. */
  readonly mapping?: Readonly<Record<string, string>>;
  /** Platform of every row, where the sheet has no such column. */
  readonly platform?: string;
  /** Account of every row, where the sheet has no such column. */
  readonly account?: string;
  /** Moment of every count, where the sheet has no such column. */
  readonly observedAt?: Instant;
  /** Luxon tokens of the dates (`dd.MM`), where they are not one of the known forms. */
  readonly dateFormat?: string;
  /** Year of dates that are written without one. */
  readonly year?: number;
  /** Time of day (`23:59`) of dates that are written without one. */
  readonly time?: string;
  /** Keep the good rows of a sheet with bad ones; by default a sheet is taken whole or not at all. */
  readonly keepGood?: boolean;
  /** The sheet of a workbook to read; by default every visible one that has a heading row. */
  readonly sheet?: string;
};

/** One count of one item. A line of a sheet gives one for each of its metrics. */
export type SheetRow = {
  readonly line: number;
  /** Of a workbook with several sheets: the one it stands in. */
  readonly sheet?: string;
  /** Number of the cell the count stands in, from 1, and its column's heading. */
  readonly column: number;
  readonly field: string;
  /** As written, or as the options say; '' where neither does. */
  readonly platform: string;
  readonly account: string;
  readonly title: string;
  readonly url: string;
  /** The platform's item id; '' where only the link is given. */
  readonly externalId: string;
  readonly metric: Metric;
  /** The count as written, with the unit its heading declares: 12.5 under 播放量(万) is "12.5万". */
  readonly text: string;
  /** `hidden` where the cell holds no number ("--", 暂无, nothing): never a zero. */
  readonly count: ReturnType<typeof parseCount>;
  readonly observedAt: Instant;
  readonly publishedAt: Instant | null;
};

/** A column as it was understood; `use` is null for one that nothing is read from. */
export type SheetColumn = {
  readonly column: number;
  readonly heading: string;
  readonly use: SheetField | Metric | null;
  /** Unit that the heading declares for its cells: 万, 亿 …; '' for none. */
  readonly unit: string;
};

export type Sheet = {
  readonly fileName: string;
  readonly encoding: string;
  readonly delimiter: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly SheetRow[];
  /** Mistakes of the rows that were left out; empty unless `keepGood` was asked for. */
  readonly problems: readonly Problem[];
  /** Lines that hold no item (合计, total), for the record. */
  readonly totalLines: readonly number[];
  /** Sheets of a workbook that have no heading row. */
  readonly unread?: readonly string[];
};

/** A sheet of a workbook in messages. */
export const tableName = (file: string, sheet: string): string => `${file} [${sheet}]`;

/** A row's place as a problem of its count. */
export const problemOf = (sheet: Pick<Sheet, 'fileName'>, row: SheetRow, message: string): Problem => ({
  file: row.sheet === undefined ? sheet.fileName : tableName(sheet.fileName, row.sheet),
  line: row.line,
  column: row.column,
  field: row.field,
  message,
});
