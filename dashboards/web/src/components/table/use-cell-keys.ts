import { type KeyboardEvent, type RefObject, useCallback, useRef } from 'react';

const FOCUSABLE = 'a[href], button, input, select, textarea, [tabindex="0"]';
const PAGE = 12;

/** The cell's own control, or the cell itself. */
const focusCell = (cell: HTMLElement | undefined): void => {
  if (!cell) return;
  const control = cell.querySelector<HTMLElement>(FOCUSABLE);
  if (!control) cell.tabIndex = -1;
  (control ?? cell).focus({ preventScroll: true });
  cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
};

const rowAt = (region: HTMLElement, index: number): HTMLTableRowElement | null =>
  region.querySelector(`tr[data-row="${index}"]`);

type Cell = { readonly row: number; readonly column: number };

/** Rows that scrolling has put away are drawn within a few frames. */
const FRAMES = 20;

/**
 * Arrow keys and the page keys move from cell to cell, Ctrl+Home and Ctrl+End to the first and last row; `reveal`
 * draws a row that scrolling has put away. Tab goes through the controls as everywhere.
 */
export const useCellKeys = (
  region: RefObject<HTMLElement | null>,
  count: number,
  reveal: (index: number) => void,
): ((event: KeyboardEvent) => void) => {
  /** Where the keys have led while that row is being drawn: keys come faster than frames. */
  const coming = useRef<Cell | null>(null);

  const arrive = useCallback((root: HTMLElement, left: number): void => {
    const wanted = coming.current;
    const row = wanted && rowAt(root, wanted.row);
    if (wanted && !row && left > 0) {
      requestAnimationFrame(() => arrive(root, left - 1));
      return;
    }
    coming.current = null;
    if (wanted) focusCell(row?.cells[wanted.column]);
  }, []);

  return useCallback(
    event => {
      const root = region.current;
      if (!root || event.altKey || event.metaKey || !(event.target instanceof HTMLElement)) return;
      if (event.target.matches('input, select, textarea')) return;
      const at = coming.current ?? cellOf(event.target);
      const to = destination(event, at, count);
      if (!to) return;
      event.preventDefault();
      if (to.row < 0 || to.row >= count) return;
      const row = rowAt(root, to.row);
      if (row && !coming.current) {
        focusCell(row.cells[to.column]);
        return;
      }
      const waiting = coming.current !== null;
      coming.current = to;
      reveal(to.row);
      if (waiting) return;
      // The row left may be put away, and the focus with it.
      root.focus({ preventScroll: true });
      requestAnimationFrame(() => arrive(root, FRAMES));
    },
    [region, count, reveal, arrive],
  );
};

const cellOf = (target: HTMLElement): Cell | null => {
  const cell = target.closest<HTMLTableCellElement>('tbody td, tbody th');
  const row = cell?.closest('tr')?.dataset.row;
  return cell && row !== undefined ? { row: Number(row), column: cell.cellIndex } : null;
};

/** Where a key leads from a cell, or from the table as a whole; null where it is not ours. */
const destination = ({ key, ctrlKey }: KeyboardEvent, at: Cell | null, count: number): Cell | null => {
  const row = at?.row ?? -1;
  const column = at?.column ?? 0;
  if (key === 'ArrowDown') return { row: row + 1, column };
  if (key === 'ArrowUp') return at && { row: row - 1, column };
  if (key === 'PageDown') return { row: Math.min(count - 1, Math.max(0, row) + PAGE), column };
  if (key === 'PageUp') return { row: Math.max(0, row - PAGE), column };
  if (key === 'Home' && ctrlKey) return { row: 0, column };
  if (key === 'End' && ctrlKey) return { row: count - 1, column };
  if (key === 'ArrowLeft') return at && { row, column: column - 1 };
  if (key === 'ArrowRight') return at && { row, column: column + 1 };
  return null;
};
