import { METRIC_FAMILY, METRICS, type Metric } from '../domain/metrics.ts';
import { ConfigError, didYouMean, type Problem, refusal } from '../problems.ts';
import type { RecordLine } from './decode.ts';
import { fold, type Meaning, meaningOf } from './headings.ts';
import { SHEET_FIELDS, type SheetColumn, type SheetField, type SheetOptions } from './sheet.ts';

export type Header = {
  readonly line: number;
  readonly columns: readonly SheetColumn[];
  /** Records of the body start at this index. */
  readonly bodyFrom: number;
  readonly mapping: Mapping;
};
type Mapping = ReadonlyMap<string, SheetField | Metric>;

const isUse = (word: string): word is SheetField | Metric =>
  [...SHEET_FIELDS, ...METRICS].some(known => known === word);
export const isMetric = (use: string | null): use is Metric => use !== null && use in METRIC_FAMILY;

/** @throws ConfigError for a mapping to what is neither a field nor a metric. */
const readMapping = (options: SheetOptions): Mapping => {
  const entries = Object.entries(options.mapping ?? {});
  const problems = entries.flatMap(([heading, use]): Problem[] => {
    if (isUse(use)) return [];
    const known = [...SHEET_FIELDS, ...METRICS];
    const hint = didYouMean(use, known) || ` Known: ${known.join(', ')}.`;
    const message = `"${use}" is neither a field nor a metric.${hint}`;
    return [{ file: options.fileName, line: 0, column: 0, field: heading, message }];
  });
  if (problems.length > 0) throw refusal(`The mapping of columns for ${options.fileName}`, problems);
  return new Map(entries.flatMap(([heading, use]) => (isUse(use) ? [[fold(heading), use]] : [])));
};

/** A title and notes may stand above the heading row; this is how far down it is looked for. */
const HEADING_WITHIN = 20;

/** A second heading row below a merged one: everything in it is a heading, and takes the place of the upper cell. */
const merge = (upper: RecordLine, lower: RecordLine | undefined, mapping: Mapping): string[] | null => {
  if (!lower) return null;
  const written = lower.cells.filter(cell => cell.trim() !== '');
  if (written.length === 0 || !written.every(cell => meaningOf(cell, mapping))) return null;
  const width = Math.max(upper.cells.length, lower.cells.length);
  return Array.from({ length: width }, (_, i) => lower.cells[i]?.trim() || upper.cells[i]?.trim() || '');
};

type Candidate = {
  index: number;
  rows: number;
  headings: string[];
  meanings: (Meaning | null)[];
  score: number;
};

const candidate = (index: number, rows: number, cells: readonly string[], mapping: Mapping): Candidate => {
  const headings = cells.map(cell => cell.trim());
  const meanings = headings.map(heading => (heading === '' ? null : meaningOf(heading, mapping)));
  return { index, rows, headings, meanings, score: meanings.filter(meaning => meaning !== null).length };
};

const findHeading = (records: readonly RecordLine[], mapping: Mapping): Candidate | null => {
  const candidates = records.slice(0, HEADING_WITHIN).flatMap((record, index) => {
    const merged = merge(record, records[index + 1], mapping);
    return [
      candidate(index, 1, record.cells, mapping),
      ...(merged ? [candidate(index, 2, merged, mapping)] : []),
    ];
  });
  const best = candidates.reduce<Candidate | null>(
    (found, next) => (found === null || next.score > found.score ? next : found),
    null,
  );
  return best && best.score >= 2 ? best : null;
};

/** Of these the first column is taken and the others are left, since they tell items apart from nothing. */
const LOOSE: ReadonlySet<string> = new Set(['account', 'title', 'published_at', 'ignore']);

