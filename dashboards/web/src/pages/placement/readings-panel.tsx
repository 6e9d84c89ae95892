import { useMemo } from 'react';
import type { Readings } from '../../../../api/contract.ts';
import type { Answer } from '../../api/queries.ts';
import { Answered } from '../../components/answered.tsx';
import { type Column, DataTable, tableCsv } from '../../components/data-table.tsx';
import { ExportMenu } from '../../components/export-menu.tsx';
import { VerdictMark } from '../../components/state-mark.tsx';
import { useTableView } from '../../components/table/use-table-view.ts';
import { fileStem } from '../../format/csv.ts';
import { formatMoment, formatMomentShort, wallOf } from '../../format/dates.ts';
import { formatBoundsFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useCampaignContext } from '../campaign/context.ts';
import { useSourceLine } from '../campaign/use-source-line.ts';
import { usePlacementContext } from './context.ts';
import { decisionsOn, type Reading, readingKey } from './reading-key.ts';
import { SheetLink } from './sheet-link.tsx';
import { usePlacementWords } from './words.ts';

/** Every reading with interval, verdict, reason and source; each leads to its answer and can be decided on. */
export const ReadingsPanel = ({ query }: { query: Answer<Readings> }) => {
  const { words } = useLocale();
  const own = usePlacementWords().readings;
  const { id: campaign, campaign: data, asOf, timeZone } = useCampaignContext();
  const { placement } = usePlacementContext().detail;
  const columns = useColumns();
  const source = useSourceLine();
  const view = useTableView();
  return (
    <section className="panel" id="readings" aria-labelledby="readings-title">
      <header className="panel-head">
        <div>
          <h2 id="readings-title">{own.title}</h2>
          <p className="panel-subtitle">{own.subtitle}</p>
        </div>
      </header>
      <Answered query={query} what={words.what.readings} partial>
        {({ readings, more }) => (
          <>
            <DataTable
              caption={own.title}
              columns={columns}
              rows={readings}
              rowKey={readingKey}
              filter
              choose="readings"
              tools={
                <ExportMenu
                  name={fileStem(
                    campaign,
                    `placement-${placement.placementId}`,
                    wallOf(asOf, timeZone),
                    data.formula.name,
                  )}
                  about={[
                    [own.title, placement.workTitle],
                    [words.exports.about, source],
                  ]}
                  table={() =>
                    tableCsv(
                      columns.filter(({ key }) => key !== 'decide'),
                      readings,
                    )
                  }
                />
              }
              empty={words.readings.empty}
              {...view}
            />
            {more && <p className="part-none">{own.partial(readings.length)}</p>}
          </>
        )}
      </Answered>
    </section>
  );
};

const useColumns = (): Column<Reading>[] => {
  const { locale, words } = useLocale();
  const own = usePlacementWords().readings;
  const { timeZone } = useCampaignContext();
  return useMemo(() => {
    const { readings } = words;
    const at = (instant: string) => formatMomentShort(Date.parse(instant), timeZone, locale);
    return [
      {
        key: 'observedAt',
        header: readings.observedAt,
        csvHeader: `${readings.observedAt} (UTC)`,
        value: row => row.observedAt,
        cell: row => (
          <span
            className="nowrap number"
            data-hint={formatMoment(Date.parse(row.observedAt), timeZone, locale)}
          >
            {at(row.observedAt)}
          </span>
        ),
      },
      {
        key: 'text',
        header: readings.text,
        value: row => row.text,
        cell: row => <code className="reading-text">{row.text}</code>,
      },
      {
        key: 'low',
        header: readings.interval,
        csvHeader: words.placements.low,
        numeric: true,
        value: row => row.low,
        cell: row => formatBoundsFull(row, locale),
      },
      { key: 'high', header: words.placements.high, csvOnly: true, value: row => row.high },
      {
        key: 'counted',
        header: readings.counted,
        numeric: true,
        value: row => row.countLow,
        cell: row =>
          row.countLow === null ? '—' : formatBoundsFull({ low: row.countLow, high: row.countHigh }, locale),
      },
      {
        key: 'verdict',
        header: readings.verdict,
        value: row =>
          [words.verdicts[row.verdict], words.reasons[row.reason]].filter(Boolean).join(words.dot),
        cell: row => <VerdictMark verdict={row.verdict} reason={row.reason} />,
      },
      {
        key: 'source',
        header: readings.source,
        value: row => words.sources[row.source],
        cell: row => <span className="nowrap">{words.sources[row.source]}</span>,
      },
      {
        key: 'payload',
        header: readings.payload,
        value: row => (row.payloadId === '' ? null : row.payloadId),
        cell: row =>
          row.payloadId === '' ? (
            <span data-hint={own.noPayload}>—</span>
          ) : (
            <SheetLink kind="payload" id={row.payloadId} label={own.payloadOf(at(row.observedAt))}>
              {own.show}
            </SheetLink>
          ),
      },
      {
        key: 'decide',
        header: own.decision,
        value: () => null,
        cell: row =>
          decisionsOn(row).length > 0 && (
            <SheetLink kind="decide" id={readingKey(row)} label={own.decideOf(at(row.observedAt))}>
              {own.decide}
            </SheetLink>
          ),
      },
      {
        key: 'recordedAt',
        header: readings.recordedAt,
        csvHeader: `${readings.recordedAt} (UTC)`,
        hidden: true,
        value: row => row.recordedAt,
        cell: row => <span className="nowrap number">{at(row.recordedAt)}</span>,
      },
      { key: 'run', header: readings.run, hidden: true, value: row => row.runId },
    ];
  }, [locale, words, own, timeZone]);
};
