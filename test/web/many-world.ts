import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApi } from '../../dashboards/api/app.ts';
import { createDatabaseClient, type Database } from '../../pipeline/clickhouse/client.ts';
import { startEmbedded } from '../../pipeline/clickhouse/embedded.ts';
import { migrate } from '../../pipeline/clickhouse/migrate.ts';
import { ManualClock } from '../../pipeline/clock.ts';
import { DAY, dateTime64, HOUR } from '../../pipeline/days.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { serveDashboard } from '../../pipeline/serve.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { writeReference } from '../../pipeline/store/reference.ts';
import { at, catalogueOf, DOUYIN, KUAISHOU, WEIBO } from '../sql/seed.ts';

const PAGES = fileURLToPath(new URL('../../dashboards/web/dist', import.meta.url));
export const PLACEMENTS = 5_000;
/** Works of four placements each; every twelfth is of the campaign alone. */
const WORKS = PLACEMENTS / 4;
const EPISODES = 11;
const BEGINS = at('12-27 10:00');
const NOW = at('12-30 18:00');
/** Readings of a placement: one every six hours. */
const EACH = 13;

/** A campaign of 5,000 placements in a ClickHouse of its own, behind the real API, with the built pages. */
export const openManyWorld = async (
  pages = PAGES,
): Promise<{ readonly url: string; close(): Promise<void> }> => {
  const dir = mkdtempSync(join(tmpdir(), 'renci-many-'));
  const server = await startEmbedded({ dir, log: silentLogger });
  const db = createDatabaseClient({ ...server, database: 'renci' });
  await migrate(db);
  await fill(db);
  const api = createApi({
    ...{ db, clock: new ManualClock(NOW), log: silentLogger, collectors: [], version: '1.2.3' },
    config: { data: dir, platforms: {}, secret: () => null },
    now: async () => ({ asOf: NOW, knownAt: NOW, isNow: true }),
    staticDir: pages,
  });
  const served = await serveDashboard(api, { host: '127.0.0.1', port: 0 });
  return {
    url: served.url,
    close: async () => {
      await served.close();
      await db.close();
      await server.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
};

const fill = async (db: Database): Promise<void> => {
  await writeReference(db, BEGINS - DAY);
  const works = Array.from({ length: WORKS }, (_, n) => n);
  const catalogue = catalogueOf({
    id: 'many',
    episodes: Array.from({ length: EPISODES }, (_, n) => ({ id: `e${n}`, airedAt: BEGINS + n * HOUR })),
    works: works.map(n => ({
      id: `w${n}`,
      episodeId: n % 12 === EPISODES ? null : `e${n % 12}`,
      title: `第${n + 1}条：群众关心的事，局长这样回答`,
    })),
    platforms: [DOUYIN, KUAISHOU, WEIBO],
    placements: [],
  });
  await applyCatalogue(db, catalogue, BEGINS - DAY);
  const run = (sql: string): Promise<void> => db.command(sql, { name: 'fill' });
  await run(
    `INSERT INTO placements (placement_id, work_id, campaign_id, episode_id, platform, account_id, external_id, url, metric, published_at, registered_at, updated_at)
     SELECT number + 1, concat('w', toString(work)), 'many', if(work % 12 = ${EPISODES}, '', concat('e', toString(work % 12))),
       ['douyin', 'kuaishou', 'weibo'][number % 3 + 1], ['jinyun', 'kuai', 'hao'][number % 3 + 1],
       toString(7000000000000000000 + number), concat('https://www.example.test/video/', toString(7000000000000000000 + number)),
       'plays', '${dateTime64(BEGINS)}', '${dateTime64(BEGINS - DAY)}', '${dateTime64(BEGINS - DAY)}'
     FROM (SELECT number, intDiv(number, 4) AS work FROM numbers(${PLACEMENTS}))`,
  );
  await run(
    `INSERT INTO readings (placement_id, metric, source, observed_at, recorded_at, local_date, low, high, text, step, others_positive,
       published_at, run_id, payload_id, verdict, reason, has_count, count_low, count_high, accepted_at, revision, interval_s)
     SELECT toUInt32(intDiv(number, ${EACH}) + 1) AS placement, 'plays', 'api',
       toDateTime64('${dateTime64(BEGINS)}', 3, 'UTC') + toIntervalHour(6 * (number % ${EACH} + 1)) AS at, at, toDate(at, 'Asia/Shanghai'),
       toUInt64(100 + (cityHash64(placement) % 5000) * (number % ${EACH} + 1)) AS value, value, toString(value), 1, true,
       toDateTime64('${dateTime64(BEGINS)}', 3, 'UTC'), 'run', '', 'accepted', '', true, value, value, at, 0, 21600
     FROM numbers(${PLACEMENTS * EACH})`,
  );
};
