import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@clickhouse/client';
import { createDatabaseClient, type Database } from '../../pipeline/clickhouse/client.ts';
import { startEmbedded } from '../../pipeline/clickhouse/embedded.ts';
import { migrate } from '../../pipeline/clickhouse/migrate.ts';
import { DAY, dateTime64, HOUR, localDate } from '../../pipeline/days.ts';
import type { StoredReading } from '../../pipeline/domain/knowledge.ts';
import type { Reading } from '../../pipeline/domain/reading.ts';
import { Assessor } from '../../pipeline/jobs/assess.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { readDecisions } from '../../pipeline/store/decisions.ts';
import { insertReadings, readHistory } from '../../pipeline/store/readings.ts';
import { readTails } from '../../pipeline/store/series-tails.ts';
import { mulberry32 } from '../simulators/random.ts';

/**
 * Storing as the drain does it (verdicts, rows, rollups by their views) against a bare client that inserts the same rows
 * into a table of the same shape with nothing hanging on it. Ten nights of 100,000 readings, in batches of a segment of
 * the spool; the two take turns, so that a busy machine slows both. Fails below half of the bare client's speed.
 */
const LEAST_SHARE = 0.5;
const PLACEMENTS = 100_000;
const NIGHTS = 10;
/** What fits into a segment of 8 MB. */
const BATCH = 25_000;
const ZONE = 'Asia/Shanghai';
const FIRST = Date.parse('2022-12-06T02:00:00+08:00');

const random = mulberry32(20_221_206);
const counts = Array.from({ length: PLACEMENTS }, () => 100 + Math.floor(random() ** 4 * 500_000));

/** A night's readings: counters that grow a little less every night, read within an hour. */
const nightOf = (night: number): Reading[] =>
  counts.map((before, index) => {
    const value = before + Math.floor((before * random()) / (4 + night * 4));
    counts[index] = value;
    const observedAt = FIRST + night * DAY + Math.floor((index / PLACEMENTS) * HOUR);
    return {
      ...{ placementId: index + 1, metric: 'plays', source: 'api', observedAt, recordedAt: observedAt + 400 },
      ...{ low: value, high: value, text: String(value), step: 1, othersPositive: true },
      ...{ publishedAt: FIRST - 3 * DAY, intervalS: 86_400, runId: `run-${night}` },
      payloadId: `${Math.floor(index / 50) + night * PLACEMENTS}`.padStart(64, 'a'),
    };
  });

const assessorOn = (db: Database): Assessor =>
  new Assessor({
    readHistory: async placements => ({
      readings: await readHistory(db, placements),
      decisions: await readDecisions(db, placements),
    }),
    readTails: (placements, windowMs) => readTails(db, placements, windowMs),
    zoneOf: () => ZONE,
    rules: () => [],
  });

/** The row of a reading as a bare client would be handed it. */
const rowOf = (of: StoredReading) => ({
  placement_id: of.placementId,
  metric: of.metric,
  source: of.source,
  observed_at: dateTime64(of.observedAt),
  recorded_at: dateTime64(of.recordedAt),
  local_date: localDate(of.observedAt, ZONE),
  low: of.low,
  high: of.high,
  text: of.text,
  step: of.step,
  others_positive: of.othersPositive,
  published_at: of.publishedAt === null ? null : dateTime64(of.publishedAt),
  interval_s: of.intervalS,
  run_id: of.runId,
  payload_id: of.payloadId,
  verdict: of.judgement.verdict,
  reason: of.judgement.reason,
  has_count: of.judgement.count !== null,
  count_low: of.judgement.count?.low ?? 0,
  count_high: of.judgement.count?.high ?? null,
  accepted_at: of.judgement.acceptedAt === null ? null : dateTime64(of.judgement.acceptedAt),
  revision: of.revision,
});

const batchesOf = <Item>(items: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / BATCH) }, (_, i) => items.slice(i * BATCH, (i + 1) * BATCH));

const folder = mkdtempSync(join(tmpdir(), 'renci-bench-'));
const server = await startEmbedded({ dir: folder, log: silentLogger });
const db = createDatabaseClient({ ...server, database: 'renci' });
const bare = createClient({ ...server, database: 'renci', keep_alive: { idle_socket_ttl: 2_000 } });
try {
  await migrate(db);
  await bare.command({ query: 'CREATE TABLE bare AS readings' });
  let assessor = assessorOn(db);
  const lines: Record<string, number | string>[] = [];
  const sums = { assess: 0, insert: 0, bare: 0 };
  for (let night = 0; night < NIGHTS; night += 1) {
    // The last night is the first after a restart: the memory is empty and every series is read back.
    const isCold = night === NIGHTS - 1;
    if (isCold) assessor = assessorOn(db);
    const spent = { assess: 0, insert: 0, bare: 0 };
    for (const batch of batchesOf(nightOf(night))) {
      const began = performance.now();
      const { readings, latest, daily, amendments } = await assessor.assess(batch);
      if (readings.length !== batch.length || latest.length + daily.length + amendments.length > 0)
        throw new Error(
          'The readings of this bench are new and plain: each is judged once and nothing else is written.',
        );
      const assessed = performance.now();
      await insertReadings(db, readings, ZONE, `${night} ${readings[0]?.placementId}`);
      const stored = performance.now();
      const values = readings.map(rowOf);
      const ready = performance.now();
      await bare.insert({ table: 'bare', values, format: 'JSONEachRow' });
      spent.assess += assessed - began;
      spent.insert += stored - assessed;
      spent.bare += performance.now() - ready;
    }
    if (!isCold) for (const key of ['assess', 'insert', 'bare'] as const) sums[key] += spent[key];
    const share = spent.bare / (spent.assess + spent.insert);
    lines.push({
      night: isCold ? `${night + 1}, after a restart` : `${night + 1}`,
      'verdicts ms': Math.round(spent.assess),
      'rows and rollups ms': Math.round(spent.insert),
      'bare client ms': Math.round(spent.bare),
      share: share.toFixed(2),
    });
  }
  console.table(lines);
  const stored = (NIGHTS - 1) * PLACEMENTS;
  const share = sums.bare / (sums.assess + sums.insert);
  const perSecond = (ms: number): string => Math.round((stored / ms) * 1000).toLocaleString('en');
  console.log(
    `${stored.toLocaleString('en')} readings stored at ${perSecond(sums.assess + sums.insert)} a second, a bare client ` +
      `at ${perSecond(sums.bare)}: ${share.toFixed(2)} of its speed (at least ${LEAST_SHARE})`,
  );
  if (share < LEAST_SHARE) process.exitCode = 1;
} finally {
  await bare.close();
  await db.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
