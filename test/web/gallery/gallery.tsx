import '../../../dashboards/web/src/theme/tokens.css';
import '../../../dashboards/web/src/theme/base.css';
import '../../../dashboards/web/src/theme/fonts.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiError } from '../../../dashboards/web/src/api/client.ts';
import { createQueryClient } from '../../../dashboards/web/src/api/queries.ts';
import { ConfirmForm } from '../../../dashboards/web/src/components/confirm-form.tsx';
import { type Column, DataTable } from '../../../dashboards/web/src/components/data-table.tsx';
import { HintLayer } from '../../../dashboards/web/src/components/hint.tsx';
import { Page } from '../../../dashboards/web/src/components/page.tsx';
import { Progress } from '../../../dashboards/web/src/components/progress.tsx';
import { Sparkline } from '../../../dashboards/web/src/components/sparkline.tsx';
import { useTableView } from '../../../dashboards/web/src/components/table/use-table-view.ts';
import { LocaleProvider } from '../../../dashboards/web/src/locales/use-locale.tsx';
import { followHistory } from '../../../dashboards/web/src/url/history.ts';

/** The shared components with made-up rows, for what no page of the demo shows: thousands of rows, refusals. */
type Row = {
  readonly id: number;
  readonly name: string;
  readonly platform: string;
  readonly count: number | null;
};

const PLATFORMS = ['抖音', '快手', '津云', '微博', '腾讯'];
const rows: Row[] = Array.from({ length: 5000 }, (_, index) => ({
  id: index + 1,
  name: `作品 ${index + 1}：第 ${1 + (index % 11)} 期的一段短视频`,
  platform: PLATFORMS[index % 5] ?? '',
  // In an order of its own, with a gap every hundred rows.
  count: index % 100 === 99 ? null : (index * 7919) % 100_003,
}));

const columns: Column<Row>[] = [
  { key: 'name', header: '作品', value: row => row.name },
  { key: 'count', header: '观看量', numeric: true, value: row => row.count, reason: () => '从未读到' },
  { key: 'platform', header: '平台', value: row => row.platform },
  {
    key: 'trend',
    header: '走势',
    value: () => '',
    cell: row => <Sparkline values={[1, 3, row.id % 7, 9]} label="走势" />,
  },
  { key: 'id', header: '编号', numeric: true, hidden: true, value: row => row.id },
];

const Gallery = () => {
  const [tries, setTries] = useState(0);
  const [done, setDone] = useState('');
  return (
    <Page title="Gallery">
      <DataTable
        caption="分发"
        columns={columns}
        rows={rows}
        rowKey={row => String(row.id)}
        totals={{ name: '合计', count: '247,526,114' }}
        filter
        choose="gallery"
        empty="—"
        {...useTableView()}
      />
      <h2>Progress</h2>
      <Progress
        label="采集"
        doing="正在读抖音：61 个分发"
        parts={[
          { key: 'douyin', label: '抖音', done: 40, total: 61, failed: 3, note: '限速，0.5 秒一次' },
          { key: 'jinyun', label: '津云', done: 22, total: 22 },
        ]}
        leave
        onCancel={() => {}}
      />
      <h2>Confirm</h2>
      <ConfirmForm
        action="接受读数"
        run={async signed => {
          setTries(tries + 1);
          if (tries === 0) {
            const said = { zh: '本服务只读，不接受更改。', en: 'This server only reads.' };
            throw new ApiError('read-only', { kind: 'read-only', status: 403, reference: 'ref-1', said });
          }
          setDone(JSON.stringify(signed));
        }}
      />
      <output>{done}</output>
    </Page>
  );
};

followHistory();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <QueryClientProvider client={createQueryClient()}>
      <LocaleProvider>
        <Gallery />
        <HintLayer />
      </LocaleProvider>
    </QueryClientProvider>,
  );
}
