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
import { rememberCatalogue } from '../../pipeline/store/remembered.ts';
import { asOfParams, select } from '../sql/select.ts';
import { BEGINS, CAMPAIGN, campaignId, ENDS, fill } from './filled.ts';
import { campaignPage } from './page-questions.ts';

/**
 * total(T, K) of a campaign of 1,000 placements, and everything its page asks, against the server's own SELECT 1, asked in turn
 * so that a busy machine slows all of them. `first ms` is the first answer of a process that remembers nothing; the others
 * are of the next ones, of a page that is open or asked for again. Fails where the 95th of a hundred is above 3 × SELECT 1 +
 * 30 ms, or a reading takes more than 4 bytes on disk.
 *
 * `node test/bench/totals.ts [millions of readings, 10] [folder to keep the database in] [rounds, 40]`: a hundred millions
 * take minutes to fill.
 */
const MOST_BYTES = 4;
const readings = Number(process.argv[2] ?? 10) * 1_000_000;
const kept = process.argv[3];
const rounds = Number(process.argv[4] ?? 40);
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
    // The present goes on while it is asked about: no two requests share their clocks.
    now: async () => {
      now.asOf += 1;
      now.knownAt += 1;
      return { ...now, isNow: true };
    },
  });
  const get = async (path: string): Promise<void> => {
    const response = await api.request(`/api/v1${path}`);
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${path}: ${text}`);
  };
  const remembered = rememberCatalogue(db, silentLogger);
  let earlier = 0;
  const asked: Readonly<Record<string, () => Promise<unknown>>> = {
    'SELECT 1': () => select(db, 'SELECT 1'),
    'total(T, K), now': () => readPlacementCounts(db, id, { ...now, isNow: true }),
    // Of other clocks each time: what is remembered of readings does not answer it.
    'total(T, K), past': () => {
      earlier += 1_000;
      const moment = { asOf: past.asOf - earlier, knownAt: past.knownAt - earlier };
      return remembered.within(() => readPlacementCounts(remembered.db, id, moment));
    },
    ...Object.fromEntries(
      campaignPage(id, campaignId(0), past).map(({ name, path }) => [name, () => get(path)]),
    ),
  };
  const spent = new Map<string, number[]>();
  const measure = async (name: string, ask: () => Promise<unknown>): Promise<void> => {
    const began = performance.now();
    await ask();
    spent.set(name, [...(spent.get(name) ?? []), performance.now() - began]);
  };
  for (let round = 0; round <= rounds; round += 1)
    for (const [name, ask] of Object.entries(asked)) await measure(name, ask);

  const view = performance.now();
  await select(
    db,
    `SELECT * FROM totals_as_of(as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')},
       formula = 'video_view_times@1') WHERE campaign_id = {id:String}`,
    { ...asOfParams(past.asOf, past.knownAt), id },
  );
  const viewMs = performance.now() - view;

  /** Of the answers after the first. */
  const quantile = (name: string, share: number): number => {
    const sorted = (spent.get(name) ?? []).slice(1).toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  };
  const bar = 3 * quantile('SELECT 1', 0.95) + 30;
  const ms = (value: number | undefined): string => (value ?? Number.NaN).toFixed(1);
  console.table(
    [...spent.keys()].map(name => ({
      question: name,
      'first ms': ms(spent.get(name)?.[0]),
      'least ms': ms(quantile(name, 0)),
      'p50 ms': ms(quantile(name, 0.5)),
      'p95 ms': ms(quantile(name, 0.95)),
      'of the bar': (quantile(name, 0.95) / bar).toFixed(2),
    })),
  );
  const bytes = Number(size?.bytes);
  console.log(
    `${readings.toLocaleString('en')} readings in ${size?.parts} parts, ${bytes.toFixed(2)} bytes each on disk (at most ` +
      `${MOST_BYTES}); the SQL view totals_as_of of one campaign, past T and K: ${ms(viewMs)} ms`,
  );
  const slow = Object.keys(asked).filter(name => name !== 'SELECT 1' && quantile(name, 0.95) > bar);
  console.log(
    `the bar is 3 × SELECT 1 + 30 ms = ${ms(bar)} ms; over it: ${slow.length === 0 ? 'none' : slow.join(' · ')}`,
  );
  if (slow.length > 0 || bytes > MOST_BYTES) process.exitCode = 1;
} finally {
  await db.close();
  await server.stop();
  if (kept === undefined) rmSync(folder, { recursive: true, force: true });
}
