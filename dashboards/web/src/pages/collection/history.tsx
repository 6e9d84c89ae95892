import { useMemo } from 'react';
import { Link } from 'wouter';
import type { Runs } from '../../../../api/contract.ts';
import { Answered } from '../../components/answered.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { BoneRows } from '../../components/skeleton.tsx';
import { RunMark } from '../../components/state-mark.tsx';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { choiceParam, flagParam } from '../../url/params.ts';
import { useParams, useSheets } from '../../url/use-params.ts';
import { useCollection } from './context.tsx';
import { CollectionExport } from './export.tsx';
import { useHistory } from './queries.ts';
import { useCollectionWords } from './words.ts';

type Run = Runs['runs'][number];

const CHOICES = ['all', 'nightly', 'troubled'] as const;
const PARAMS = { runs: choiceParam(CHOICES, 'all'), more: flagParam };
/** A day of hours; what is older is shown when it is asked for. */
const FIRST = 24;

/** The ledger: each run, what it read and what it could not; one line leads to all of it. */
export const History = () => {
  const own = useCollectionWords();
  const { state, go } = useParams(PARAMS);
  const query = useHistory(state.runs);
  return (
    <>
      <fieldset className="history-choice">
        <legend className="visually-hidden">{own.history.choose}</legend>
        {CHOICES.map(choice => (
          <button
            key={choice}
            type="button"
            className="tool-choice"
            aria-pressed={state.runs === choice}
            onClick={() => go({ runs: choice })}
          >
            {own.history.choices[choice]}
          </button>
        ))}
        {query.data && query.data.runs.length > 0 && (
          <span className="table-count">
            {own.history.newest(
              formatFull(state.more ? query.data.runs.length : Math.min(FIRST, query.data.runs.length)),
            )}
          </span>
        )}
      </fieldset>
      <Answered query={query} what={own.what.runs} partial skeleton={<BoneRows rows={8} height={36} />}>
        {({ runs }) => (
          <>
            <RunTable runs={state.more ? runs : runs.slice(0, FIRST)} />
            {!state.more && runs.length > FIRST && (
              <button type="button" className="button history-more" onClick={() => go({ more: true })}>
                {own.history.more(formatFull(runs.length))}
              </button>
            )}
          </>
        )}
      </Answered>
    </>
  );
};

const RunTable = ({ runs }: { runs: readonly Run[] }) => {
  const { words, say: tell } = useLocale();
  const { history: own } = useCollectionWords();
  const { at } = useCollection();
  const sheets = useSheets();
  const columns = useMemo<Column<Run>[]>(() => {
    const count = (key: 'expected' | 'read' | 'missed' | 'failed'): Column<Run> => ({
      key,
      header: words.runs[key],
      numeric: true,
      value: run => run[key],
      cell: run => (
        <span className={key === 'failed' && run.failed > 0 ? 'mark-failed' : ''}>
          {formatFull(run[key])}
        </span>
      ),
    });
    const took = (run: Run): number | null =>
      run.endedAt === null ? null : (Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1_000;
    const say = (seconds: number): string =>
      seconds < 60
        ? own.seconds(String(Math.ceil(seconds)))
        : own.minutes(formatFull(Math.floor(seconds / 60)), String(Math.floor(seconds % 60)));
    return [
      {
        key: 'slot',
        header: words.runs.slot,
        value: run => run.slot,
        cell: run => (
          <Link className="quiet-link nowrap number" href={sheets.hrefOf('run', run.id)}>
            {at(run.slot)}
          </Link>
        ),
      },
      {
        key: 'state',
        header: words.runs.state,
        value: run => words.runStates[run.state],
        cell: run => <RunMark state={run.state} />,
      },
      count('expected'),
      count('read'),
      count('missed'),
      count('failed'),
      {
        key: 'trigger',
        header: words.runs.trigger,
        value: run => `${words.triggers[run.trigger]} ${own.jobs[run.job]}`,
        cell: run => (
          <span className="nowrap">
            {words.triggers[run.trigger]}
            {run.job !== '' && `${words.dot}${own.jobs[run.job]}`}
          </span>
        ),
      },
      {
        key: 'told',
        header: own.told,
        csvOnly: true,
        value: run =>
          run.remarks ? run.remarks.map(({ words: said }) => tell(said)).join('；') : run.summary,
      },
      {
        key: 'took',
        header: own.took,
        numeric: true,
        value: took,
        cell: run => {
          const seconds = took(run);
          return <span className="nowrap">{seconds === null ? '—' : say(seconds)}</span>;
        },
      },
    ];
  }, [words, own, at, sheets, tell]);
  return (
    <DataTable
      caption={own.title}
      columns={columns}
      rows={runs}
      rowKey={run => run.id}
      tools={<CollectionExport what="runs" title={own.title} columns={columns} rows={runs} />}
      empty={own.none}
    />
  );
};
