import type { Batch } from '../../collectors/rows.ts';
import { DAY } from '../../pipeline/days.ts';
import {
  identityOf,
  type JudgedReading,
  type Reading,
  type SeriesDecision,
  seriesKey,
} from '../../pipeline/domain/reading.ts';
import { DEFAULT_RULES, type Rules } from '../../pipeline/domain/rules.ts';
import { judgeSeries } from '../../pipeline/domain/verdict.ts';
import type { App } from '../../pipeline/jobs/app.ts';
import { readDecisions } from '../../pipeline/store/decisions.ts';
import { readHistory } from '../../pipeline/store/readings.ts';
import type { Run } from '../../pipeline/store/runs.ts';
import {
  LATER,
  messyMisses,
  messyMonth,
  PLACEMENTS,
  REGISTERED,
  registerMessyMonth,
} from '../sql/messy-month.ts';
import { at } from '../sql/seed.ts';
import { type Night, rowsOf, startNight } from './night.ts';

/** Rules that judge much of the messy month otherwise: falls of a third are wavers, and nothing is a jump. */
export const LENIENT: Rules = {
  ...DEFAULT_RULES,
  waver: { ...DEFAULT_RULES.waver, shareE4: 7_000 },
};

/** Who brings them into force. */
export const SIGNED = { by: 'duty editor', reason: 'agreed with the platforms' };

const batchOf = (parts: Partial<Batch>): Batch => ({
  ...{ readings: [], misses: [], rejects: [], attempts: [], payloads: [] },
  ...parts,
});

/** Takes readings in, as a run does. */
export const takeIn = async (app: App, readings: readonly Reading[]): Promise<boolean> => {
  await app.spool.append({ batch: batchOf({ readings }) });
  return app.drain();
};

/** A reading of a placement that is lower than its last one by four tenths, taken at an instant. */
export const lower = async (app: App, placementId: number, at: number): Promise<Reading> => {
  const last = (await readHistory(app.db, [placementId])).at(-1);
  if (!last) throw new Error(`placement ${placementId} has readings`);
  const { revision, judgement, ...bare } = last;
  const low = Math.floor(bare.low * 0.6);
  return { ...bare, low, high: low, text: String(low), observedAt: at, recordedAt: at };
};

/** Every fifth reading of the first placements is decided on; some of these decisions are withdrawn later. */
const decisionsOn = (readings: readonly Reading[]): SeriesDecision[] =>
  readings
    .filter(({ placementId }, index) => placementId < 12 && index % 5 === 0)
    .flatMap(({ placementId, metric, source, observedAt, low, high, recordedAt }, index) => {
      const base = {
        placementId,
        metric,
        source,
        observedAt,
        low,
        high,
        author: 'duty editor',
        reason: 'checked',
      };
      const decision = {
        ...base,
        decision: index % 2 === 0 ? 'hold' : 'accept',
        recordedAt: recordedAt + 30 * 60_000,
      } as const;
      const withdrawn = { ...base, decision: 'withdrawn', recordedAt: recordedAt + DAY } as const;
      return index % 3 === 0 ? [decision, withdrawn] : [decision];
    });

const runOf = (day: number, end: number): Run => ({
  ...{ id: `run-${day}`, slot: end, trigger: 'schedule', job: 'nightly', state: 'complete' },
  ...{
    startedAt: end - 1_000,
    endedAt: end,
    expected: 1,
    read: 1,
    missed: 0,
    failed: 0,
    summary: '',
    version: 1,
  },
});

/**
 * The messy month taken in by the application itself, day by day, with late readings, decisions and the totals of a run
 * at the end of each day.
 */
export const messyNight = async (): Promise<Night & { readonly app: App }> => {
  const night = await startNight({ at: REGISTERED });
  const app = await night.open();
  await registerMessyMonth(app.db);
  const readings = messyMonth();
  const facts = [
    ...readings.map(reading => ({ reading, recordedAt: reading.recordedAt })),
    ...decisionsOn(readings).map(decision => ({ decision, recordedAt: decision.recordedAt })),
  ].toSorted((a, b) => a.recordedAt - b.recordedAt);
  await app.spool.append({ batch: batchOf({ misses: messyMisses() }) });
  for (const [day, arrived] of Map.groupBy(facts, ({ recordedAt }) => Math.floor(recordedAt / DAY))) {
    const end = (day + 1) * DAY - 1;
    night.clock.set(end);
    await app.spool.append({
      batch: batchOf({ readings: arrived.flatMap(fact => ('reading' in fact ? [fact.reading] : [])) }),
    });
    await app.spool.append({
      decisions: arrived.flatMap(fact => ('decision' in fact ? [fact.decision] : [])),
    });
    await app.spool.append({ run: runOf(day, end) });
    if (!(await app.drain())) throw new Error('the messy month was not stored');
  }
  night.clock.set(LATER);
  return { ...night, app };
};

const instants = (every: number): number[] =>
  Array.from({ length: 12 / every }, (_, index) => at('12-19 12:00') + index * every * DAY);
const text = (instant: number): string => new Date(instant).toISOString().replace('T', ' ').slice(0, -1);

