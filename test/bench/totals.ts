import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi } from '../../dashboards/api/app.ts';
import { createDatabaseClient } from '../../pipeline/clickhouse/client.ts';
import { startEmbedded } from '../../pipeline/clickhouse/embedded.ts';
import { migrate } from '../../pipeline/clickhouse/migrate.ts';
import { ManualClock } from '../../pipeline/clock.ts';
import { DAY } from '../../pipeline/days.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { readPlacementCounts } from '../../pipeline/store/placement-counts.ts';
import { asOfParams, select } from '../sql/select.ts';
import { BEGINS, CAMPAIGN, campaignId, ENDS, fill } from './filled.ts';

/**
 * total(T, K) of a campaign of 1,000 placements, and the queries of its page, against the server's own SELECT 1, asked in
 * turn so that a busy machine slows all of them. Fails where the 95th of a hundred is above 3 × SELECT 1 + 30 ms, or a
 * reading takes more than 4 bytes on disk.
 *
 * `node test/bench/totals.ts [millions of readings, 10] [folder to keep the database in]`: a hundred millions take minutes.
 */
const ROUNDS = 60;
const MOST_BYTES = 4;
const readings = Number(process.argv[2] ?? 10) * 1_000_000;
const kept = process.argv[3];
const folder = kept ?? mkdtempSync(join(tmpdir(), 'renci-bench-'));

const server = await startEmbedded({ dir: folder, log: silentLogger });
const db = createDatabaseClient({ ...server, database: 'renci' });
try {
  await migrate(db);
  const stored = async (): Promise<number> =>
    Number((await select(db, 'SELECT count() AS n FROM readings'))[0]?.n);
  if ((await stored()) !== readings) {
    const began = performance.now();
    await fill(db, readings);
    console.log(
      `filled with ${readings.toLocaleString('en')} readings in ${Math.round((performance.now() - began) / 1000)} s`,
    );
  }
  const [size] = await select(
    db,
    `SELECT sum(bytes_on_disk) / sum(rows) AS bytes, count() AS parts FROM system.parts
     WHERE active AND database = currentDatabase() AND table = 'readings'`,
  );
  const id = campaignId(Math.floor(readings / 500 / CAMPAIGN / 2));
  const now = { asOf: ENDS + DAY, knownAt: ENDS + DAY };
  const past = { asOf: BEGINS + 40 * DAY, knownAt: BEGINS + 60 * DAY };
  const api = createApi({
    ...{ db, clock: new ManualClock(now.asOf), log: silentLogger, collectors: [], version: 'bench' },
    config: { data: folder, platforms: {}, secret: () => null },
    now: async () => ({ ...now, isNow: true }),
  });
  const get = async (path: string): Promise<void> => {
    const response = await api.request(`/api/v1/campaigns/${id}${path}`);
    const text = await response.text();
    if (response.status !== 200) throw new Error(text);
  };
  const iso = (at: number): string => new Date(at).toISOString();
  const clocks = `asOf=${iso(past.asOf)}&knownAt=${iso(past.knownAt)}`;
  const asked: Readonly<Record<string, () => Promise<unknown>>> = {
    'SELECT 1': () => select(db, 'SELECT 1'),
    'counts, now': () => readPlacementCounts(db, id, { ...now, isNow: true }),
    'counts, past T and K': () => readPlacementCounts(db, id, past),
    'campaign page, now': () => get(''),
    'campaign page, past T and K': () => get(`?${clocks}`),
    'episodes, now': () => get('/episodes'),
    'platforms, now': () => get('/platforms'),
    'daily curve, now': () => get('/daily'),
    'placements, now': () => get('/placements'),
  };
  const slow: Readonly<Record<string, () => Promise<unknown>>> = {
    'daily curve, past T and K': () => get(`/daily?${clocks}`),
    'SQL view totals_as_of, one campaign': () =>
      select(
        db,
        `SELECT * FROM totals_as_of(as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')},
           formula = 'video_view_times@1') WHERE campaign_id = {id:String}`,
        { ...asOfParams(past.asOf, past.knownAt), id },
      ),
  };
  const spent = new Map<string, number[]>();
  const measure = async (name: string, ask: () => Promise<unknown>): Promise<void> => {
    const began = performance.now();
    await ask();
    spent.set(name, [...(spent.get(name) ?? []), performance.now() - began]);
  };
  // The first answers read the marks; nobody waits for them twice.
  for (const ask of Object.values(asked)) await ask();
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [name, ask] of Object.entries(asked)) await measure(name, ask);
  for (let round = 0; round < 3; round += 1)
    for (const [name, ask] of Object.entries(slow)) await measure(name, ask);

  const quantile = (name: string, share: number): number => {
    const sorted = (spent.get(name) ?? []).toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  };
  const bar = 3 * quantile('SELECT 1', 0.95) + 30;
  console.table(
    [...spent.keys()].map(name => ({
      question: name,
      'least ms': quantile(name, 0).toFixed(1),
      'p50 ms': quantile(name, 0.5).toFixed(1),
      'p95 ms': quantile(name, 0.95).toFixed(1),
      within: name in slow ? 'not held to it' : quantile(name, 0.95) <= bar,
    })),
  );
  const bytes = Number(size?.bytes);
  console.log(
    `${readings.toLocaleString('en')} readings in ${size?.parts} parts, ${bytes.toFixed(2)} bytes each on disk (at most ` +
      `${MOST_BYTES}); the bar is 3 × SELECT 1 + 30 ms = ${bar.toFixed(1)} ms`,
  );
  const isSlow = Object.keys(asked).some(name => quantile(name, 0.95) > bar);
  if (isSlow || bytes > MOST_BYTES) process.exitCode = 1;
} finally {
  await db.close();
  await server.stop();
  if (kept === undefined) rmSync(folder, { recursive: true, force: true });
}
