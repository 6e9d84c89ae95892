import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApi } from '../../dashboards/api/app.ts';
import { ManualClock } from '../../pipeline/clock.ts';
import { HOUR, iso } from '../../pipeline/days.ts';
import type { App } from '../../pipeline/jobs/app.ts';
import { createDesk } from '../../pipeline/jobs/desk.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { insertReadings } from '../../pipeline/store/readings.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { at, reading, ZONE } from '../sql/seed.ts';
import { select } from '../sql/select.ts';
import { NO_COLLECTORS, NOW, seedCampaign } from './api-world.ts';

const { db } = testDatabase();
const clock = new ManualClock(NOW);
const data = mkdtempSync(join(tmpdir(), 'renci-adjust-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));
// All that the desk needs of an application for this.
const desk = createDesk({ db, clock, config: { data } } as unknown as App);
const api = createApi({
  ...{ db, clock, log: silentLogger, ...NO_COLLECTORS, version: '1.2.3', desk },
  now: async () => ({ asOf: clock.now(), knownAt: clock.now() }),
  reference: () => 'ref',
});

type Body = Record<string, unknown>;
const request = async (path: string, body?: unknown): Promise<{ status: number; body: Body }> => {
  const response = await api.request(`/api/v1/campaigns/year-end${path}`, {
    ...(body !== undefined && {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  return { status: response.status, body: (await response.json()) as Body };
};
const refused = async (path: string, body: unknown): Promise<unknown[]> => {
  const answered = await request(path, body);
  const { kind, message } = (answered.body as { error: { kind: string; message: string } }).error;
  return [answered.status, kind, message];
};

const SIGNED = { by: '值班编辑', reason: '重复统计' };
const correction = (parts: Body) => ({
  ...{ kind: 'correction', ...SIGNED, effectiveAt: '2022-12-29T00:00:00Z' },
  ...parts,
});
/** The boosted clip: a jump on the 29th, confirmed three hours later. */
const JUMPED = at('12-29 10:00');
const CONFIRMED = JUMPED + 3 * HOUR;

beforeAll(async () => {
  await seedCampaign(db);
  const judged = (observedAt: number, value: number, reason: string, low = value) =>
    reading({
      ...{ placementId: 4, metric: 'live_entries', observedAt, value },
      judgement: { verdict: 'accepted', reason, count: { low, high: value }, acceptedAt: observedAt },
    });
  await insertReadings(
    db,
    [
      judged(at('12-29 08:00'), 20_000, ''),
      judged(JUMPED, 420_000, 'jump-confirmed', 20_000),
      judged(CONFIRMED, 421_000, ''),
    ],
    ZONE,
  );
});

/** The lines of the table of adjustments that a test expects. */
const rowOf = (parts: Body): Body => ({
  ...{
    kind: 'correction',
    family: 'play',
    episodeId: null,
    placementId: null,
    platform: null,
    readingAt: null,
  },
  ...{
    effectiveAt: '2022-12-29T00:00:00.000Z',
    recordedAt: iso(NOW),
    author: '值班编辑',
    reason: '重复统计',
  },
  ...parts,
});
const ids: Record<string, string> = {};
const added = async (name: string, body: Body): Promise<Body> => {
  const answered = await request('/adjustments', body);
  expect(answered.status).toBe(201);
  const { id, ...rest } = answered.body;
  ids[name] = String(id);
  return rest;
};

test('nothing is adjusted at first', async () => {
  expect(await request('/adjustments')).toEqual({
    status: 200,
    body: { asOf: iso(NOW), knownAt: iso(NOW), adjustments: [] },
  });
});

test('a correction is signed, and answered where it counts', async () => {
  const standing = { withdrawal: null, counts: true };
  expect(await added('placement', correction({ placement: 1, low: -1_300, high: -1_200 }))).toEqual({
    ...rowOf({ placementId: 1, episodeId: 'education', platform: 'douyin', low: -1_300, high: -1_200 }),
    ...standing,
  });
  expect(await added('episode', correction({ episode: 'civil', family: 'play', low: 500 }))).toEqual({
    ...rowOf({ episodeId: 'civil', low: 500, high: 500 }),
    ...standing,
  });
  expect(await added('alone', correction({ family: 'play', low: -9_000 }))).toEqual({
    ...rowOf({ low: -9_000, high: -9_000 }),
    ...standing,
  });
  expect(
    await added(
      'reads',
      correction({ episode: 'education', family: 'read', low: -1, effectiveAt: '2022-12-30T09:45:00Z' }),
    ),
  ).toEqual({
    ...rowOf({ episodeId: 'education', family: 'read', low: -1, high: -1 }),
    effectiveAt: '2022-12-30T09:45:00.000Z',
    ...standing,
  });
});

test('the rise of a jump is taken out from the reading on that confirmed it', async () => {
  const exclusion = {
    kind: 'exclusion',
    by: '值班编辑',
    reason: '平台通报刷量',
    placement: 4,
    observedAt: iso(JUMPED),
  };
  expect(await added('jump', exclusion)).toEqual({
    ...rowOf({
      kind: 'exclusion',
      family: 'live_entry',
      placementId: 4,
      episodeId: 'education',
      platform: 'douyin',
    }),
    ...{ low: -400_000, high: -400_000, effectiveAt: iso(CONFIRMED), readingAt: iso(JUMPED) },
    ...{ reason: '平台通报刷量', withdrawal: null, counts: true },
  });
  expect(await refused('/adjustments', exclusion)).toEqual([
    ...[422, 'refused'],
    `The rise of this reading is taken out already, by adjustment ${ids.jump} of 值班编辑.`,
  ]);
  const at8 = { ...exclusion, observedAt: iso(at('12-29 08:00')) };
  expect(await refused('/adjustments', at8)).toEqual([
    ...[422, 'refused'],
    `There is no reading of placement 4 at ${iso(at('12-29 08:00'))} that jumped. Its jumps: ${iso(JUMPED)}.`,
  ]);
  expect(await refused('/adjustments', { ...exclusion, placement: 1 })).toEqual([
    ...[422, 'refused'],
    `There is no reading of placement 1 at ${iso(JUMPED)} that jumped. It has no jump.`,
  ]);
});

const LIVE = 21_000;
const EDUCATION = 512_340 - 1_300 + LIVE;
const TOTAL = { low: EDUCATION + 88_500 + 2_001, high: 512_340 - 1_200 + LIVE + 88_500 + 12_999 - 9_000 };
const idsIn = (body: Body): unknown[] => (body.adjustments as Body[]).map(({ id }) => id);

test('every figure has them, and names them', async () => {
  const named = [ids.alone, ids.episode, ids.jump, ids.placement].toSorted();
  const { body: head } = await request('');
  expect(head.total).toMatchObject(TOTAL);
  expect(idsIn(head).toSorted()).toEqual(named);
  const besides = head.beside as (Body & { adjustments: Body[] })[];
  expect(
    besides.map(({ family, low, adjustments }) => [family, low, adjustments.map(({ id }) => id)]),
  ).toEqual([
    ['read', 100_000, [ids.reads]],
    ['exposure', 2_345_678, []],
  ]);

  const { body: episodes } = await request('/episodes');
  const rows = (episodes.episodes as Body[]).map(({ id, low, high, adjusted }) => ({
    id,
    low,
    high,
    adjusted,
  }));
  expect(rows).toEqual([
    {
      ...{ id: 'education', low: EDUCATION, high: EDUCATION + 100 },
      adjusted: { low: -401_300, high: -401_200 },
    },
    { id: 'civil', low: 88_500, high: 88_500, adjusted: { low: 500, high: 500 } },
    { id: 'water', low: 0, high: 0, adjusted: null },
    { id: 'dropped', low: 0, high: 0, adjusted: null },
  ]);
  expect(episodes.campaignLevel).toMatchObject({
    low: 2_001,
    high: 3_999,
    adjusted: { low: -9_000, high: -9_000 },
  });
  expect([episodes.total, idsIn(episodes).toSorted()]).toEqual([TOTAL, named]);

  const { body: platforms } = await request('/platforms');
  expect((platforms.platforms as Body[]).map(({ id, low, adjusted }) => [id, low, adjusted])).toEqual([
    ['douyin', EDUCATION + 11_001, { low: -401_300, high: -401_200 }],
    ['kuaishou', 88_000, null],
  ]);
  expect([platforms.total, idsIn(platforms).toSorted()]).toEqual([TOTAL, named]);

  const { body: daily } = await request('/daily');
  expect((daily.days as Body[]).map(({ date, low }) => [date, low])).toEqual([
    ['2022-12-26', 9_000],
    ['2022-12-27', 209_000],
    ['2022-12-28', 409_000],
    ['2022-12-29', 409_000 + 88_000 + LIVE - 1_300 + 500 - 9_000],
    ['2022-12-30', TOTAL.low],
  ]);
  expect(idsIn(daily).toSorted()).toEqual(named);

  const rowsOfView = await select(
    db,
    `SELECT low, high, adjustments FROM totals_as_of(as_of = '2022-12-30 10:00:00', known_at = '2022-12-30 10:00:00', formula = 'video_view_times@1')`,
  );
  expect(rowsOfView).toEqual([{ low: String(TOTAL.low), high: String(TOTAL.high), adjustments: '4' }]);
});

test('what would bring a lower end below 0 at any time is refused, with the count of then', async () => {
  expect(await refused('/adjustments', correction({ placement: 1, low: -400_000 }))).toEqual([
    ...[422, 'refused'],
    'Placement 1 of year-end counts 398,700 on 29 December 2022, 08:00, in the family play and with what is adjusted ' +
      'already: -400,000 would bring it to -1,300. Take out less, or later.',
  ]);
  expect(
    await refused('/adjustments', correction({ episode: 'civil', family: 'play', low: -88_501 })),
  ).toEqual([
    ...[422, 'refused'],
    'Episode civil of year-end counts 88,500 on 29 December 2022, 08:00, in the family play and with what is adjusted ' +
      'already: -88,501 would bring it to -1. Take out less, or later.',
  ]);
  // From this evening on there are enough.
  const later = correction({ placement: 1, low: -400_000, effectiveAt: '2022-12-30T09:45:00Z' });
  expect((await request('/adjustments', later)).status).toBe(201);
  const [{ id } = { id: '' }] = (await request('/adjustments')).body.adjustments as { id: string }[];
  expect(id).toBe(ids.placement);
});

test('what cannot be is refused, and why', async () => {
  const cases: [Body, string, string][] = [
    [
      correction({ low: 1 }),
      'refused',
      'Name the family the correction is added to, such as play, or the placement it is for.',
    ],
    [
      correction({ family: 'person', low: 1 }),
      'formula',
      '"person" may never be added, so there is no total of it to correct.',
    ],
    [
      correction({ placement: 1, family: 'read', low: 1 }),
      'refused',
      'Placement 1 is counted by plays, which is of the family play, not read.',
    ],
    [
      correction({ placement: 7, low: 1 }),
      'refused',
      'Placement 7 is not in the totals of year-end: there is none of this number, or its episode is cancelled.',
    ],
    [
      correction({ episode: 'dropped', family: 'play', low: 1 }),
      'refused',
      'Episode "dropped" is cancelled: it is in no total, and needs no correction.',
    ],
    [
      correction({ episode: 'nope', family: 'play', low: 1 }),
      'refused',
      'There is no episode "nope" in year-end. There are: education, civil, water.',
    ],
    [correction({ family: 'play', low: 0 }), 'refused', 'An adjustment by 0 changes nothing.'],
    [correction({ family: 'play', low: 2, high: 1 }), 'refused', 'The lower end 2 is above the upper end 1.'],
    [
      correction({ family: 'play', low: 1, effectiveAt: '2022-12-30T10:00:01Z' }),
      'refused',
      'It takes effect at 2022-12-30T10:00:01.000Z, which is to come: totals are told of the past only.',
    ],
  ];
  for (const [body, kind, message] of cases) {
    expect(await refused('/adjustments', body)).toEqual([422, kind, message]);
  }
  const [status, kind] = await refused('/adjustments', correction({ family: 'play', low: 1, by: ' ' }));
  expect([status, kind]).toEqual([400, 'bad-parameter']);
  expect(await refused('/adjustments/nope/withdraw', SIGNED)).toEqual([
    ...[404, 'unknown-adjustment'],
    'There is no adjustment "nope" of year-end. `renci adjust list` shows those there are.',
  ]);
});

test('one taken back is gone from what is known since, stays in what was known, and on record', async () => {
  const before = (await request('')).body;
  clock.set(NOW + HOUR);
  const withdrawal = { by: '值班主任', reason: '平台已恢复计数' };
  const gone = await request(`/adjustments/${ids.jump}/withdraw`, withdrawal);
  expect([gone.status, gone.body.counts, gone.body.withdrawal]).toEqual([
    ...[200, false],
    { author: '值班主任', reason: '平台已恢复计数', recordedAt: iso(NOW + HOUR) },
  ]);
  const lowOf = async (query: string): Promise<number> =>
    ((await request(query)).body.total as { low: number }).low;
  const known = (await lowOf(`?asOf=${iso(NOW)}`)) - (before.total as { low: number }).low;
  expect(known).toBe(400_000);
  expect((await request(`?asOf=${iso(NOW)}&knownAt=${iso(NOW)}`)).body).toEqual(before);
  expect(await refused(`/adjustments/${ids.jump}/withdraw`, withdrawal)).toEqual([
    ...[422, 'refused'],
    `Adjustment ${ids.jump} was withdrawn already, by 值班主任 at ${iso(NOW + HOUR)}.`,
  ]);
  // Others rest on it: what was added is taken out elsewhere.
  expect(
    (await request('/adjustments', correction({ episode: 'civil', family: 'play', low: -88_500 }))).status,
  ).toBe(201);
  expect(await refused(`/adjustments/${ids.episode}/withdraw`, withdrawal)).toEqual([
    ...[422, 'refused'],
    'Episode civil of year-end counts 0 on 29 December 2022, 08:00, in the family play and with what is adjusted already: ' +
      '-500 would bring it to -500. Take out less, or later.',
  ]);
});

test('a lower end that a later fall brings below 0 is shown as it is', async () => {
  const fall = clock.now() + HOUR;
  await insertReadings(db, [reading({ placementId: 2, observedAt: fall, value: 1_000 })], ZONE);
  clock.set(fall + HOUR);
  const { body } = await request('/episodes');
  const civil = (body.episodes as Body[]).find(({ id }) => id === 'civil');
  expect([civil?.low, civil?.high, civil?.wording]).toEqual([
    ...[-87_000, -87_000],
    { zh: '调整多于计数，须复核', en: 'adjusted below 0, to be checked' },
  ]);
});
