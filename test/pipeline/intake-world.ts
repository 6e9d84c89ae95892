import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { ManualClock } from '../../pipeline/clock.ts';
import type { Config } from '../../pipeline/config.ts';
import { DEFAULT_HITS } from '../../pipeline/domain/hits.ts';
import { DEFAULT_RULES } from '../../pipeline/domain/rules.ts';
import { type App, openApp } from '../../pipeline/jobs/app.ts';
import { register } from '../../pipeline/jobs/register.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { testConnection, testDatabase } from '../setup/clickhouse.ts';
import { type Received, type Step, startServer, type TestServer } from '../setup/http-server.ts';
import { at, catalogueOf, DOUYIN, KUAISHOU, WEIBO, ZONE } from '../sql/seed.ts';

export const NOW = at('12-29 12:00');
export const ITEM = '3x0000000000001';
export const POST = '4844577145688377';

/** A campaign with two episodes on the air, a clip of one, and an account on each of three platforms. */
const CATALOGUE = catalogueOf({
  platforms: [DOUYIN, KUAISHOU, WEIBO],
  episodes: [
    { id: 'education', organisation: '市教委', airedAt: at('12-27 09:00') },
    { id: 'civil', organisation: '市民政局', airedAt: at('12-29 09:00') },
  ],
  works: [
    {
      id: 'edu-clip',
      episodeId: 'education',
      title: '家门口又建一批好学校',
      series: '向局长问到底',
      publishedAt: at('12-27 12:00'),
    },
  ],
  placements: [
    { externalId: '@8hxd/01==', workId: 'edu-clip', url: 'https://www.douyin.com/video/7412345678901234567' },
  ],
});

const SECRETS: Readonly<Record<string, string>> = {
  DOUYIN_CLIENT_KEY: 'key-1',
  DOUYIN_CLIENT_SECRET: 'secret-1',
  KUAISHOU_APP_ID: 'app-1',
  KUAISHOU_APP_SECRET: 'secret-1',
  YOUTUBE_API_KEY: 'key-1',
};

const TOKEN = {
  result: 1,
  access_token: 'act.1',
  open_id: 'open-1',
  expires_in: 172_800,
  refresh_token: 'rft.1',
  refresh_token_expires_in: 15_552_000,
};

export type IntakeWorld = {
  readonly app: App;
  readonly clock: ManualClock;
  readonly server: TestServer;
  /** What the platforms answer, by path; tokens are given. */
  answer(answers: Readonly<Record<string, unknown>>): void;
};

/** A real app on a database of its own, whose platforms are one local server. Made before the file's tests. */
export const intakeWorld = (more: Partial<Config> = {}): IntakeWorld => {
  const { db } = testDatabase();
  const data = mkdtempSync(join(tmpdir(), 'renci-intake-'));
  const clock = new ManualClock(NOW);
  let answers: Readonly<Record<string, unknown>> = {};
  const answer = ({ path }: Received): Step => {
    if (path === '/oauth2/access_token') return { body: TOKEN };
    const body = answers[path];
    return body === undefined ? { status: 404, body: '' } : { body };
  };
  let app: App | undefined;
  let server: TestServer | undefined;
  beforeAll(async () => {
    server = await startServer(answer);
    const settings = { baseUrl: server.url, codes: { kuai: 'code-1' } };
    const config: Config = {
      file: 'renci.yaml',
      data,
      catalogues: [],
      timeZone: ZONE,
      clickhouse: { kind: 'server', ...testConnection(db.name) },
      dashboard: { host: '127.0.0.1', port: 0 },
      schedule: { hourly: '5 * * * *', nightly: '0 2 * * *' },
      cadence: { hourlyForHours: 72, dailyForDays: 14 },
      rules: DEFAULT_RULES,
      hits: DEFAULT_HITS,
      platforms: Object.fromEntries(
        ['douyin', 'kuaishou', 'weibo', 'netease', 'sohu', 'youtube'].map(id => [id, settings]),
      ),
      campaigns: {},
      hotListSchedule: '*/10 * * * *',
      hotLists: { 'douyin-hot-video': { enabled: false } },
      importFolder: null,
      keepPayloadsDays: 400,
      logLevel: null,
      secret: name => SECRETS[name] ?? null,
      ...more,
    };
    app = await openApp(config, { clock, log: silentLogger, sleep: async () => {} });
    await register(app, CATALOGUE);
  });
  afterAll(async () => {
    await app?.close();
    await server?.close();
    rmSync(data, { recursive: true, force: true });
  });
  return {
    get app() {
      if (!app) throw new Error('the world is not made yet');
      return app;
    },
    get server() {
      if (!server) throw new Error('the world is not made yet');
      return server;
    },
    clock,
    answer: given => {
      answers = given;
    },
  };
};
