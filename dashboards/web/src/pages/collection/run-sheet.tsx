import { useMemo } from 'react';
import type { RunDetail } from '../../../../api/contract.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { RunMark } from '../../components/state-mark.tsx';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useCollection } from './context.tsx';
import { PlacementLinks } from './placement-links.tsx';
import { endOf } from './scope.ts';
import { kindWords, useCollectionWords } from './words.ts';

type Requests = RunDetail['requests'][number];

type Run = RunDetail['run'];

/** Targets that a run which was stopped has not asked for. */
const unaskedOf = ({ expected, read, missed, failed, endedAt }: Run): number =>
  endedAt === null ? 0 : expected - read - missed - failed;

/** What stands below in full, or in the counts above. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set(['ended', 'left-alone']);

/** Who began it, who stopped it, what waited and what was read twice. */
const Remarks = ({ run: { remarks } }: { run: Run }) => {
  const { say } = useLocale();
  const told = (remarks ?? []).filter(({ code }) => !TOLD_ELSEWHERE.has(code));
  if (told.length === 0) return null;
  return (
    <ul className="run-remarks">
      {told.map(({ words }) => (
        <li key={words.en}>{say(words)}</li>
      ))}
    </ul>
  );
};

/** What one run did: how it ended, what it could not read and why, and every account it asked. */
export const RunSheet = ({ detail: { run, ends, requests, more } }: { detail: RunDetail }) => {
  const { words, say } = useLocale();
  const own = useCollectionWords();
  const { platform, account } = useCollection();
  return (
    <div className="collection-sheet">
      <p className="run-line">
        <RunMark state={run.state} />
        <span className="number">{own.lead.counts(formatFull(run.expected), formatFull(run.read))}</span>
        {run.failed > 0 && <span className="mark-failed">{own.lead.lost(formatFull(run.failed))}</span>}
        {run.missed > 0 && <span>{own.lead.missed(formatFull(run.missed))}</span>}
        {unaskedOf(run) > 0 && <span>{own.lead.unasked(formatFull(unaskedOf(run)))}</span>}
        <span>
          {words.triggers[run.trigger]}
          {run.job !== '' && `${words.dot}${own.history.jobs[run.job]}`}
        </span>
      </p>
      <Remarks run={run} />
      <h3>{own.run.ends}</h3>
      {ends.length === 0 && <p>{own.run.allRead}</p>}
      <ul className="run-ends">
        {ends.map(end => {
          const { name, do: todo } = kindWords(own, endOf(end));
          return (
            <li key={`${end.platform} ${end.account} ${end.status} ${end.kind} ${end.reason}`}>
              <p>
                <b className={end.status === 'failed' ? 'mark-failed' : undefined}>{name}</b>
                {words.colon}
                {platform(end.platform)}
                {words.dot}
                {account(end.platform, end.account)}
                {words.comma}
                {own.repair.placements(formatFull(end.placements.length))}
              </p>
              <p className="repair-note">{todo}</p>
              {end.reason !== '' && <p>{say(end.cause)}</p>}
              <PlacementLinks placements={end.placements} />
            </li>
          );
        })}
      </ul>
      {more && <p>{own.run.more}</p>}
      <h3>{own.run.requests}</h3>
      {requests.length === 0 ? <p>{own.run.noRequests}</p> : <RequestTable rows={requests} />}
      <h3>{own.run.summary}</h3>
      <p lang="en" className="repair-note">
        {run.summary}
      </p>
      <p className="repair-note">
        {own.run.id} <code className="mono">{run.id}</code>
      </p>
    </div>
  );
};

const RequestTable = ({ rows }: { rows: readonly Requests[] }) => {
  const { words } = useLocale();
  const own = useCollectionWords();
  const { platform, account } = useCollection();
  const columns = useMemo<Column<Requests>[]>(
    () => [
      {
        key: 'account',
        header: own.quotas.account,
        value: row => `${platform(row.platform)}${words.dot}${account(row.platform, row.account)}`,
      },
      {
        key: 'requests',
        header: own.run.count,
        numeric: true,
        value: row => row.requests,
        cell: row => formatFull(row.requests),
      },
      {
        key: 'failed',
        header: own.run.errors,
        numeric: true,
        value: row => row.failed,
        cell: row => (
          <span className={row.failed > 0 ? 'mark-failed' : undefined}>
            {formatFull(row.failed)}
            {row.kinds.length > 0 && (
              <span className="cell-note">
                {row.kinds.map(kind => kindWords(own, kind).name).join(words.comma)}
              </span>
            )}
          </span>
        ),
      },
      {
        key: 'spent',
        header: own.run.spent,
        numeric: true,
        value: row => Math.round(row.spentMs / row.requests),
        cell: row => (
          <span className="nowrap">{own.run.ms(formatFull(Math.round(row.spentMs / row.requests)))}</span>
        ),
      },
    ],
    [own, words, platform, account],
  );
  return (
    <DataTable
      caption={own.run.requests}
      columns={columns}
      rows={rows}
      rowKey={row => `${row.platform} ${row.account}`}
      empty={own.run.noRequests}
    />
  );
};
