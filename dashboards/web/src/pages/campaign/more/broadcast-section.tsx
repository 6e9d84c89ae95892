import type { BroadcastPanel } from '../../../../../api/contract.ts';
import { useEpisodes } from '../../../api/queries.ts';
import { Answered } from '../../../components/answered.tsx';
import { useCampaignContext } from '../../../components/campaign/context.ts';
import { useCampaignWords } from '../../../components/campaign/words.ts';
import { type Column, DataTable, tableCsv } from '../../../components/data-table.tsx';
import { ExportMenu } from '../../../components/export-menu.tsx';
import { fileStem } from '../../../format/csv.ts';
import { formatPeriod, wallOf } from '../../../format/dates.ts';
import { organisationName } from '../../../format/names.ts';
import { useLocale } from '../../../locales/use-locale.tsx';
import { Fold } from '../fold.tsx';
import { useBroadcast } from './queries.ts';
import { Section } from './section.tsx';
import { useMoreWords } from './words.ts';

type Row = BroadcastPanel['figures'][number];

/** What panels and operators stated, one by one. There is no totals row here, and there never may be. */
export const BroadcastSection = () => {
  const { broadcast } = useMoreWords();
  const { fold } = useCampaignWords();
  const { id, asOf, timeZone, campaign } = useCampaignContext();
  const query = useBroadcast();
  const columns = useColumns();
  const figures = query.data?.figures;
  return (
    <Fold
      id="broadcast"
      title={broadcast.title}
      query={query}
      summary={
        figures && <span>{figures.length === 0 ? broadcast.empty : fold.figures(figures.length)}</span>
      }
    >
      <Section id="broadcast" title={broadcast.title} note={broadcast.note}>
        <Answered
          query={query}
          what={broadcast.what}
          partial
          empty={data => data.figures.length === 0 && <p className="table-empty">{broadcast.empty}</p>}
        >
          {data => (
            <DataTable
              caption={broadcast.title}
              columns={columns}
              rows={data.figures}
              rowKey={row =>
                [
                  row.episode,
                  row.platform,
                  row.channel,
                  row.programme,
                  row.airedOn,
                  row.slot,
                  row.indicator,
                  row.periodFrom,
                  row.periodTo,
                  row.method,
                  row.author,
                  row.universe,
                ].join('/')
              }
              filter={data.figures.length > 8}
              tools={
                <ExportMenu
                  name={fileStem(id, 'broadcast', wallOf(asOf, timeZone), campaign.formula.name)}
                  about={[[broadcast.title, broadcast.note]]}
                  table={() => tableCsv(columns, data.figures)}
                />
              }
              empty=""
            />
          )}
        </Answered>
      </Section>
    </Fold>
  );
};

const useColumns = (): Column<Row>[] => {
  const { locale, say } = useLocale();
  const { broadcast } = useMoreWords();
  const { id, moment } = useCampaignContext();
  const episodes = useEpisodes(id, moment).data?.episodes;
  const nameOf = ({ episode }: Row): string => {
    if (episode === null) return broadcast.campaign;
    const row = episodes?.find(each => each.id === episode);
    return row ? organisationName(row, locale) : episode;
  };
  const nowrap = (key: string, header: string, value: (row: Row) => string): Column<Row> => ({
    key,
    header,
    value,
    cell: row => <span className="nowrap">{value(row)}</span>,
  });
  return [
    nowrap('episode', broadcast.episode, nameOf),
    {
      key: 'indicator',
      header: broadcast.indicator,
      value: row => say(row.name),
      cell: row => <span className="nowrap">{say(row.name)}</span>,
    },
    {
      key: 'value',
      header: broadcast.value,
      numeric: true,
      // Exact decimal text: never a binary fraction.
      value: row => row.value,
      cell: row => <span className="nowrap number">{`${row.value} ${broadcast.units[row.unit]}`}</span>,
    },
    { key: 'unit', header: broadcast.unit, csvOnly: true, value: row => broadcast.units[row.unit] },
    nowrap('channel', broadcast.channel, row => row.channel),
    nowrap('programme', broadcast.programme, row => row.programme),
    {
      key: 'period',
      header: broadcast.period,
      value: row => `${row.periodFrom} – ${row.periodTo}`,
      cell: row => <span className="nowrap">{formatPeriod(row.periodFrom, row.periodTo, locale)}</span>,
    },
    {
      key: 'method',
      header: broadcast.method,
      value: row => row.methodText || broadcast.methods[row.method],
    },
    nowrap('author', broadcast.author, row => row.author),
  ];
};
