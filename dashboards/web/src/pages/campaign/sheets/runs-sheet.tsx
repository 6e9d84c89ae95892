import type { Runs } from '../../../../../api/contract.ts';
import { useRuns } from '../../../api/queries.ts';
import { useCampaignContext } from '../../../components/campaign/context.ts';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { Problem } from '../../../components/problem.tsx';
import { BoneRows } from '../../../components/skeleton.tsx';
import { RunMark } from '../../../components/state-mark.tsx';
import { formatMomentShort } from '../../../format/dates.ts';
import { formatFull } from '../../../format/numbers.ts';
import { useLocale } from '../../../locales/use-locale.tsx';

type Run = Runs['runs'][number];

/** The ledger of collection: each slot, what it read and what it could not. */
export const RunsSheet = () => {
  const { words } = useLocale();
  const { data, error, refetch } = useRuns();
  const columns = useColumns();
  if (error && !data) {
    return <Problem error={error} what={words.what.runs} partial onRetry={() => void refetch()} />;
  }
  if (!data) return <BoneRows rows={10} height={44} />;
  return (
    <DataTable
      caption={words.runs.title}
      columns={columns}
      rows={data.runs}
      rowKey={run => run.id}
      empty={words.runs.none}
    />
  );
};

const useColumns = (): Column<Run>[] => {
  const { locale, words } = useLocale();
  const { timeZone } = useCampaignContext();
  const { runs } = words;
  const at = (instant: string) => formatMomentShort(Date.parse(instant), timeZone, locale);
  const count = (key: 'expected' | 'read' | 'missed' | 'failed'): Column<Run> => ({
    key,
    header: runs[key],
    numeric: true,
    value: run => run[key],
    cell: run => formatFull(run[key]),
  });
  return [
    {
      key: 'slot',
      header: runs.slot,
      value: run => run.slot,
      cell: run => (
        <span className="nowrap number">
          {at(run.slot)}
          <span className="cell-note mono">{run.id}</span>
        </span>
      ),
    },
    {
      key: 'state',
      header: runs.state,
      value: run => words.runStates[run.state],
      cell: run => <RunMark state={run.state} />,
    },
    count('expected'),
    count('read'),
    count('missed'),
    count('failed'),
    {
      key: 'trigger',
      header: runs.trigger,
      value: run => words.triggers[run.trigger],
      cell: run => <span className="nowrap">{words.triggers[run.trigger]}</span>,
    },
    {
      key: 'ended',
      header: runs.ended,
      csvOnly: true,
      value: run => run.endedAt,
      cell: () => null,
    },
    {
      key: 'summary',
      header: runs.summary,
      value: run => run.summary,
      cell: run => <span className="cell-reason">{run.summary}</span>,
    },
  ];
};