/** What is answered for a grid of T and K, every so many days: counts, series and falls. */
export const figuresIn = async (app: Pick<App, 'db'>, every = 3): Promise<unknown[]> => {
  const asked = instants(every).flatMap(asOf =>
    instants(every).flatMap(knownAt =>
      ['placement_counts_as_of', 'series_as_of', 'fall_events_as_of'].map(
        view => `SELECT * FROM ${view}(as_of = '${text(asOf)}', known_at = '${text(knownAt)}') ORDER BY ALL`,
      ),
    ),
  );
  const answers: unknown[] = [];
  for (const sql of asked) answers.push(await rowsOf(app, sql));
  return answers;
};

/** The readings with the verdicts that stand, beside what these rules make of the bare readings. */
export const verdictsIn = async (
  app: App,
  rules: Rules,
): Promise<{ stored: unknown[]; judged: unknown[] }> => {
  const placements = Array.from({ length: PLACEMENTS }, (_, index) => index + 1);
  const history = await readHistory(app.db, placements);
  const decided = Map.groupBy(await readDecisions(app.db, placements), seriesKey);
  const shown = (rows: readonly JudgedReading[]) =>
    rows.map(row => [seriesKey(row), identityOf(row), row.judgement]);
  const judged = [...Map.groupBy(history, seriesKey)].flatMap(
    ([key, rows]) => judgeSeries(rows, decided.get(key) ?? [], rules).readings,
  );
  return { stored: shown(history), judged: shown(judged) };
};

/** The rollups as they stand, and the totals of runs. */
export const standingIn = async (app: Pick<App, 'db'>): Promise<unknown[]> => {
  const rollup = '* EXCEPT (revision, version, known_since)';
  return Promise.all([
    rowsOf(app, `SELECT ${rollup} FROM placement_latest FINAL ORDER BY ALL`),
    rowsOf(app, `SELECT ${rollup} FROM placement_daily FINAL ORDER BY ALL`),
    rowsOf(app, 'SELECT * FROM campaign_totals FINAL ORDER BY ALL'),
    rowsOf(app, 'SELECT * FROM episode_totals FINAL ORDER BY ALL'),
    rowsOf(app, 'SELECT * FROM milestones FINAL ORDER BY ALL'),
  ]);
};

/** Harm to everything that is formed from readings. */
const HARM = [
  // A verdict that never was, one that was and is gone, and one on no reading at all.
  `INSERT INTO verdicts SELECT placement_id, metric, source, observed_at, recorded_at, low, high,
     recorded_at + INTERVAL 1 HOUR, 'held', 'fall', has_count, 7, 7, accepted_at, revision + 9, interval_s
   FROM readings FINAL WHERE placement_id = 1 ORDER BY observed_at LIMIT 1`,
  "DELETE FROM verdicts WHERE placement_id = 3 AND reason = 'fall-confirmed'",
  `INSERT INTO verdicts SELECT placement_id, metric, source, observed_at - INTERVAL 90 DAY, recorded_at, low, high,
     recorded_at, 'accepted', '', true, 7, 7, accepted_at, revision, interval_s FROM readings FINAL WHERE placement_id = 5 LIMIT 1`,
  'DELETE FROM fall_events WHERE placement_id < 8',
  'ALTER TABLE fall_events UPDATE from_low = from_low + 1 WHERE placement_id = 9 SETTINGS mutations_sync = 1',
  'ALTER TABLE placement_latest UPDATE count_low = count_low + 5 WHERE placement_id = 4 SETTINGS mutations_sync = 1',
  'DELETE FROM placement_daily WHERE placement_id = 6',
  `INSERT INTO placement_daily SELECT * REPLACE (toDate('2022-12-01') AS local_date) FROM placement_daily FINAL WHERE placement_id = 10 LIMIT 1`,
  'ALTER TABLE campaign_totals UPDATE low = low + 1 WHERE 1 SETTINGS mutations_sync = 1',
  'ALTER TABLE episode_totals UPDATE fresh = fresh + 1 WHERE 1 SETTINGS mutations_sync = 1',
  // Totals of an episode, of a run and of a campaign that never were.
  "INSERT INTO episode_totals SELECT * REPLACE ('lost' AS episode_id) FROM episode_totals FINAL LIMIT 1",
  "INSERT INTO campaign_totals SELECT * REPLACE ('run-lost' AS run_id) FROM campaign_totals FINAL LIMIT 1",
  "INSERT INTO episode_totals SELECT * REPLACE ('campaign-lost' AS campaign_id) FROM episode_totals FINAL LIMIT 1",
  // A milestone that is gone, one that never was, one that says something else, and one of no campaign.
  "DELETE FROM milestones WHERE threshold = 100000 AND scope = 'work'",
  'INSERT INTO milestones SELECT * REPLACE (777 AS threshold) FROM milestones FINAL LIMIT 1',
  "ALTER TABLE milestones UPDATE low = low + 1 WHERE scope = 'campaign' SETTINGS mutations_sync = 1",
  "INSERT INTO milestones SELECT * REPLACE ('campaign-lost' AS campaign_id) FROM milestones FINAL LIMIT 1",
];

export const harm = async (app: Pick<App, 'db'>): Promise<void> => {
  for (const sql of HARM) await app.db.command(sql, { name: 'harm' });
};
