import { useMemo } from 'react';
import type { PlacementRow, Placements, Trends, Works } from '../../../../api/contract.ts';
import { campaignPart } from '../../api/campaign-part.ts';
import { type Answer, useGet } from '../../api/queries.ts';
import { fileStem } from '../../format/csv.ts';
import { wallOf } from '../../format/dates.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { choiceParam } from '../../url/params.ts';
import { useParams } from '../../url/use-params.ts';
import { Answered } from '../answered.tsx';
import { useCampaignContext } from '../campaign/context.ts';
import { useSourceLine } from '../campaign/use-source-line.ts';
import { type Column, DataTable, tableCsv } from '../data-table.tsx';
import { ExportMenu } from '../export-menu.tsx';
import { Figure } from '../figure.tsx';
import { useTableView } from '../table/use-table-view.ts';
import { placementTrends, usePlacementColumns } from './placement-columns.tsx';
import { useWorkWords } from './words.ts';
import { useWorkColumns } from './work-columns.tsx';

export type Part = { readonly episode: string } | { readonly work: string };

const BY = { by: choiceParam(['placement', 'work'], 'placement') };

type Props = { readonly part: Part; readonly works: Works; readonly what: string };

/** What a part is made of: its placements, or (of an episode) its works; the last row is the total of the API. */
export const PartsPanel = ({ part, works, what }: Props) => {
  const { words } = useLocale();
  const own = useWorkWords().table;
  const { state, go } = useParams(BY);
  const ofWork = 'work' in part;
  const byWork = state.by === 'work' && !ofWork;
  return (
    <section className="panel" id="parts" aria-labelledby="parts-title">
      <header className="panel-head">
        <div>
          <h2 id="parts-title">{byWork ? own.works : words.placements.title}</h2>
          <p className="panel-subtitle">{own.subtitle}</p>
        </div>
        {!ofWork && (
          <fieldset className="part-by" aria-label={own.by}>
            {(['placement', 'work'] as const).map(by => (
              <button
                key={by}
                type="button"
                className="tool"
                aria-pressed={(by === 'work') === byWork}
                onClick={() => go({ by })}
              >
                {by === 'work' ? own.byWork : own.byPlacement}
              </button>
            ))}
          </fieldset>
        )}
      </header>
      {byWork ? <WorksTable {...{ part, works, what }} /> : <PlacementsTable {...{ part, works, what }} />}
      <Beside rows={works.beside} ofWork={ofWork} what={what} />
    </section>
  );
};

export const usePartPlacements = (part: Part): Answer<Placements> => {
  const { id, moment } = useCampaignContext();
  return useGet(campaignPart(id, 'placements', { ...part, ...moment }), { keep: true });
};

const useTrends = (part: Part): Trends | undefined => {
  const { id, moment } = useCampaignContext();
  return useGet<Trends>(campaignPart(id, 'trends', { ...part, ...moment }), { keep: true }).data;
};

const PlacementsTable = ({ part, works, what }: Props) => {
  const { words } = useLocale();
  const query = usePartPlacements(part);
  const trends = useTrends(part);
  const trend = useMemo(() => placementTrends(trends), [trends]);
  const ofWork = 'work' in part;
  const placements = query.data?.placements;
  // Largest first, as every ranking here; those without a count last.
  const rows = useMemo(
    () => (placements ?? []).toSorted((a, b) => (b.low ?? -1) - (a.low ?? -1)),
    [placements],
  );
  const columns = usePlacementColumns(trend, ofWork);
  const view = useTableView();
  const first = ofWork ? 'platform' : 'work';
  return (
    <Answered query={query} what={words.what.placements} partial>
      {() => (
        <DataTable
          key="placements"
          caption={words.placements.title}
          columns={columns}
          rows={rows}
          rowKey={row => String(row.placementId)}
          filter
          choose="part-placements"
          tools={<PartExport columns={columns} rows={rows} what={`${what}-placements`} />}
          totals={{
            [first]: words.placements.total,
            count: <Figure value={works.total} of={words.placements.total} />,
          }}
          empty={words.placements.empty}
          {...view}
        />
      )}
    </Answered>
  );
};

const WorksTable = ({ part, works, what }: Props) => {
  const { words } = useLocale();
  const own = useWorkWords().table;
  const columns = useWorkColumns(useTrends(part));
  return (
    <DataTable
      key="works"
      caption={own.works}
      columns={columns}
      rows={works.works}
      rowKey={row => row.id}
      filter
      tools={<PartExport columns={columns} rows={works.works} what={`${what}-works`} />}
      totals={{
        work: words.placements.total,
        count: <Figure value={works.total} of={words.placements.total} />,
      }}
      empty={own.noWorks}
      {...useTableView()}
    />
  );
};

/** Reads, exposures and the like of the same works: listed beside, with their own metric, and in no sum. */
const Beside = ({ rows, ofWork, what }: { rows: readonly PlacementRow[]; ofWork: boolean; what: string }) => {
  const { words } = useLocale();
  const columns = usePlacementColumns(null, ofWork);
  if (rows.length === 0) return null;
  return (
    <div className="part-beside" id="beside">
      <h3>{words.beside.title}</h3>
      <p className="panel-subtitle">{words.beside.note}</p>
      <DataTable
        caption={words.beside.title}
        columns={columns}
        rows={rows}
        rowKey={row => String(row.placementId)}
        tools={<PartExport columns={columns} rows={rows} what={`${what}-beside`} />}
        empty=""
      />
    </div>
  );
};

type ExportProps<Row> = {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly what: string;
};

const PartExport = <Row,>({ columns, rows, what }: ExportProps<Row>) => {
  const { words } = useLocale();
  const { id, asOf, timeZone, campaign } = useCampaignContext();
  const source = useSourceLine();
  return (
    <ExportMenu
      name={fileStem(id, what, wallOf(asOf, timeZone), campaign.formula.name)}
      about={[
        [words.placements.title, what],
        [words.exports.about, source],
      ]}
      table={() =>
        tableCsv(
          columns.filter(({ key }) => key !== 'trend'),
          rows,
        )
      }
    />
  );
};
