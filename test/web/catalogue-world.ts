import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApi } from '../../dashboards/api/app.ts';
import { loadCatalogue } from '../../pipeline/catalogue/load.ts';
import { ManualClock } from '../../pipeline/clock.ts';
import type { Config } from '../../pipeline/config.ts';
import { HOUR } from '../../pipeline/days.ts';
import { DEFAULT_HITS } from '../../pipeline/domain/hits.ts';
import { DEFAULT_RULES } from '../../pipeline/domain/rules.ts';
import { type App, openApp } from '../../pipeline/jobs/app.ts';
import { createDesk } from '../../pipeline/jobs/desk.ts';
import { register } from '../../pipeline/jobs/register.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { serveDashboard } from '../../pipeline/serve.ts';
import { type InboxEntry, inboxId, insertInbox } from '../../pipeline/store/inbox.ts';
import { at } from '../sql/seed.ts';

export const FILE = fileURLToPath(new URL('../../pipeline/demo/catalogue.yaml', import.meta.url));
const PAGES =
  process.env.RENCI_TEST_PAGES ?? fileURLToPath(new URL('../../dashboards/web/dist', import.meta.url));
const NOW = at('12-30 18:00');
const CAMPAIGN = 'year-end-interviews-2022';

/** A clock that moves on by itself, so that one change follows another. */
class TickingClock extends ManualClock {
  override now(): number {
    this.set(super.now() + 1);
    return super.now();
  }
}

const configOf = (data: string): Config => ({
  file: 'renci.yaml',
  data,
  catalogues: [],
  timeZone: 'Asia/Shanghai',
  clickhouse: { kind: 'embedded', database: 'renci' },
  dashboard: { host: '127.0.0.1', port: 0 },
  schedule: { hourly: '5 * * * *', nightly: '0 2 * * *' },
  cadence: { hourlyForHours: 72, dailyForDays: 14 },
  rules: DEFAULT_RULES,
  hits: DEFAULT_HITS,
  platforms: {},
  campaigns: {},
  hotListSchedule: '*/10 * * * *',
  hotLists: {},
  importFolder: null,
  keepPayloadsDays: null,
  logLevel: null,
  secret: () => null,
});

type Found = Partial<InboxEntry> & Pick<InboxEntry, 'externalId' | 'title'>;

/** An entry of the inbox: a clip on the first Kuaishou account, that waits and is surely of the episode on education. */
export const entryOf = ({ externalId, ...parts }: Found): InboxEntry => ({
  id: inboxId(parts.platform ?? 'kuaishou', externalId),
  platform: 'kuaishou',
  accountId: 'kuaishou-jinyun',
  externalId,
  url: `https://www.kuaishou.com/short-video/${externalId}`,
  kind: 'clip',
  metric: 'plays',
  publishedAt: NOW - 5 * HOUR,
  discoveredAt: NOW - HOUR,
  proposal: {
    campaignId: CAMPAIGN,
    episodeId: 'education',
    workId: null,
    rule: 'hashtag #教育 + within 24 h of the broadcast',
    isConfident: true,
    doubt: '',
  },
  state: 'waiting',
  placementId: null,
  updatedAt: NOW - HOUR,
  ...parts,
});

export type CatalogueWorld = {
  readonly app: App;
  readonly url: string;
  /** The same data, on a server that may not change them. */
  readonly readOnlyUrl: string;
  close(): Promise<void>;
};

/** The reference campaign's catalogue on a database of its own, that tests may change, with an inbox. */
export const openCatalogueWorld = async (
  entries: readonly InboxEntry[],
  { pages = PAGES, port = 0 }: { readonly pages?: string; readonly port?: number } = {},
): Promise<CatalogueWorld> => {
  const data = mkdtempSync(join(tmpdir(), 'renci-catalogue-'));
  const clock = new TickingClock(NOW);
  const app = await openApp(configOf(data), { clock, log: silentLogger, role: 'service' });
  await register(app, loadCatalogue(FILE));
  await insertInbox(app.db, entries);
  const { db, now, collectors, config } = app;
  const deps = {
    ...{ db, clock, log: silentLogger, now, collectors, config, staticDir: pages },
    version: '1.2.3',
  };
  const address = { host: '127.0.0.1', port };
  const served = await serveDashboard(createApi({ ...deps, desk: createDesk(app) }), address);
  const readOnly = await serveDashboard(createApi(deps), { host: '127.0.0.1', port: 0 });
  return {
    app,
    url: served.url,
    readOnlyUrl: readOnly.url,
    close: async () => {
      await served.close();
      await readOnly.close();
      await app.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
};
