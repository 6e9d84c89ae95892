import { useState } from 'react';
import { recall, remember } from '../../theme/theme.ts';
import type { Column } from './column.ts';

type Chosen<Row> = {
  readonly shown: readonly Column<Row>[];
  /** What can be chosen: all but the first, which names the row. */
  readonly choices: readonly Column<Row>[];
  readonly toggle: (key: string) => void;
  readonly reset: () => void;
};

/** The columns a reader wants of a table, remembered on this machine under the table's name. */
export const useColumnChoice = <Row>(
  columns: readonly Column<Row>[],
  name: string | undefined,
): Chosen<Row> => {
  const key = `renci.columns.${name}`;
  // Only what differs from the table's own choice is kept, so that a column added later shows itself.
  const [changed, setChanged] = useState<ReadonlySet<string>>(
    () => new Set(name === undefined ? [] : (recall(key)?.split(',').filter(Boolean) ?? [])),
  );
  const choose = (next: ReadonlySet<string>) => {
    setChanged(next);
    if (name !== undefined) remember(key, next.size === 0 ? null : [...next].join(','));
  };
  const all = columns.filter(column => !column.csvOnly);
  return {
    shown: all.filter((column, index) => index === 0 || Boolean(column.hidden) === changed.has(column.key)),
    choices: all.slice(1),
    toggle: of => {
      const next = new Set(changed);
      if (!next.delete(of)) next.add(of);
      choose(next);
    },
    reset: () => choose(new Set(all.filter(column => column.hidden).map(column => column.key))),
  };
};
