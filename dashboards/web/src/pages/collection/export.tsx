import { type Column, tableCsv } from '../../components/data-table.tsx';
import { ExportMenu } from '../../components/export-menu.tsx';
import { formatOffset } from '../../format/dates.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useCollection } from './context.tsx';
import { useCollectionWords } from './words.ts';

type Props<Row> = {
  /** Of the file, after the day: `runs`, `failures`. */
  readonly what: string;
  readonly title: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
};

/** Takes a table of this page away, as text, CSV or a workbook. */
export const CollectionExport = <Row,>({ what, title, columns, rows }: Props<Row>) => {
  const { words } = useLocale();
  const { files } = useCollectionWords();
  const { current, at } = useCollection();
  return (
    <ExportMenu
      name={`renci-${what}-${current.now.slice(0, 10)}`}
      about={[
        [files.what, title],
        [files.at, at(current.now)],
        [
          files.zone,
          words.asOf.zone(current.timeZone, formatOffset(Date.parse(current.now), current.timeZone)),
        ],
      ]}
      table={() => tableCsv(columns, rows)}
    />
  );
};
