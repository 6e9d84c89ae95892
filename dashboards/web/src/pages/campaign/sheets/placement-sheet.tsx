import { Link } from 'wouter';
import type { PlacementRow, Readings } from '../../../../../api/contract.ts';
import { useReadings } from '../../../api/queries.ts';
import { type Column, DataTable, tableCsv } from '../../../components/data-table.tsx';
import { ExportMenu } from '../../../components/export-menu.tsx';
import { Icon } from '../../../components/icons.tsx';
import { Problem } from '../../../components/problem.tsx';
import { ReadingCurve } from '../../../components/reading-curve.tsx';
import { BoneRows } from '../../../components/skeleton.tsx';
import { StateMark, VerdictMark } from '../../../components/state-mark.tsx';
import { fileStem } from '../../../format/csv.ts';
import { formatMomentShort, wallOf } from '../../../format/dates.ts';
import { formatBoundsFull } from '../../../format/numbers.ts';
import { useLocale } from '../../../locales/use-locale.tsx';
import { useLinks } from '../../../url/links.ts';
import { momentOf } from '../../../url/moment.ts';
import { usePageState } from '../../../url/use-state.ts';
import { useCampaignContext } from '../context.ts';
import { useSourceLine } from '../use-source-line.ts';
import { useCampaignWords } from '../words.ts';
import { Statement } from './parts-sheets.tsx';
import { usePlacement } from './use-placement.ts';

type Reading = Readings['readings'][number];

/** One counter: what it is, what it counts as, and every reading it was ever given. */
export const PlacementSheet = ({ id }: { id: number }) => {
  const { words } = useLocale();
  const { id: campaignId, moment, asOf, timeZone, campaign } = useCampaignContext();
  const { row } = usePlacement(id);
  const { data, error, refetch } = useReadings(id, moment);
  const columns = useColumns();
  const source = useSourceLine();
  return (
    <>
      {row && <Facts row={row} />}
      {error && !data && (
        <Problem error={error} what={words.what.readings} partial onRetry={() => void refetch()} />
      )}
      {!data && !error && <BoneRows rows={8} height={44} />}
      {data && (
        <>
          <ReadingCurve readings={data.readings} timeZone={timeZone} label={words.readings.curve} />
          <h3>{words.readings.title}</h3>
          <DataTable
            caption={words.readings.title}
            columns={columns}
            rows={data.readings}
            rowKey={reading => `${reading.observedAt}/${reading.recordedAt}/${reading.source}/${reading.low}`}
            tools={
              <ExportMenu
                name={fileStem(campaignId, `placement-${id}`, wallOf(asOf, timeZone), campaign.formula.name)}
                about={[
                  [words.readings.title, row ? row.workTitle : String(id)],
                  [words.exports.about, source],
                ]}
                table={() => tableCsv(columns, data.readings)}
              />
            }
            empty={words.readings.empty}
          />
          {data.more && <p className="table-empty">{words.readings.more(data.readings.length)}</p>}
        </>
      )}
    </>
  );
};

const Facts = ({ row }: { row: PlacementRow }) => {
  const { words, say } = useLocale();
  const own = useCampaignWords();
  const { id: campaignId } = useCampaignContext();
  const { state } = usePageState();
  const links = useLinks();
  const { placements } = words;
  return (
    <>
      {row.low !== null && (
        <Statement wording={null} value={{ low: row.low, high: row.high }}>
          <p>
            <StateMark state={row.state} />
          </p>
          {row.reason !== '' && <p>{say(row.reasonText)}</p>}
        </Statement>
      )}
      {row.low === null && (
        <p className="sheet-lead">
          <StateMark state={row.state} /> <span className="sheet-text">{say(row.reasonText)}</span>
        </p>
      )}
      <p className="sheet-links">
        <Link href={links.placement(row.placementId, momentOf(state))} className="text-link">
          {own.links.placement}
        </Link>
        <Link href={links.work(campaignId, row.workId, momentOf(state))} className="text-link">
          {own.links.work}
        </Link>
      </p>
      <dl className="facts-list">
        <div>
          <dt>{placements.platform}</dt>
          <dd>
            {say(row.platformName)}
            {words.dot}
            {row.account}
          </dd>
        </div>
        <div>
          <dt>{placements.kind}</dt>
          <dd>
            {words.kinds[row.kind]}
            {row.episodeTitle !== null && `${words.dot}${row.episodeTitle}`}
          </dd>
        </div>
        <div>
          <dt>{placements.family}</dt>
          <dd>
            {words.metrics[row.metric]}
            {row.source !== null && `${words.dot}${words.sources[row.source]}`}
          </dd>
        </div>
        <div>
          <dt>{placements.externalId}</dt>
          <dd>
            <code className="mono">{row.externalId}</code>
            {/^https?:\/\//.test(row.url) && (
              <a className="text-link external" href={row.url} target="_blank" rel="noreferrer">
                {placements.link}
                <Icon name="link" size={12} />
              </a>
            )}
          </dd>
        </div>
      </dl>
    </>
  );
};

const useColumns = (): Column<Reading>[] => {
  const { locale, words } = useLocale();
  const { timeZone } = useCampaignContext();
  const { readings } = words;
  const at = (instant: string) => formatMomentShort(Date.parse(instant), timeZone, locale);
  return [
    {
      key: 'observedAt',
      header: readings.observedAt,
      csvHeader: `${readings.observedAt} (UTC)`,
      value: row => row.observedAt,
      cell: row => <span className="nowrap number">{at(row.observedAt)}</span>,
    },
    {
      key: 'recordedAt',
      header: `${readings.recordedAt} (UTC)`,
      csvOnly: true,
      value: row => row.recordedAt,
      cell: () => null,
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
    { key: 'high', header: words.placements.high, csvOnly: true, value: row => row.high, cell: () => null },
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
      value: row => words.verdicts[row.verdict],
      cell: row => <VerdictMark verdict={row.verdict} reason={row.reason} />,
    },
    {
      key: 'source',
      header: readings.source,
      value: row => words.sources[row.source],
      cell: row => <span className="nowrap">{words.sources[row.source]}</span>,
    },
    {
      key: 'run',
      header: `${readings.run} / ${readings.payload}`,
      csvHeader: readings.run,
      value: row => row.runId,
      cell: row => (
        <>
          <code className="mono cell-code">{row.runId}</code>
          {row.payloadId !== '' && <code className="mono cell-code">{row.payloadId}</code>}
        </>
      ),
    },
    {
      key: 'payload',
      header: readings.payload,
      csvOnly: true,
      value: row => (row.payloadId === '' ? null : row.payloadId),
      cell: () => null,
    },
  ];
};