const toColumns = ({ headings, meanings }: Candidate): SheetColumn[] => {
  const seen = new Set<string>();
  return headings.map((heading, index) => {
    const meaning = meanings[index];
    const use = meaning?.kind === 'use' && meaning.use !== 'ignore' ? meaning.use : null;
    const taken = use !== null && LOOSE.has(use) && seen.has(use) ? null : use;
    if (taken) seen.add(taken);
    return { column: index + 1, heading, use: taken, unit: meaning?.kind === 'use' ? meaning.unit : '' };
  });
};

const problemsOf = (
  found: Candidate,
  columns: readonly SheetColumn[],
  line: number,
  options: SheetOptions,
  isLinked: boolean,
): Problem[] => {
  const uses = new Set(columns.flatMap(({ use }) => use ?? []));
  const at = (column: number, field: string, message: string): Problem => ({
    file: options.fileName,
    line,
    column,
    field,
    message,
  });
  const unclear = columns.flatMap(({ column, heading }, index) =>
    found.meanings[index]?.kind === 'ambiguous'
      ? [
          at(
            column,
            heading,
            `does not say what it counts: use --metric ${heading}=plays (or reads, page_views …).`,
          ),
        ]
      : [],
  );
  const twice = columns.flatMap(({ column, heading, use }) => {
    const first = columns.find(other => other.use === use);
    if (use === null || first === undefined || first.column === column) return [];
    const message = `is read as "${use}", as is column ${first.column} "${first.heading}": use --column ${heading}=ignore for one.`;
    return [at(column, heading, message)];
  });
  const headings = new Set(found.headings.map(fold));
  const absent = Object.keys(options.mapping ?? {})
    .filter(heading => !headings.has(fold(heading)))
    .map(heading =>
      at(1, heading, `is mapped, but there is no such column here.${didYouMean(heading, found.headings)}`),
    );
  const lacks = (lacking: boolean, message: string): Problem[] => (lacking ? [at(1, '', message)] : []);
  const counts = [...uses].some(isMetric) || (uses.has('metric') && uses.has('value')) || unclear.length > 0;
  return [
    ...unclear,
    ...twice,
    ...absent,
    ...lacks(
      !uses.has('external_id') && !uses.has('url') && !isLinked,
      'has no column with an item id or a link (作品ID, 链接, video_id …).',
    ),
    ...lacks(!counts, 'has no column with a count (播放量, 阅读量, 观看人次 …, or 指标 and 数值).'),
    ...lacks(
      !uses.has('platform') && !uses.has('url') && !isLinked && options.platform === undefined,
      'has no column with the platform (平台): say which with --platform.',
    ),
    ...lacks(
      !uses.has('observed_at') && options.observedAt === undefined,
      'has no column with the time of its counts (统计时间): say when with --at, or which column it is with --column 日期=observed_at.',
    ),
  ];
};

/** Whether a table has a heading row at all. */
export const hasHeading = (records: readonly RecordLine[], options: SheetOptions): boolean =>
  findHeading(records, readMapping(options)) !== null;

/**
 * Finds the heading row (one row, or two where headings are merged) and what each column means.
 * @throws ConfigError when there is none, or the columns do not say which item, what and when.
 */
export const readHeader = (records: readonly RecordLine[], options: SheetOptions): Header => {
  const mapping = readMapping(options);
  const found = findHeading(records, mapping);
  const line = found ? (records[found.index + found.rows - 1]?.line ?? 0) : 0;
  if (!found) {
    throw new ConfigError(
      `${options.fileName} was refused: none of its first ${HEADING_WITHIN} rows is a heading row. ` +
        'Expected headings such as 平台, 作品ID, 播放量, 统计时间 (or platform, video_id, plays, date).',
    );
  }
  const columns = toColumns(found);
  const title = columns.find(({ use }) => use === 'title');
  const isLinked = title !== undefined && records.some(({ links }) => links?.has(title.column));
  const problems = problemsOf(found, columns, line, options, isLinked);
  if (problems.length > 0) throw refusal(options.fileName, problems);
  return {
    line,
    columns: columns.filter(({ heading }) => heading !== ''),
    bodyFrom: found.index + found.rows,
    mapping,
  };
};
