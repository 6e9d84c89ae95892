import type { Miss } from '../../collectors/rows.ts';
import { iso } from '../days.ts';
import type { Catalogue, Placement } from '../domain/catalogue.ts';
import { METRIC_FAMILY, NEVER_ADDED } from '../domain/metrics.ts';
import type { Instant, Reading, Source } from '../domain/reading.ts';
import { inOrder, type Problem } from '../problems.ts';
import { mayCountPlays, noRule } from './broadcast-plays.ts';
import { mergeDuplicates } from './duplicates.ts';
import { itemFinder } from './items.ts';
import { problemOf, type Sheet, type SheetRow } from './sheet.ts';

export type MatchOptions = {
  readonly runId: string;
  /** When the sheet was taken in. A count of a later moment is a mistake. */
  readonly recordedAt: Instant;
  /** Hash of the sheet's bytes, kept as evidence. */
  readonly payloadId: string;
  /** `export` for a back-end export, `statement` for figures a partner wrote down. */
  readonly source: Source;
  /** How often such a sheet is expected, in seconds. */
  readonly intervalS: number;
};

export type Matched = {
  readonly readings: readonly Reading[];
  /** Items whose counting metric the sheet shows as hidden ("--") or leaves blank. */
  readonly misses: readonly Miss[];
  readonly problems: readonly Problem[];
};

const lineOf = ({ sheet, line }: SheetRow): string => `${sheet ?? ''}\n${line}`;

type Located = { readonly row: SheetRow; readonly placement: Placement };

const countsViews = ({ metric, count }: SheetRow): boolean =>
  count.kind === 'count' && !NEVER_ADDED.has(METRIC_FAMILY[metric]);

/** Views of another kind than the placement counts would be stored and never enter a total: a slip worth stopping for. */
const uncounted = (sheet: Sheet, line: readonly Located[]): Problem[] => {
  const [first] = line;
  if (!first || line.some(({ row, placement }) => row.metric === placement.metric)) return [];
  const other = line.find(({ row }) => countsViews(row));
  if (!other) return [];
  const { externalId, metric } = other.placement;
  const message = `gives ${other.row.metric} of ${externalId}, which counts ${metric}: correct the catalogue, or map the column with --metric ${other.row.field}=${metric}.`;
  return [problemOf(sheet, other.row, message)];
};

/**
 * Publish time of the item, where it tells an age. A catalogue made from the sheet itself knows only that the item was
 * there at its first reading, which says nothing of its age then.
 */
const publishedAt = ({ row, placement }: Located): Instant | null => {
  const known = row.publishedAt ?? placement.publishedAt;
  return known !== null && known < row.observedAt ? known : null;
};

const toReading = (item: Located, line: readonly Located[], options: MatchOptions): Reading[] => {
  const { row, placement } = item;
  if (row.count.kind !== 'count') return [];
  const { low, high, text, step } = row.count;
  return [
    {
      placementId: placement.id,
      metric: row.metric,
      source: options.source,
      observedAt: row.observedAt,
      recordedAt: options.recordedAt,
      low,
      high,
      text,
      step,
      othersPositive: line.some(
        other => other.row !== row && other.row.count.kind === 'count' && other.row.count.low > 0,
      ),
      publishedAt: publishedAt(item),
      intervalS: options.intervalS,
      runId: options.runId,
      payloadId: options.payloadId,
    },
  ];
};

const toMiss = ({ row, placement }: Located, sheet: Sheet, options: MatchOptions): Miss[] => {
  if (row.count.kind === 'count' || row.metric !== placement.metric) return [];
  const { runId, payloadId, source, recordedAt } = options;
  const blank = row.text === '';
  const shown = blank ? 'leaves it blank' : `shows "${row.text}"`;
  return [
    {
      placementId: placement.id,
      metric: row.metric,
      source,
      runId,
      at: row.observedAt,
      recordedAt,
      status: blank ? 'absent' : 'hidden',
      kind: '',
      reason: `${problemOf(sheet, row, '').file} line ${row.line} ${shown} under ${row.field}`,
      payloadId,
    },
  ];
};

/**
 * What a sheet says of registered placements. Rows of unknown items, of a later moment than now, or with two values for
 * one moment give problems and nothing else; whether the rest may stand is the caller's to decide. Pure.
 */
export const matchSheet = (
  sheet: Sheet,
  catalogue: Pick<Catalogue, 'platforms' | 'placements'>,
  options: MatchOptions,
): Matched => {
  const find = itemFinder(catalogue);
  const unruled = new Set(catalogue.platforms.flatMap(item => (mayCountPlays(item) ? [] : [item.id])));
  const problems: Problem[] = [];
  const found = new Map<SheetRow, Placement>();
  for (const row of sheet.rows) {
    const item = find(row);
    if ('missing' in item) problems.push({ ...problemOf(sheet, row, item.missing), column: 1, field: '' });
    else if (row.metric === 'plays' && row.count.kind === 'count' && unruled.has(item.placement.platformId))
      problems.push(problemOf(sheet, row, noRule(item.placement.platformId)));
    else if (row.observedAt > options.recordedAt) {
      const message = `is of ${iso(row.observedAt)}, after it was taken in (${iso(options.recordedAt)}).`;
      problems.push({ ...problemOf(sheet, row, message), column: 1, field: '' });
    } else found.set(row, item.placement);
  }
  const itemOf = (row: SheetRow): string => {
    const item = found.get(row);
    return `${item?.platformId}\n${item?.externalId}`;
  };
  const merged = mergeDuplicates(sheet.fileName, [...found.keys()], itemOf);
  const located = merged.rows.flatMap((row): Located[] => {
    const placement = found.get(row);
    return placement ? [{ row, placement }] : [];
  });
  const lines = Map.groupBy(located, ({ row }) => lineOf(row));
  const onLine = (item: Located): readonly Located[] => lines.get(lineOf(item.row)) ?? [item];
  return {
    readings: located.flatMap(item => toReading(item, onLine(item), options)),
    misses: located.flatMap(item => toMiss(item, sheet, options)),
    problems: inOrder([
      ...problems,
      ...merged.problems,
      ...[...lines.values()].flatMap(line => uncounted(sheet, line)),
    ]),
  };
};
