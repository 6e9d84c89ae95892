import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabaseClient, type Database } from '../../pipeline/clickhouse/client.ts';
import { startEmbedded } from '../../pipeline/clickhouse/embedded.ts';
import { migrate } from '../../pipeline/clickhouse/migrate.ts';
import { DAY, dateTime64 } from '../../pipeline/days.ts';
import type { Reading } from '../../pipeline/domain/reading.ts';
import { Assessor } from '../../pipeline/jobs/assess.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { readDecisions } from '../../pipeline/store/decisions.ts';
import { readHistory } from '../../pipeline/store/readings.ts';
import { readTails } from '../../pipeline/store/series-tails.ts';

/**
 * The first night after a restart: nothing is remembered, and every placement is read again. What is stored of it must
 * not be read whole, or years of readings would have to fit into memory. Daily readings, plain digits that grow.
 */
const FLEETS = [
  { placements: 100_000, nights: 9 },
  { placements: 10_000, nights: 500 },
];
/** What fits into a segment of the spool. */
const BATCH = 25_000;
const FIRST = Date.parse('2021-06-05T02:00:00+08:00');
/** A night must find its verdicts well before the next segment is sealed, beside everything else. */
const MOST_MS = 30_000;
const MOST_MB = 1_024;

const valueAt = (placement: number, night: number): number =>
  1_000 + placement + night * (50 + (placement % 50));

const fill = (db: Database, placements: number, nights: number): Promise<void> =>
  db.command(
    `INSERT INTO readings (placement_id, metric, source, observed_at, recorded_at, local_date, low, high, text, step, others_positive,
      published_at, run_id, payload_id, verdict, reason, has_count, count_low, count_high, accepted_at, revision, interval_s)
    SELECT
      placement, 'plays', 'api', at, at + toIntervalMillisecond(400), toDate(at, 'Asia/Shanghai'), value, value, toString(value), 1, true,
      NULL, concat('run-', toString(night)), lower(hex(SHA256(toString(intDiv(placement, 50) * 1000 + night)))),
      'accepted', '', true, value, value, at, 0, 86400
    FROM
    (
      SELECT
        toUInt32(intDiv(number, ${nights}) + 1) AS placement, number % ${nights} AS night,
        toDateTime64('${dateTime64(FIRST)}', 3, 'UTC') + toIntervalMillisecond(night * ${DAY} + placement) AS at,
        toUInt64(1000 + placement + night * (50 + placement % 50)) AS value
      FROM numbers(${placements * nights})
    )`,
    { name: 'fill', settings: { max_insert_threads: '2' } },
  );

const nextNight = (placements: number, night: number): Reading[] =>
  Array.from({ length: placements }, (_, index) => {
    const [placementId, low] = [index + 1, valueAt(index + 1, night)];
    const observedAt = FIRST + night * DAY + placementId;
    return {
      ...{
        placementId,
        metric: 'plays',
        source: 'api',
        observedAt,
        recordedAt: observedAt + 400,
        low,
        high: low,
      },
      ...{ text: String(low), step: 1, othersPositive: true, publishedAt: null, intervalS: 86_400 },
      ...{ runId: 'run', payloadId: '' },
    };
  });

const lines: Record<string, number | string>[] = [];
let isFine = true;
for (const { placements, nights } of FLEETS) {
  const folder = mkdtempSync(join(tmpdir(), 'renci-bench-'));
  const server = await startEmbedded({ dir: folder, log: silentLogger });
  const db = createDatabaseClient({ ...server, database: 'renci' });
  try {
    await migrate(db);
    await fill(db, placements, nights);
    let [histories, highest] = [0, 0];
    const assessor = new Assessor({
      readHistory: async of => {
        histories += 1;
        return { readings: await readHistory(db, of), decisions: await readDecisions(db, of) };
      },
      readTails: (of, windowMs) => readTails(db, of, windowMs),
      zoneOf: () => 'Asia/Shanghai',
      rules: () => [],
    });
    const readings = nextNight(placements, nights);
    const began = performance.now();
    for (let from = 0; from < placements; from += BATCH) {
      const { readings: judged, amendments } = await assessor.assess(readings.slice(from, from + BATCH));
      if (judged.some(({ judgement }) => judgement.reason !== '') || amendments.length > 0)
        throw new Error(
          'The readings of this bench rise plainly: each is accepted and nothing else is written.',
        );
      highest = Math.max(highest, process.memoryUsage().rss);
    }
    const ms = performance.now() - began;
    const mb = highest / 2 ** 20;
    if (ms > MOST_MS || mb > MOST_MB || histories > 0) isFine = false;
    lines.push({
      placements,
      'readings of each': nights,
      s: (ms / 1000).toFixed(1),
      'RSS MB': Math.round(mb),
      'read whole': histories,
    });
  } finally {
    await db.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
console.table(lines);
if (!isFine) process.exitCode = 1;
