import { useMemo } from 'react';
import { type Param, textParam } from '../../url/params.ts';
import { useParams } from '../../url/use-params.ts';
import type { TableView } from './column.ts';

const VIEW = { sort: textParam, q: textParam } satisfies Record<keyof TableView, Param<string>>;

type Controlled = { readonly view: TableView; readonly onView: (view: TableView) => void };

/** Sort and filter of a page's main table in the address bar (`?sort=-low&q=…`): spread it into a DataTable. */
export const useTableView = (): Controlled => {
  const { state, go } = useParams<TableView>(VIEW);
  return useMemo(() => ({ view: state, onView: view => go(view) }), [state, go]);
};
