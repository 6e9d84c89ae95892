import { expect, test } from 'vitest';
import { dateTime64 } from '../../pipeline/days.ts';
import { runSlot } from '../../pipeline/jobs/run-slot.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { type Night, nightly, openNight, rowsOf, startNight } from './night.ts';
import { campaignOf, december, SMALL } from './night-catalogue.ts';

const SLOT = december('06 02:00');
const AT = dateTime64(SLOT);

/** What the simulated world counts, and how each platform shows it. */
const shown = ({ world }: Night['simulators'], platform: string, id: string) => {
  const count = world.count(platform, id, 'plays', SLOT);
  const likes = world.count(platform, id, 'likes', SLOT);
  if (platform !== 'jinyun') return { low: count, high: count, text: String(count), likes };
  if (count < 10_000) return { low: count, high: count, text: count.toLocaleString('en'), likes };
  // Cut to a tenth of 万.
  const low = Math.floor(count / 1_000) * 1_000;
  return { low, high: low + 999, text: `${(low / 10_000).toFixed(1)}万`, likes };
};

test('a night from plan to totals leaves exactly these rows', async () => {
  const { app, simulators } = await openNight();
  simulators.fault({ platform: 'kuaishou', kind: 'wrong-shape' });

  const { run, stored } = await runSlot(app, 'nightly', nightly(SLOT));
  const failure =
    'kuaishou: the answer is not what we know (application/json; charset=utf-8): ' +
    'result: Invalid input; video_list: Invalid input: expected array, received undefined';
  expect([run, stored]).toEqual([
    {
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      slot: SLOT,
      trigger: 'schedule',
      job: 'nightly',
      state: 'incomplete',
      startedAt: SLOT,
      endedAt: SLOT,
      expected: 6,
      read: 5,
      missed: 0,
      failed: 1,
      summary: 'read 5 of 6; Kuaishou: 1 failed (shape ×1)',
      remarks: [
        {
          ...{ code: 'ended', name: { zh: '快手', en: 'Kuaishou' }, failed: 1, failures: { shape: 1 } },
          ...{ absent: 0, hidden: 0, removed: 0 },
        },
      ],
      version: 3,
    },
    true,
  ]);

  const placements = SMALL.placements.slice(0, 5).map(({ platformId, externalId }, index) => ({
    id: index + 1,
    source: platformId === 'jinyun' ? 'own_logs' : 'api',
    ...shown(simulators, platformId, externalId),
  }));
  expect(
    await rowsOf(
      app,
      `SELECT placement_id, metric, source, observed_at, recorded_at, local_date, low, high, text, verdict, reason,
         count_low, count_high, interval_s, run_id, payload_id IN (SELECT payload_id FROM payloads) AS proven
       FROM readings WHERE metric IN ('plays', 'likes') ORDER BY placement_id, metric DESC`,
    ),
  ).toEqual(
    placements.flatMap(({ id, source, low, high, text, likes }) =>
      [
        { metric: 'plays', low, high, text },
        { metric: 'likes', low: likes, high: likes, text: String(likes) },
      ].map(count => ({
        placement_id: id,
        metric: count.metric,
        source,
        observed_at: AT,
        recorded_at: AT,
        local_date: '2022-12-06',
        low: String(count.low),
        high: String(count.high),
        text: count.text,
        verdict: 'accepted',
        reason: '',
        count_low: String(count.low),
        count_high: String(count.high),
        interval_s: 3600,
        run_id: run.id,
        proven: 1,
      })),
    ),
  );

  const ledger = {
    run_id: run.id,
    slot: AT,
    trigger: 'schedule',
    job: 'nightly',
    state: 'incomplete',
    started_at: AT,
    ended_at: AT,
    expected: 6,
    read: 5,
    missed: 0,
    failed: 1,
    summary: run.summary,
    remarks: JSON.stringify([
      {
        ...{ code: 'ended', name: { zh: '快手', en: 'Kuaishou' }, failed: 1, failures: { shape: 1 } },
        ...{ absent: 0, hidden: 0, removed: 0 },
      },
    ]),
    version: '3',
  };
  expect(await rowsOf(app, 'SELECT * FROM runs FINAL')).toEqual([ledger]);

  const asked = (platform: string, account: string, path: string, items: number, error = '') => ({
    run: run.id,
    account: `${platform}/${account}`,
    path,
    status: 200,
    items,
    error,
  });
  expect(
    await rowsOf(
      app,
      `SELECT run_id AS run, concat(collector, '/', account_id) AS account, path(url) AS path, status, items, error
       FROM attempts ORDER BY account, path`,
    ),
  ).toEqual([
    asked('douyin', 'douyin-jinyun', '/api/douyin/v1/video/video_data/', 1),
    asked('douyin', 'douyin-jinyun', '/oauth/access_token/', 0),
    asked('douyin', 'douyin-radio', '/api/douyin/v1/video/video_data/', 1),
    asked('douyin', 'douyin-radio', '/oauth/access_token/', 0),
    asked('jinyun', 'jinyun-app', '/api/open/v1/contents/stats', 1),
    asked('jinyun', 'jinyun-app', '/api/open/v1/contents/stats', 1),
    asked('jinyun', 'jinyun-app', '/api/open/v1/contents/stats', 1),
    asked('kuaishou', 'kuaishou-jinyun', '/oauth2/access_token', 0),
    asked('kuaishou', 'kuaishou-jinyun', '/openapi/photo/list', 0, failure),
  ]);

  const [evidence] = (await rowsOf(
    app,
    `SELECT payload_id, platform, fetched_at, content_type, body FROM payloads WHERE platform = 'kuaishou'`,
  )) as Record<string, string>[];
  expect(evidence).toEqual({
    payload_id: expect.stringMatching(/^[\da-f]{64}$/),
    platform: 'kuaishou',
    fetched_at: AT,
    content_type: 'application/json; charset=utf-8',
    body: expect.stringMatching(/^\{"ok":true,.*"photo_id":"3xk2vgnumzq4abc"/),
  });
  expect(
    await rowsOf(
      app,
      'SELECT platform, count() AS answers FROM payloads GROUP BY platform ORDER BY platform',
    ),
  ).toEqual([
    { platform: 'douyin', answers: '2' },
    { platform: 'jinyun', answers: '3' },
    { platform: 'kuaishou', answers: '1' },
  ]);
  const proof = { run_id: run.id, payload_id: evidence?.payload_id, at: AT, kind: 'shape', reason: failure };
  expect(await rowsOf(app, 'SELECT * FROM misses')).toEqual([
    { ...proof, recorded_at: proof.at, placement_id: 6, metric: 'plays', source: 'api', status: 'failed' },
  ]);
  expect(await rowsOf(app, 'SELECT * FROM rejects')).toEqual([
    { ...proof, platform: 'kuaishou', placement_id: 0, evidence: evidence?.body },
  ]);

  const sum = (of: readonly (typeof placements)[number][], end: 'low' | 'high') =>
    String(of.reduce((total, placement) => total + placement[end], 0));
  const [trailer] = placements.splice(2, 1);
  const moment = {
    formula: 'video_view_times@1',
    as_of: AT,
    known_at: AT,
    run_id: run.id,
    campaign_id: 'night',
  };
  const states = { carried: 0, stated: 0, removed: 0, held: 0 };
  const all = [...placements, ...(trailer ? [trailer] : [])];
  expect(await rowsOf(app, 'SELECT * FROM campaign_totals')).toEqual([
    { ...moment, ...states, low: sum(all, 'low'), high: sum(all, 'high'), expected: 7, fresh: 5, never: 2 },
  ]);
  expect(await rowsOf(app, 'SELECT * FROM episode_totals ORDER BY episode_id')).toEqual([
    {
      ...{ ...moment, ...states, episode_id: '' },
      ...{ low: String(trailer?.low), high: String(trailer?.high), expected: 1, fresh: 1, never: 0 },
    },
    {
      ...{ ...moment, ...states, episode_id: 'education' },
      ...{ low: sum(placements, 'low'), high: sum(placements, 'high'), expected: 6, fresh: 4, never: 2 },
    },
  ]);
});

test('each run leaves its own totals, and those before it stay', async () => {
  const { app, clock } = await openNight();
  const totals = () => rowsOf(app, 'SELECT * FROM campaign_totals ORDER BY as_of');
  await runSlot(app, 'nightly', nightly(SLOT));
  const first = await totals();
  clock.set(december('06 03:05'));
  const { run } = await runSlot(app, 'hourly', { ...nightly(december('06 03:05')), job: 'hourly' });
  const both = await totals();
  expect([first.length, both.length, both.slice(0, 1)]).toEqual([1, 2, first]);
  expect(both[1]).toMatchObject({
    run_id: run.id,
    as_of: dateTime64(december('06 03:05')),
    fresh: 6,
    never: 1,
  });
});

test('two campaigns share a night: works of the same name, each with its own days and totals', async () => {
  const { open } = await startNight();
  const app = await open();
  const [clip, replay] = SMALL.placements;
  if (!clip || !replay) throw new Error('the small campaign has at least two placements');
  const [beijing, london] = [campaignOf([], 'beijing'), campaignOf([], 'london')];
  await applyCatalogue(app.db, { ...beijing, placements: [clip] }, december('05 08:00'));
  await applyCatalogue(
    app.db,
    {
      ...london,
      campaign: { ...london.campaign, timeZone: 'Europe/London' },
      placements: [{ ...replay, workId: clip.workId }],
    },
    december('05 08:00'),
  );
  const everything = { slot: SLOT, trigger: 'manual', job: '' } as const;
  const { run } = await runSlot(app, 'everything', everything, { scope: { campaignId: 'london' } });
  expect([run.expected, run.read]).toEqual([1, 1]);
  await runSlot(app, 'everything', everything, { scope: { campaignId: 'beijing' } });
  const days = `SELECT placement_id, local_date FROM {0} WHERE metric = 'plays' ORDER BY placement_id`;
  // Two in the morning in Beijing is six in the evening of the day before in London.
  const cut = [
    { placement_id: 1, local_date: '2022-12-06' },
    { placement_id: 2, local_date: '2022-12-05' },
  ];
  expect(await rowsOf(app, days.replace('{0}', 'readings FINAL'))).toEqual(cut);
  expect(await rowsOf(app, days.replace('{0}', 'placement_daily FINAL'))).toEqual(cut);
  expect(
    await rowsOf(
      app,
      'SELECT campaign_id, max(fresh) AS fresh, any(expected) AS expected FROM campaign_totals GROUP BY ALL ORDER BY 1',
    ),
  ).toEqual([
    { campaign_id: 'beijing', fresh: 1, expected: 1 },
    { campaign_id: 'london', fresh: 1, expected: 1 },
  ]);
});
