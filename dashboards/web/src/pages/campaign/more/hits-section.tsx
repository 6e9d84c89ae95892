import type { ReactNode } from 'react';
import type { Hits } from '../../../../../api/contract.ts';
import { Answered } from '../../../components/answered.tsx';
import { useCampaignContext } from '../../../components/campaign/context.ts';
import { useSourceLine } from '../../../components/campaign/use-source-line.ts';
import { useCampaignWords } from '../../../components/campaign/words.ts';
import { ChartFrame } from '../../../components/chart-frame.tsx';
import type { Column } from '../../../components/data-table.tsx';
import { Figure } from '../../../components/figure.tsx';
import { RankedBars, type RankedRow } from '../../../components/ranked-bars.tsx';
import { fileStem } from '../../../format/csv.ts';
import { wallOf } from '../../../format/dates.ts';
import { type Bounds, formatBounds, formatRound } from '../../../format/numbers.ts';
import { useLocale } from '../../../locales/use-locale.tsx';
import { useLinks } from '../../../url/links.ts';
import { momentOf } from '../../../url/moment.ts';
import { usePageState } from '../../../url/use-state.ts';
import { Fold } from '../fold.tsx';
import { useHitColumns } from './hit-columns.tsx';
import { useHits } from './queries.ts';
import { useMoreWords } from './words.ts';

/** How many are drawn; the table has all. */
const SHOWN = 8;

/** 爆款: works over all platforms, and single placements, that came to the rule; absent where nothing did. */
export const HitsSection = () => {
  const { locale, words, say } = useLocale();
  const { hits } = useMoreWords();
  const { fold } = useCampaignWords();
  const query = useHits();
  const { id } = useCampaignContext();
  const { state, sheetHref } = usePageState();
  const links = useLinks();
  const { works, placements } = useHitColumns();
  const { data } = query;
  if (data && data.works.length === 0 && data.placements.length === 0) return null;
  const many = data ? formatRound(data.rule.atLeast, locale) : '';
  const days = data?.rule.withinDays ?? 0;
  const workRow = (row: Hits['works'][number]): RankedRow => {
    const href = links.work(id, row.workId, momentOf(state));
    return {
      ...common(row, row.workId, row.title, href),
      note: hits.count(row.placements),
      label: `${row.title}${words.colon}${formatBounds(row, locale)}`,
    };
  };
  const placementRow = (row: Hits['placements'][number]): RankedRow => {
    const href = sheetHref({ kind: 'placement', id: row.placementId }, []);
    return {
      ...common(row, String(row.placementId), row.workTitle, href),
      note: [say(row.platformName), words.families[row.family]].join(words.dot),
      colour: '--accent',
      label: `${row.workTitle}${words.comma}${say(row.platformName)}${words.colon}${formatBounds(row, locale)}`,
    };
  };
  const first = <Row extends Bounds>(rows: readonly Row[] | undefined, nameOf: (row: Row) => string) => {
    const [row] = rows ?? [];
    return row ? fold.most(nameOf(row), formatBounds(row, locale)) : '';
  };
  return (
    <div className="campaign-columns">
      <HitFrame
        id="hits"
        title={hits.works}
        note={data ? hits.worksNote(many, days) : ''}
        table={data ? { columns: works, rows: data.works, rowKey: row => row.workId } : null}
        query={query}
        most={first(data?.works, row => row.title)}
      >
        <Answered query={query} what={hits.what} partial>
          {found => <Top rows={found.works.map(workRow)} label={hits.works} />}
        </Answered>
      </HitFrame>
      <HitFrame
        id="hit-placements"
        title={hits.placements}
        note={data ? hits.placementsNote(many, days) : ''}
        table={
          data ? { columns: placements, rows: data.placements, rowKey: row => String(row.placementId) } : null
        }
        query={query}
        most={first(data?.placements, row => row.workTitle)}
      >
        <Answered query={query} what={hits.what} partial>
          {found => <Top rows={found.placements.map(placementRow)} label={hits.placements} />}
        </Answered>
      </HitFrame>
    </div>
  );
};

const common = (row: { low: number; high: number | null }, key: string, name: string, href: string) => ({
  key,
  rank: '',
  name,
  value: row,
  figure: <Figure value={row} href={href} of={name} />,
  share: '',
  colour: '--accent',
  href,
});

type FrameProps<Row> = {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly table: {
    readonly columns: readonly Column<Row>[];
    readonly rows: readonly Row[];
    readonly rowKey: (row: Row) => string;
  } | null;
  readonly query: ReturnType<typeof useHits>;
  /** The first of them, in one line. */
  readonly most: string;
  readonly children: ReactNode;
};

const HitFrame = <Row,>({ id, title, note, table, query, most, children }: FrameProps<Row>) => {
  const { words } = useLocale();
  const { id: campaignId, campaign, asOf, timeZone } = useCampaignContext();
  const source = useSourceLine();
  const counted = table ? `${title}${words.dot}${table.rows.length}` : title;
  return (
    <Fold id={id} title={counted} query={query} summary={most && <span>{most}</span>}>
      <ChartFrame
        id={id}
        title={counted}
        subtitle={note}
        source={source}
        name={fileStem(campaignId, id, wallOf(asOf, timeZone), campaign.formula.name)}
        table={table}
      >
        {children}
      </ChartFrame>
    </Fold>
  );
};

const Top = ({ rows, label }: { rows: readonly RankedRow[]; label: string }) => {
  const { hits } = useMoreWords();
  const rest = rows.length - SHOWN;
  return (
    <>
      <RankedBars
        rows={rows.slice(0, SHOWN).map((row, index) => ({ ...row, rank: String(index + 1) }))}
        label={label}
      />
      {rest > 0 && <p className="more-note">{hits.more(rest)}</p>}
    </>
  );
};
