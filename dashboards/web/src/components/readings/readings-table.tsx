import { type ReadingsAnswer, useServer } from '../../api/queries.ts';
import { fileStem } from '../../format/csv.ts';
import { wallOf } from '../../format/dates.ts';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { Answered } from '../answered.tsx';
import { useCampaignContext } from '../campaign/context.ts';
import { useSourceLine } from '../campaign/use-source-line.ts';
import { DataTable, tableCsv } from '../data-table.tsx';
import { ExportMenu } from '../export-menu.tsx';
import type { TableView } from '../table/column.ts';
import { readingKey } from './reading-key.ts';
import { useReadingColumns } from './use-reading-columns.tsx';
import { useReadingWords } from './words.ts';

type Props = {
  readonly placementId: number;
  /** What it shows, for the file. */
  readonly title: string;
  readonly query: ReadingsAnswer;
  /** True on a page that is not the placement's own: answers and decisions are opened there. */
  readonly isElsewhere?: boolean;
  /** Sort and filter kept elsewhere. */
  readonly view?: TableView;
  readonly onView?: (view: TableView) => void;
};

/** The most that one answer of the API holds. */
const AT_ONCE = 2_000;

/** The readings of one placement, newest first; the same on its page and in a sheet. Older ones are asked for. */
export const ReadingsTable = ({ placementId, title, query, isElsewhere = false, ...view }: Props) => {
  const { words } = useLocale();
  const own = useReadingWords();
  const { id, campaign, asOf, timeZone } = useCampaignContext();
  const server = useServer();
  const source = useSourceLine();
  const columns = useReadingColumns({
    elsewhere: isElsewhere ? placementId : null,
    mayDecide: server?.mayCollect === true,
  });
  return (
    <Answered query={query} what={words.what.readings} partial>
      {({ readings, total, more }) => (
        <>
          <DataTable
            caption={words.readings.title}
            columns={columns}
            rows={readings}
            rowKey={reading => `${readingKey(reading)}|${reading.recordedAt}`}
            filter
            choose="readings"
            tools={
              <ExportMenu
                name={fileStem(id, `placement-${placementId}`, wallOf(asOf, timeZone), campaign.formula.name)}
                about={[
                  [words.readings.title, title],
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
          {more && (
            <p className="readings-more">
              <span>{own.listed(formatFull(readings.length), formatFull(total))}</span>
              <button type="button" className="button" disabled={query.isAskingMore} onClick={query.askMore}>
                {query.isAskingMore
                  ? own.asking
                  : own.more(formatFull(Math.min(AT_ONCE, total - readings.length)))}
              </button>
            </p>
          )}
        </>
      )}
    </Answered>
  );
};
