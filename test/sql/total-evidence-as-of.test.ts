import { beforeAll, expect, test } from 'vitest';
import type { Attempt } from '../../collectors/rows.ts';
import { DAY, dateTime64, fromDateTime64, HOUR } from '../../pipeline/days.ts';
import { type TracedReading, traceCounts } from '../../pipeline/jobs/total-evidence.ts';
import { insertAttempts, insertPayloads } from '../../pipeline/store/evidence.ts';
import { readNamedCounts } from '../../pipeline/store/placement-counts.ts';
import { readPeak } from '../../pipeline/store/placement-peak.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { storeMessyChanges } from './messy-changes.ts';
import { LATER, storeMessyMonth } from './messy-month.ts';
import { at } from './seed.ts';
import { asOfParams, execute, type Row, select } from './select.ts';

const database = testDatabase();
const { db } = database;
const BODY = '{"play_count":1}';
const PAYLOAD = 'a'.repeat(64);

beforeAll(async () => {
  await storeMessyMonth(db);
  await storeMessyChanges(db);
  // The readings of two placements came by a request of a run, whose answer is kept.
  await execute(
    db,
    `INSERT INTO readings SELECT * REPLACE ('${PAYLOAD}' AS payload_id, 1000000 AS revision) FROM readings WHERE placement_id IN (1, 2)`,
  );
  await execute(db, 'OPTIMIZE TABLE readings FINAL');
  await insertPayloads(db, [
    {
      id: PAYLOAD,
      platform: 'douyin',
      fetchedAt: at('12-20 00:00'),
      contentType: 'application/json',
      body: BODY,
    },
  ]);
  const attempt: Attempt = {
    ...{
      runId: 'run',
      platform: 'douyin',
      collector: 'douyin',
      accountId: 'jinyun',
      durationMs: 5,
      items: 2,
    },
    ...{
      url: 'https://open.example.test/data?access_token=***',
      status: 502,
      errorKind: 'network',
      error: '',
    },
    ...{ startedAt: at('12-20 00:00'), payloadId: PAYLOAD },
  };
  await insertAttempts(db, [
    attempt,
    { ...attempt, startedAt: at('12-20 00:01'), status: 200, errorKind: '' },
  ]);
  await execute(
    db,
    "INSERT INTO runs VALUES ('run', '2022-12-20 00:00:00', 'manual', '', 'complete', '2022-12-20 00:00:00', NULL, 0, 0, 0, 0, '', '', 1)",
  );
});

const AS_OF = "as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')}";
const MOMENTS = Array.from({ length: 5 }, (_, step) => at('12-19 10:00') + step * 61 * HOUR).flatMap(asOf =>
  [asOf, asOf + DAY, LATER].map(knownAt => ({ asOf, knownAt })),
);
const number = (value: unknown): number | null => (value === null ? null : Number(value));
const instant = (value: number | null | undefined): string | null =>
  value == null ? null : dateTime64(value);

const ofReading = (reading: TracedReading | null) => ({
  observed_at: instant(reading?.observedAt),
  text: reading?.text ?? '',
  run_id: reading?.runId ?? '',
  payload_id: reading?.payloadId ?? '',
});

let composed = 0;

test.each(MOMENTS)(
  'analysts and the product find the same readings, run, request and payload: $asOf, $knownAt',
  async moment => {
    const rows = await select(
      db,
      `SELECT * FROM total_evidence_as_of(${AS_OF}) ORDER BY placement_id`,
      asOfParams(moment.asOf, moment.knownAt),
    );
    const traced = await traceCounts(db, await readNamedCounts(db, 'year-end', moment), moment);
    composed += traced.filter(({ lowerEnd }) => lowerEnd !== null).length;
    const shown = rows.map(({ low, high, reading_low, reading_high, ...row }: Row) => ({
      ...row,
      ...{ low: number(low), high: number(high) },
      ...{ reading_low: number(reading_low), reading_high: number(reading_high) },
    }));
    expect(shown).toEqual(
      traced.map(({ placement, reading, lowerEnd }) => ({
        placement_id: placement.placementId,
        campaign_id: 'year-end',
        episode_id: placement.episodeId ?? '',
        work_id: placement.workId,
        platform: placement.platformId,
        account_id: placement.accountId,
        external_id: placement.externalId,
        metric: placement.metric,
        family: placement.family,
        counted_apart: placement.apart ?? '',
        state: placement.state,
        source: placement.source ?? '',
        low: placement.count?.low ?? null,
        high: placement.count?.high ?? null,
        ...ofReading(reading),
        recorded_at: instant(reading?.recordedAt),
        reading_low: reading?.low ?? null,
        reading_high: reading?.high ?? null,
        lower_observed_at: ofReading(lowerEnd).observed_at,
        lower_text: ofReading(lowerEnd).text,
        lower_run_id: ofReading(lowerEnd).run_id,
        lower_payload_id: ofReading(lowerEnd).payload_id,
        run_trigger: reading?.run?.trigger ?? '',
        run_state: reading?.run?.state ?? '',
        request_url: reading?.request?.url ?? '',
        request_status: reading?.request?.status ?? 0,
        requested_at: instant(reading?.request?.at),
        file_name: '',
        payload_type: reading?.payload?.contentType ?? '',
        payload_fetched_at: instant(reading?.payload?.fetchedAt),
        payload_pruned_at: null,
      })),
    );
    // Every count has its reading, and its lower end is one that was read.
    for (const { placement, reading, lowerEnd } of traced) {
      expect([reading !== null, placement.observedAt]).toEqual([
        placement.count !== null,
        reading?.observedAt ?? null,
      ]);
      if (placement.count) expect((lowerEnd ?? reading)?.low).toBe(placement.count.low);
    }
  },
);

test('among them are counts that are composed of two readings, and what a request brought', async () => {
  expect(composed).toBeGreaterThan(10);
  const [row] = await select(
    db,
    `SELECT request_url, request_status, requested_at, run_trigger, payload_type FROM total_evidence_as_of(${AS_OF}) WHERE placement_id = 2`,
    asOfParams(LATER, LATER),
  );
  expect(row).toEqual({
    request_url: 'https://open.example.test/data?access_token=***',
    request_status: 200,
    requested_at: '2022-12-19 16:01:00.000',
    run_trigger: 'manual',
    payload_type: 'application/json',
  });
});

test.each(MOMENTS)('the peak of every placement is the same in SQL: $asOf, $knownAt', async moment => {
  const rows = await select(
    db,
    `SELECT placement_id, source, low, observed_at, peak_low, peak_at FROM placement_peaks_as_of(${AS_OF}) ORDER BY placement_id`,
    asOfParams(moment.asOf, moment.knownAt),
  );
  const counts = (await readNamedCounts(db, 'year-end', moment)).filter(({ count }) => count !== null);
  const peaks = await Promise.all(counts.map(placement => readPeak(db, placement, moment)));
  expect(
    rows.map(row => ({
      ...row,
      low: number(row.low),
      peak_low: number(row.peak_low),
      peak_at: fromDateTime64(String(row.peak_at)),
    })),
  ).toEqual(
    counts.map(({ placementId, source, count, observedAt }, index) => ({
      placement_id: placementId,
      source,
      low: count?.low ?? null,
      observed_at: instant(observedAt),
      peak_low: peaks[index]?.low,
      peak_at: peaks[index]?.at,
    })),
  );
  for (const row of rows) expect(Number(row.peak_low)).toBeGreaterThanOrEqual(0);
});
