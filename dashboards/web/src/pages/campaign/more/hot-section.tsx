import type { Hot } from '../../../../../api/contract.ts';
import { Answered } from '../../../components/answered.tsx';
import { useCampaignContext } from '../../../components/campaign/context.ts';
import { useCampaignWords } from '../../../components/campaign/words.ts';
import { type Column, DataTable, tableCsv } from '../../../components/data-table.tsx';
import { ExportMenu } from '../../../components/export-menu.tsx';
import { fileStem } from '../../../format/csv.ts';
import { formatMomentShort, wallOf } from '../../../format/dates.ts';
import { useLocale } from '../../../locales/use-locale.tsx';
import { Fold } from '../fold.tsx';
import { useHot } from './queries.ts';
import { Section } from './section.tsx';
import { useMoreWords } from './words.ts';

type Topic = Hot['topics'][number];

/** Where the campaign's topics stood on hot lists; absent while none has. */
export const HotSection = () => {
  const { hot } = useMoreWords();
  const { fold } = useCampaignWords();
  const { id, asOf, timeZone, campaign } = useCampaignContext();
  const query = useHot();
  const columns = useColumns();
  const topics = query.data?.topics;
  if (topics?.length === 0) return null;
  return (
    <Fold
      id="hot"
      title={hot.title}
      query={query}
      summary={
        topics && <span>{fold.topics(topics.length, Math.min(...topics.map(topic => topic.bestRank)))}</span>
      }
    >
      <Section id="hot" title={hot.title} note={hot.note}>
        <Answered query={query} what={hot.what} partial>
          {() => (
            <>
              <DataTable
                caption={hot.title}
                columns={columns}
                rows={topics ?? []}
                rowKey={row => `${row.list}/${row.topic}`}
                tools={
                  <ExportMenu
                    name={fileStem(id, 'hot', wallOf(asOf, timeZone), campaign.formula.name)}
                    about={[[hot.title, hot.note]]}
                    table={() => tableCsv(columns, topics ?? [])}
                  />
                }
                empty=""
              />
            </>
          )}
        </Answered>
      </Section>
    </Fold>
  );
};

const useColumns = (): Column<Topic>[] => {
  const { locale } = useLocale();
  const { hot } = useMoreWords();
  const { timeZone } = useCampaignContext();
  const at = (key: 'bestAt' | 'firstSeen' | 'lastSeen', header: string): Column<Topic> => ({
    key,
    header,
    csvHeader: `${header} (UTC)`,
    value: row => row[key],
    cell: row => (
      <span className="nowrap number">{formatMomentShort(Date.parse(row[key]), timeZone, locale)}</span>
    ),
  });
  return [
    {
      key: 'topic',
      header: hot.topic,
      value: row => row.topic,
      cell: row =>
        row.url === '' ? (
          <span className="cell-title">{row.topic}</span>
        ) : (
          <span className="cell-title">
            <a href={row.url} className="quiet-link" target="_blank" rel="noreferrer">
              {row.topic}
            </a>
          </span>
        ),
    },
    {
      key: 'list',
      header: hot.list,
      value: row => hot.lists[row.list] ?? row.list,
      cell: row => <span className="nowrap">{hot.lists[row.list] ?? row.list}</span>,
    },
    {
      key: 'bestRank',
      header: hot.best,
      numeric: true,
      value: row => row.bestRank,
      cell: row => hot.rank(row.bestRank),
    },
    at('bestAt', hot.bestAt),
    {
      key: 'minutes',
      header: hot.minutes,
      numeric: true,
      value: row => row.minutesAtLeast,
      cell: row => hot.span(Math.floor(row.minutesAtLeast / 60), row.minutesAtLeast % 60),
    },
    { key: 'looks', header: hot.looks, numeric: true, value: row => row.looks, cell: row => row.looks },
    { ...at('firstSeen', hot.first), csvOnly: true },
    { ...at('lastSeen', hot.last), csvOnly: true },
    { key: 'grain', header: hot.grain, csvOnly: true, value: row => Math.round(row.grainSeconds / 60) },
  ];
};
