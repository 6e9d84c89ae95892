import { type ReactNode, useState } from 'react';
import { saveCsv, toCsv } from '../format/csv.ts';
import { useLocale } from '../locales/use-locale.tsx';
import { type Column, DataTable, tableCsv } from './data-table.tsx';
import { Icon } from './icons.tsx';
import './panel.css';

type TableOf<Row> = {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly totals?: Readonly<Record<string, ReactNode>>;
  readonly csvName: string;
};

type Props<Row> = {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  /** As-of, formula and where the figures come from; said under every chart. */
  readonly source: ReactNode;
  /** Null while there is nothing to tabulate. */
  readonly table: TableOf<Row> | null;
  readonly children: ReactNode;
};

/** A chart with its title, source line, table view and download. */
export const Panel = <Row,>({ id, title, subtitle, source, table, children }: Props<Row>) => {
  const { words } = useLocale();
  const [asTable, setAsTable] = useState(false);
  const download = (of: TableOf<Row>) => {
    const { header, rows } = tableCsv(of.columns, of.rows);
    saveCsv(of.csvName, toCsv(header, rows));
  };
  return (
    <section className="panel" id={id} aria-labelledby={`${id}-title`}>
      <header className="panel-head">
        <div>
          <h2 id={`${id}-title`}>{title}</h2>
          <p className="panel-subtitle">{subtitle}</p>
        </div>
        {table && (
          <div className="panel-tools">
            <button
              type="button"
              className="tool"
              onClick={() => setAsTable(!asTable)}
              aria-pressed={asTable}
            >
              <Icon name={asTable ? 'chart' : 'table'} />
              <span className="tool-word">{asTable ? words.panel.chart : words.panel.table}</span>
            </button>
            <button
              type="button"
              className="tool"
              onClick={() => download(table)}
              aria-label={words.panel.csv}
            >
              <Icon name="download" />
              <span className="tool-word">CSV</span>
            </button>
          </div>
        )}
      </header>
      {asTable && table ? <DataTable caption={title} empty="" {...table} /> : children}
      <p className="panel-source">{source}</p>
    </section>
  );
};
