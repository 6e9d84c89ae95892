import { useMemo } from 'react';
import type { Failures } from '../../../../api/contract.ts';
import type { Column } from '../../components/data-table.tsx';
import { useLocale } from '../../locales/use-locale.tsx';
import { useCollection } from './context.tsx';
import { CollectionExport } from './export.tsx';
import { endOf } from './scope.ts';
import { kindWords, useCollectionWords } from './words.ts';

type Failure = Failures['failures'][number];

/** What is unread, one line a reason, to send to whoever repairs it. */
export const FailureExport = ({ failures }: { failures: readonly Failure[] }) => {
  const { say } = useLocale();
  const own = useCollectionWords();
  const { platform } = useCollection();
  const columns = useMemo<Column<Failure>[]>(
    () => [
      { key: 'platform', header: own.windows.platform, value: row => platform(row.platform) },
      { key: 'account', header: own.quotas.account, value: row => row.accountName },
      { key: 'kind', header: own.files.kind, value: row => kindWords(own, endOf(row)).name },
      { key: 'cause', header: own.files.cause, value: row => say(row.cause) },
      { key: 'count', header: own.files.count, value: row => row.count },
      { key: 'first', header: own.files.first, value: row => row.firstAt },
      { key: 'last', header: own.files.last, value: row => row.lastAt },
      { key: 'times', header: own.rejects.times, value: row => row.times },
      { key: 'do', header: own.repair.do, value: row => kindWords(own, endOf(row)).do },
      { key: 'placements', header: own.files.placements, value: row => row.placements.join(' ') },
    ],
    [own, say, platform],
  );
  return (
    <div className="repair-tools">
      <CollectionExport what="failures" title={own.repair.title} columns={columns} rows={failures} />
    </div>
  );
};
