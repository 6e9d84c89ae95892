import { iso } from '../days.ts';
import type { Problem } from '../problems.ts';
import { problemOf, type SheetRow } from './sheet.ts';

const itemOf = (row: SheetRow): string =>
  `${row.platform.normalize('NFKC').toLowerCase()}\n${row.externalId || row.url}`;

const sameCount = (a: SheetRow, b: SheetRow): boolean =>
  JSON.stringify({ ...a.count, text: '' }) === JSON.stringify({ ...b.count, text: '' });

/**
 * Two rows with one item, metric and moment are one reading: merged where they agree; where they do not, nobody can
 * tell which is right, so both are left out and the mistake names both lines.
 * @param keyOf what makes two rows the same item; by default platform and id, or the link
 */
export const mergeDuplicates = (
  fileName: string,
  rows: readonly SheetRow[],
  keyOf: (row: SheetRow) => string = itemOf,
): { rows: SheetRow[]; problems: Problem[] } => {
  const groups = new Map<string, SheetRow[]>();
  for (const row of rows) {
    const key = `${keyOf(row)}\n${row.metric}\n${row.observedAt}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  const problems: Problem[] = [];
  const kept = [...groups.values()].flatMap(group => {
    const [first] = group;
    const other = first && group.find(row => !sameCount(row, first));
    if (first && !other) return [first];
    for (const row of first && other ? [other] : []) {
      const place = `lines ${first?.line} and ${row.line}`;
      const message =
        `"${row.text}" contradicts "${first?.text}": ${place} give two ${row.metric} ` +
        `of one item (${row.externalId || row.url}) at ${iso(row.observedAt)}.`;
      problems.push(problemOf({ fileName }, row, message));
    }
    return [];
  });
  return { rows: kept, problems };
};
