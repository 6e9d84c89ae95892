import { ConfigError, type Problem, refusal } from '../problems.ts';
import { type BroadcastUse, broadcastMeaning, isIndicator } from './broadcast-headings.ts';
import type { RecordLine } from './decode.ts';

type BroadcastColumn = {
  /** From 1. */
  readonly column: number;
  readonly heading: string;
  readonly use: BroadcastUse;
  /** In the heading's brackets; '' for none. */
  readonly unit: string;
};
export type BroadcastHeader = {
  readonly line: number;
  readonly width: number;
  readonly bodyFrom: number;
  readonly columns: readonly BroadcastColumn[];
  readonly unread: readonly string[];
};

/** A title and notes may stand above the heading row; this is how far down it is looked for. */
const HEADING_WITHIN = 20;

/**
 * The heading row of a rating report and what each column means.
 * @throws ConfigError when there is none, two columns mean the same, or none holds a figure.
 */
export const findBroadcastHeader = (records: readonly RecordLine[], fileName: string): BroadcastHeader => {
  const candidates = records.slice(0, HEADING_WITHIN).map((record, index) => {
    const cells = record.cells.map((cell, at) => ({ column: at + 1, heading: cell.trim() }));
    const columns = cells.flatMap(({ column, heading }): BroadcastColumn[] => {
      const meaning = broadcastMeaning(heading);
      return meaning ? [{ column, heading, ...meaning }] : [];
    });
    return { record, index, cells, columns };
  });
  const best = candidates.reduce<(typeof candidates)[number] | null>(
    (found, next) => (found === null || next.columns.length > found.columns.length ? next : found),
    null,
  );
  if (!best || best.columns.length < 2) {
    throw new ConfigError(
      `${fileName} was refused: none of its first ${HEADING_WITHIN} rows is the heading row of a rating report. ` +
        'Expected headings such as 节目名称, 频道, 播出日期, 收视率(%), 方法, 统计周期.',
    );
  }
  const { record, index, cells, columns } = best;
  const at = (column: number, field: string, message: string): Problem => ({
    file: fileName,
    line: record.line,
    column,
    field,
    message,
  });
  const twice = columns.flatMap(({ column, heading, use }) => {
    const first = columns.find(other => other.use === use);
    return first === undefined || first.column === column
      ? []
      : [at(column, heading, `means the same as column ${first.column} "${first.heading}": leave one out.`)];
  });
  const hasFigures = columns.some(({ use }) => isIndicator(use) || use === 'plays');
  const none = hasFigures
    ? []
    : [at(1, '', 'has no column with a figure (收视率, 到达率, 市场份额, 收视户数 …).')];
  if (twice.length + none.length > 0) throw refusal(fileName, [...twice, ...none]);
  const used = new Set(columns.map(({ column }) => column));
  return {
    line: record.line,
    width: record.cells.findLastIndex(cell => cell.trim() !== '') + 1,
    bodyFrom: index + 1,
    columns,
    unread: cells.flatMap(({ column, heading }) => (heading === '' || used.has(column) ? [] : [heading])),
  };
};
