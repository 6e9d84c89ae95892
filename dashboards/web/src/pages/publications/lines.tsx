import type { PublicationDetail } from '../../../../api/contract.ts';
import { DataTable, tableCsv } from '../../components/data-table.tsx';
import { ExportMenu } from '../../components/export-menu.tsx';
import { Figure } from '../../components/figure.tsx';
import { useTableView } from '../../components/table/use-table-view.ts';
import { coverageWords } from '../../format/coverage.ts';
import { fileStem } from '../../format/csv.ts';
import { formatBoundsFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { usePublication } from './context.ts';
import { useLineColumns } from './line-columns.tsx';
import { PrintedLines } from './printed-lines.tsx';
import { useMoments } from './use-moments.ts';
import { usePublicationsWords } from './words.ts';

/** Every frozen line, with the total they add up to, and the files of them. */
export const Lines = () => {
  const { locale, say } = useLocale();
  const own = usePublicationsWords();
  const { publication } = usePublication();
  const { moment, wall } = useMoments();
  const view = useTableView();
  const columns = useLineColumns();
  const { lines, adjustments, formula, campaignId, id } = publication;
  const name = `${formula.id}@${formula.version}`;
  const about: [string, string][] = [
    [own.lines.about, publication.title],
    [own.form.preview, say(publication.wording)],
    [own.page.interval, formatBoundsFull(publication, locale)],
    [own.page.coverage, coverageWords(publication.coverage, locale)],
    [own.asOf, moment(publication.asOf)],
    [own.knownAt, moment(publication.knownAt)],
    [own.page.formula, name],
    [own.page.author, publication.author],
    [own.page.at, moment(publication.publishedAt)],
    [own.page.note, publication.note],
    [own.page.hash, publication.hash],
  ];
  return (
    <section className="frozen-part" id="lines" aria-labelledby="lines-title">
      <header className="part-head">
        <h2 id="lines-title">{own.lines.title}</h2>
      </header>
      <p className="part-note">{own.lines.note}</p>
      <Adjustments adjustments={adjustments} />
      <div className="frozen-lines no-print">
        <DataTable
          {...view}
          caption={own.lines.title}
          columns={columns}
          rows={lines}
          rowKey={({ placementId }) => String(placementId)}
          totals={{ work: own.lines.total, low: <Figure value={publication} of={own.lines.total} /> }}
          filter
          choose="publication-lines"
          tools={
            <ExportMenu
              name={fileStem(campaignId, id, wall(publication.asOf), name)}
              about={about}
              table={() => tableCsv(columns, lines)}
            />
          }
          empty={own.lines.never}
        />
      </div>
      <PrintedLines />
    </section>
  );
};

/** Changes by hand in the total, as they stood. */
const Adjustments = ({ adjustments }: Pick<PublicationDetail, 'adjustments'>) => {
  const { locale } = useLocale();
  const own = usePublicationsWords();
  const { moment } = useMoments();
  if (adjustments.length === 0) return null;
  return (
    <>
      <h3>{own.lines.adjustments}</h3>
      <ul className="frozen-adjustments">
        {adjustments.map(({ id, low, high, author, reason, effectiveAt }) => (
          <li key={id}>
            <span className="number">{formatBoundsFull({ low, high }, locale)}</span>
            <span>
              {reason}
              <span className="cell-note">{own.lines.adjustmentBy(author, moment(effectiveAt))}</span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
};
