import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { asAnalyst, testDatabase } from '../setup/clickhouse.ts';
import { seedCookbook } from './cookbook-world.ts';
import { type Row, select } from './select.ts';

const README = readFileSync(join(import.meta.dirname, '../../sql/README.md'), 'utf8');

/** The statement under each question of the cookbook. */
const questions = new Map(
  [...README.matchAll(/^### (.+)\n(?:(?!^#)[^\n]*\n)*?```sql\n([\s\S]*?)```/gm)].map(
    ([, question = '', sql = '']) => [question, sql] as const,
  ),
);

/** What each must answer of the seeded campaign. 64-bit integers are text. */
const ANSWERS: Readonly<Record<string, readonly Row[]>> = {
  'What is the total, and how complete is it?': [
    {
      formula: 'video_view_times@1',
      low: '636741',
      high: '638739',
      expected: '5',
      fresh: '4',
      carried: '1',
      stated: '0',
      removed: '0',
      held: '0',
      never: '0',
    },
  ],
  'Which episode reached how far?': [
    { organisation: '市教委', low: '532840', high: '532840', placements: '2', not_fresh: '0' },
    { organisation: '市民政局', low: '93000', high: '93000', placements: '2', not_fresh: '1' },
    { organisation: '', low: '11001', high: '12999', placements: '1', not_fresh: '0' },
  ],
  'How did an episode grow?': [
    {
      day: '2022-12-28',
      last: '2022-12-28 15:30:00.000',
      low: '320000',
      high: '320010',
      growth: '320000',
    },
    { day: '2022-12-29', last: '2022-12-29 15:30:00.000', low: '350000', high: null, growth: '30000' },
  ],
  'Which platforms carried it?': [
    { name: '抖音', low: '548841', high: '550839', placements: '4', percent: 86.2 },
    { name: '快手', low: '88000', high: '88000', placements: '1', percent: 13.8 },
  ],
  'What stands beside the total, family by family?': [
    { family: 'live_entry', low: '20500', placements: '1', counted: '1' },
    { family: 'play', low: '616341', placements: '4', counted: '4' },
    { family: 'rating', low: null, placements: '1', counted: '0' },
    { family: 'read', low: '100001', placements: '1', counted: '1' },
  ],
  'Which replays are listed apart?': [],
  'Which placements are not fresh, and why?': [
    {
      state: 'carried',
      state_reason: 'answered 502 five times',
      platform: '快手',
      title: '作品 civil-clip',
      external_id: 'ks-civil',
      family: 'play',
      low: '88000',
      high: '88000',
      observed_at: '2022-12-28 18:00:00.000',
      hours_old: '40',
    },
    {
      state: 'never',
      state_reason: 'not read yet',
      platform: '抖音',
      title: '作品 civil-radio',
      external_id: 'radio',
      family: 'rating',
      low: null,
      high: null,
      observed_at: null,
      hours_old: null,
    },
  ],
  'Where does the count of one placement come from?': [
    {
      observed_at: '2022-12-30 09:30:00.000',
      recorded_at: '2022-12-30 09:30:01.000',
      source: 'api',
      text: '512340',
      low: '512340',
      high: '512340',
      verdict: 'accepted',
      reason: '',
      run: 'run-30',
      answer: '{"play_count":512340}',
    },
    {
      observed_at: '2022-12-27 15:00:00.000',
      recorded_at: '2022-12-27 15:00:01.000',
      source: 'api',
      text: '200000',
      low: '200000',
      high: '200000',
      verdict: 'accepted',
      reason: '',
      run: 'run-27',
      answer: '',
    },
    {
      observed_at: '2022-12-26 15:00:00.000',
      recorded_at: '2022-12-26 15:00:01.000',
      source: 'api',
      text: '100000',
      low: '100000',
      high: '100000',
      verdict: 'accepted',
      reason: '',
      run: 'run-26',
      answer: '',
    },
  ],
  'From a total to each reading, its request and what was said?': [
    {
      ...{ platform: 'douyin', external_id: 'dy-edu', low: '512340', high: '512340', text: '512340' },
      ...{ observed_at: '2022-12-30 09:30:00.000', lower_text: '', run_id: 'run-30', file_name: '' },
      request_url: 'https://open.example.test/data?access_token=***',
      ...{ payload_id: 'cafe', payload_type: 'application/json' },
    },
    {
      ...{ platform: 'kuaishou', external_id: 'ks-civil', low: '88000', high: '88000', text: '88000' },
      ...{ observed_at: '2022-12-28 18:00:00.000', lower_text: '', run_id: 'run', file_name: '' },
      ...{ request_url: '', payload_id: '', payload_type: '' },
    },
    {
      ...{ platform: 'douyin', external_id: 'dy-live', low: '20500', high: '20500', text: '20500' },
      ...{ observed_at: '2022-12-30 09:00:00.000', lower_text: '', run_id: 'run', file_name: '' },
      ...{ request_url: '', payload_id: '', payload_type: '' },
    },
  ],
  'Which counters were higher once?': [
    {
      ...{ placement_id: 4, source: 'api', low: '20500' },
      ...{ peak_low: '40000', peak_at: '2022-12-26 02:00:00.000' },
    },
  ],
  'What was published, and does it stand?': [
    {
      publication_id: expect.stringMatching(/^[0-9a-f]{12}$/),
      ...{ title: '收官', as_of: '2022-12-30 10:00:00.000', total: '636741', author: '值班编辑' },
      adds_up: 1,
    },
  ],
  'Which counters fell?': [
    {
      observed_at: '2022-12-26 03:00:00.000',
      platform: 'douyin',
      external_id: 'dy-live',
      source: 'api',
      reason: 'fall-confirmed',
      verdict: 'accepted',
      reads_now: '20000',
    },
  ],
  'Who changed the total by hand?': [
    {
      ...{ kind: 'correction', episode_id: 'education', placement_id: 1, platform: 'douyin' },
      ...{ low: '-100', high: '-100', effective_at: '2022-12-30 01:00:00.000' },
      ...{ author: '值班编辑', reason: '重复统计' },
    },
  ],
  "Has yesterday's figure changed since it was told?": [
    { told: '312100', now: '313100', revised_by: '1000' },
  ],
  'Which works did best in their first three days?': [
    { title: '作品 edu-clip', kind: 'clip', low_at_72_hours: '200000', placements: '1' },
    { title: '作品 civil-clip', kind: 'clip', low_at_72_hours: '93000', placements: '2' },
    { title: '作品 edu-live', kind: 'live', low_at_72_hours: '20100', placements: '1' },
  ],
  'How much did a counter grow on each calendar day?': [
    { day: '2022-12-26', low_at_its_end: '104166', estimated_growth: null },
    { day: '2022-12-27', low_at_its_end: '204696', estimated_growth: '100530' },
    { day: '2022-12-28', low_at_its_end: '317421', estimated_growth: '112725' },
    { day: '2022-12-29', low_at_its_end: '430145', estimated_growth: '112724' },
  ],
  'When were thresholds reached?': [
    {
      ...{ as_of: '2022-12-28 15:30:00.000', kind: 'reached', scope: 'campaign', threshold: '100000' },
      ...{ scope_id: 'year-end-interviews-2022', basis: 'video_view_times@1', low: '320000' },
      definitions: ['douyin plays 1'],
    },
  ],
  'How did the last runs go?': [
    {
      slot: '2022-12-30 09:30:00.000',
      trigger: 'schedule',
      job: 'hourly',
      state: 'incomplete',
      expected: 6,
      read: 5,
      missed: 0,
      failed: 1,
      seconds: '42',
      summary: 'read 5 of 6; Kuaishou: 1 failed (network ×1)',
    },
  ],
  'Which platforms answered badly?': [
    { platform: 'kuaishou', requests: '4', failed: '3', kinds: ['network', 'rate-limited'], p95_ms: 30000 },
    { platform: 'douyin', requests: '1', failed: '0', kinds: [], p95_ms: 120 },
  ],
};

const database = testDatabase();
const { db } = database;
const analyst = asAnalyst(db);
beforeAll(() => seedCookbook(db));

describe('the cookbook of sql/README.md, as the read-only analyst', () => {
  test('has an answer here for each of its questions', () => {
    expect([...questions.keys()]).toEqual(Object.keys(ANSWERS));
    expect(README.match(/```sql/g)).toHaveLength(questions.size);
  });

  test.each([...questions])('%s', async (question, sql) => {
    expect(await select(analyst, sql)).toEqual(ANSWERS[question]);
  });
});

describe('the tables of sql/README.md', () => {
  /** Names in the first column of its tables: `placements`, `totals_as_of(…)`. */
  const named = [...README.matchAll(/^\| `(\w+)[`(]/gm)].flatMap(([, name]) => (name ? [name] : []));

  test('are those of the database, each named once', async () => {
    const rows = await select(
      db,
      `SELECT name FROM system.tables
       WHERE database = currentDatabase() AND engine != 'MaterializedView' AND name != 'schema_migrations'
       ORDER BY name`,
    );
    expect(named.toSorted()).toEqual(rows.map(({ name }) => name));
  });

  test('are all to be read with FINAL, but the publications', async () => {
    const rows = await select(
      db,
      `SELECT name FROM system.tables
       WHERE database = currentDatabase() AND engine LIKE '%MergeTree' AND engine NOT LIKE '%ReplacingMergeTree' ORDER BY name`,
    );
    expect(rows.map(({ name }) => name)).toEqual([
      'publication_adjustments',
      'publication_lines',
      'publications',
    ]);
  });
});

describe('the traps of sql/README.md are real', () => {
  const one = async (sql: string) => (await select(analyst, sql))[0];

  test('FINAL, or the setting, makes one of a row that was sent twice', async () => {
    const rows = 'SELECT count() AS n FROM attempts AS a';
    expect([await one(`${rows} FINAL`), await one(`${rows} SETTINGS final = 1`)]).toEqual([
      { n: '7' },
      { n: '7' },
    ]);
  });

  test('sum(high) makes an open total look closed', async () => {
    const counts = `FROM placement_counts_as_of(as_of = '2022-12-30 10:00:00', known_at = '2022-12-30 10:00:00')
      WHERE campaign_id = 'year-end-interviews-2022'`;
    expect(
      await one(`SELECT sum(high) AS wrong, if(max(open_ended), NULL, sum(high)) AS open ${counts}`),
    ).toEqual({
      wrong: '638839',
      open: null,
    });
  });

  test('the day of the server is not the day of the campaign', async () => {
    expect(
      await one(`SELECT toDate(observed_at) AS utc, toDate(observed_at, 'Asia/Shanghai') AS local, local_date
        FROM readings FINAL WHERE placement_id = 2`),
    ).toEqual({ utc: '2022-12-28', local: '2022-12-29', local_date: '2022-12-29' });
  });

  test('a view without a formula refuses', async () => {
    await expect(
      one("SELECT * FROM totals_as_of(as_of = now64(3), known_at = now64(3), formula = 'everything')"),
    ).rejects.toThrow('There is no such formula: no formula, no total');
  });
});
