import { type ReactNode, useRef, useState } from 'react';
import { useLocale } from '../locales/use-locale.tsx';
import { type Column, DataTable, tableCsv } from './data-table.tsx';
import { ExportMenu } from './export-menu.tsx';
import { Icon } from './icons.tsx';
import './chart-frame.css';

type FrameTable<Row> = {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly totals?: Readonly<Record<string, ReactNode>>;
};

type Props<Row> = {
  readonly id: string;
  /** Says what it shows. */
  readonly title: string;
  /** Unit and order. */
  readonly subtitle: string;
  /** As-of, formula and where the figures come from; said under every chart, and in its files. */
  readonly source: string;
  /** File name of exports without its ending: `fileStem(…)`. */
  readonly name: string;
  /** Null while there is nothing to tabulate. */
  readonly table: FrameTable<Row> | null;
  /** More buttons before the table view and the export. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
};

/** A chart with its title, source line, table view, and export. */
export const ChartFrame = <Row,>({
  id,
  title,
  subtitle,
  source,
  name,
  table,
  tools,
  children,
}: Props<Row>) => {
  const { words } = useLocale();
  const [asTable, setAsTable] = useState(false);
  const frame = useRef<HTMLElement>(null);
  return (
    <section className="panel" id={id} aria-labelledby={`${id}-title`} ref={frame}>
      <header className="panel-head">
        <div>
          <h2 id={`${id}-title`}>{title}</h2>
          <p className="panel-subtitle">{subtitle}</p>
        </div>
        {(table || tools) && (
          <fieldset className="panel-tools" aria-label={`${title}${words.colon}${words.panel.tools}`}>
            {tools}
            {table && (
              <>
                <button
                  type="button"
                  className="tool"
                  onClick={() => setAsTable(!asTable)}
                  aria-pressed={asTable}
                >
                  <Icon name={asTable ? 'chart' : 'table'} />
                  <span className="tool-word">{asTable ? words.panel.chart : words.panel.table}</span>
                </button>
                <ExportMenu
                  name={name}
                  about={[
                    [title, subtitle],
                    [words.exports.about, source],
                  ]}
                  table={() => tableCsv(table.columns, table.rows)}
                  picture={frame}
                />
              </>
            )}
          </fieldset>
        )}
      </header>
      {asTable && table ? <DataTable caption={title} empty="" {...table} /> : children}
      <p className="panel-source">{source}</p>
    </section>
  );
};
