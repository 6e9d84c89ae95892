import type { Database } from '../../pipeline/clickhouse/client.ts';
import { hashOf, publicationId } from '../../pipeline/domain/publication.ts';
import { coverageOf, type Total } from '../../pipeline/domain/totals.ts';
import { findCampaign } from '../../pipeline/jobs/figures.ts';
import { formTotal } from '../../pipeline/jobs/frozen-total.ts';
import { insertAdjustment, insertWithdrawal } from '../../pipeline/store/adjustments.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { insertAttempts, insertMisses, insertPayloads } from '../../pipeline/store/evidence.ts';
import { insertMilestones, type Milestone } from '../../pipeline/store/milestones.ts';
import { insertPublication } from '../../pipeline/store/publications.ts';
import { insertReadings, insertVerdicts } from '../../pipeline/store/readings.ts';
import { writeReference } from '../../pipeline/store/reference.ts';
import { insertRuns } from '../../pipeline/store/runs.ts';
import { insertRunTotals } from '../../pipeline/store/totals.ts';
import { at, catalogueOf, DOUYIN, KUAISHOU, miss, reading, WEIBO, ZONE } from './seed.ts';

/** The campaign that the README's questions are about. */
const CAMPAIGN = 'year-end-interviews-2022';
const REGISTERED = at('12-26 08:00');

const catalogue = catalogueOf({
  id: CAMPAIGN,
  episodes: [
    { id: 'education', organisation: '市教委' },
    { id: 'civil', organisation: '市民政局' },
    { id: 'dropped', organisation: '市商务局', status: 'cancelled' },
  ],
  works: [
    { id: 'edu-clip', episodeId: 'education' },
    { id: 'edu-live', episodeId: 'education', kind: 'live' },
    { id: 'edu-article', episodeId: 'education', kind: 'article' },
    { id: 'civil-clip', episodeId: 'civil' },
    { id: 'civil-radio', episodeId: 'civil', kind: 'audio' },
    { id: 'dropped-clip', episodeId: 'dropped' },
    { id: 'trailer', kind: 'trailer' },
  ],
  platforms: [DOUYIN, KUAISHOU, WEIBO],
  placements: [
    { externalId: 'dy-edu', workId: 'edu-clip', publishedAt: at('12-26 12:00') },
    { externalId: 'ks-civil', workId: 'civil-clip', platformId: 'kuaishou', publishedAt: at('12-27 12:00') },
    { externalId: 'dy-trailer', workId: 'trailer', publishedAt: at('12-26 20:00') },
    { externalId: 'dy-live', workId: 'edu-live', metric: 'live_entries', publishedAt: at('12-26 09:00') },
    { externalId: 'wb-article', workId: 'edu-article', platformId: 'weibo', metric: 'reads' },
    { externalId: 'radio', workId: 'civil-radio', metric: 'listening_rate' },
    { externalId: 'dy-dropped', workId: 'dropped-clip', publishedAt: at('12-26 12:00') },
    { externalId: 'dy-civil', workId: 'civil-clip', publishedAt: at('12-27 13:00') },
  ],
});

const live = { placementId: 4, metric: 'live_entries' } as const;
const start = reading({ ...live, observedAt: at('12-26 10:00'), value: 40_000 });
const fall = reading({
  ...live,
  observedAt: at('12-26 11:00'),
  value: 20_000,
  judgement: {
    verdict: 'held',
    reason: 'fall',
    count: { low: 20_000, high: 40_000 },
    acceptedAt: start.observedAt,
  },
});
const confirming = reading({ ...live, observedAt: at('12-26 12:00'), value: 20_100, revision: 2 });

const observedAt = at('12-30 17:30');
const readings = [
  reading({ placementId: 1, observedAt: at('12-26 23:00'), value: 100_000, runId: 'run-26' }),
  reading({ placementId: 1, observedAt: at('12-27 23:00'), value: 200_000, runId: 'run-27' }),
  reading({ placementId: 1, observedAt, value: 512_340, runId: 'run-30', payloadId: 'cafe' }),
  reading({ placementId: 1, metric: 'likes', observedAt, value: 77, runId: 'run-30' }),
  reading({ placementId: 2, observedAt: at('12-29 02:00'), value: 88_000 }),
  reading({ placementId: 3, observedAt, low: 11_001, high: 12_999, text: '1.2万', step: 1_000 }),
  start,
  fall,
  confirming,
  reading({ ...live, observedAt: at('12-30 17:00'), value: 20_500, revision: 2 }),
  reading({ placementId: 5, metric: 'reads', observedAt, low: 100_001, high: null, text: '10万+' }),
  reading({ placementId: 7, observedAt: at('12-27 12:00'), value: 999_999 }),
  reading({ placementId: 8, observedAt: at('12-28 12:00'), value: 4_000, intervalS: 86_400 }),
  // Came in a day late.
  reading({
    placementId: 8,
    observedAt: at('12-29 12:00'),
    recordedAt: at('12-30 09:00'),
    value: 5_000,
    intervalS: 86_400,
  }),
];

const seedRuns = async (db: Database): Promise<void> => {
  const run = {
    id: 'run-30',
    slot: observedAt,
    trigger: 'schedule',
    job: 'hourly',
    state: 'planned',
    startedAt: observedAt,
    endedAt: null,
    expected: 6,
    read: 0,
    missed: 0,
    failed: 0,
    summary: '',
    version: 1,
  } as const;
  await insertRuns(db, [
    run,
    {
      ...run,
      state: 'incomplete',
      endedAt: observedAt + 42_000,
      read: 5,
      failed: 1,
      summary: 'read 5 of 6; Kuaishou: 1 failed (network ×1)',
      version: 2,
    },
  ]);
  const attempt = {
    runId: 'night',
    platform: 'douyin',
    collector: 'douyin',
    accountId: 'jinyun',
    startedAt: at('12-15 02:00'),
    durationMs: 120,
    url: 'https://open.example.test/data',
    status: 200,
    items: 50,
    errorKind: '',
    error: '',
    payloadId: '',
  } as const;
  const failed = {
    ...attempt,
    platform: 'kuaishou',
    status: 502,
    errorKind: 'network',
    error: 'bad gateway',
  } as const;
  await insertAttempts(db, [
    attempt,
    failed,
    { ...failed, startedAt: at('12-15 02:01'), durationMs: 30_000, status: 0 },
    { ...failed, startedAt: at('12-15 02:02'), status: 429, errorKind: 'rate-limited' },
    { ...failed, startedAt: at('12-15 02:03'), durationMs: 90, status: 200, errorKind: '', error: '' },
    { ...attempt, startedAt: at('12-15 08:00') },
  ]);
  await insertAttempts(db, [
    {
      ...{ ...attempt, runId: 'run-30', startedAt: at('12-30 17:30'), items: 1, payloadId: 'cafe' },
      url: 'https://open.example.test/data?access_token=***',
    },
  ]);
  // Sent twice: one request.
  await insertAttempts(db, [failed]);
};

const totalAt = (as: string, low: number, high: number | null) => {
  const total: Total = { low, high, coverage: coverageOf([]) };
  const moment = at(as);
  return {
    asOf: moment,
    knownAt: moment,
    campaignId: CAMPAIGN,
    formula: 'video_view_times@1',
    runId: `run ${as}`,
    total,
    episodes: [
      { episodeId: 'education', total },
      { episodeId: null, total: { ...total, low: 1 } },
    ],
  };
};

/** A small campaign in which every question of the cookbook has an answer that could be wrong. */
export const seedCookbook = async (db: Database): Promise<void> => {
  await writeReference(db, REGISTERED);
  await applyCatalogue(db, catalogue, REGISTERED);
  // A second campaign, so that a forgotten condition shows.
  await applyCatalogue(
    db,
    catalogueOf({ id: 'other', placements: [{ externalId: 'elsewhere' }] }),
    REGISTERED,
  );
  await insertReadings(db, [...readings, reading({ placementId: 9, observedAt, value: 3 })], ZONE);
  // The same rows again, as a retry sends them: two parts, one truth.
  await insertReadings(db, readings, ZONE);
  await insertVerdicts(db, [
    {
      ...fall,
      revision: 2,
      knownSince: confirming.recordedAt,
      judgement: {
        verdict: 'accepted',
        reason: 'fall-confirmed',
        count: { low: 20_000, high: 20_000 },
        acceptedAt: fall.observedAt,
      },
    },
  ]);
  await insertMisses(db, [
    miss({ placementId: 2, at: at('12-30 02:00'), reason: 'answered 502 five times' }),
  ]);
  await insertPayloads(db, [
    {
      id: 'cafe',
      platform: 'douyin',
      fetchedAt: observedAt,
      contentType: 'application/json',
      body: '{"play_count":512340}',
    },
  ]);
  const adjustment = {
    campaignId: CAMPAIGN,
    episodeId: null,
    placementId: 1,
    family: 'play',
    low: -100,
    high: -100,
    effectiveAt: at('12-30 09:00'),
    recordedAt: at('12-30 10:00'),
    kind: 'correction',
    readingAt: null,
    author: '值班编辑',
    reason: '重复统计',
  } as const;
  const mistaken = { ...adjustment, id: 'mistaken', low: 7, high: 7 };
  for (const each of [{ ...adjustment, id: 'twice' }, mistaken]) await insertAdjustment(db, each);
  await insertWithdrawal(db, mistaken, { author: '值班主任', reason: '误录', recordedAt: at('12-30 11:00') });
  await seedRuns(db);
  await insertRunTotals(db, [
    totalAt('12-28 02:00', 300_000, 300_000),
    totalAt('12-28 23:30', 320_000, 320_010),
    totalAt('12-29 23:30', 350_000, null),
  ]);
  const reached: Milestone = {
    scope: 'campaign',
    scopeId: CAMPAIGN,
    basis: 'video_view_times@1',
    threshold: 100_000,
    kind: 'reached',
    asOf: at('12-28 23:30'),
    knownAt: at('12-28 23:30'),
    runId: 'run 12-28 23:30',
    low: 320_000,
    high: 320_010,
    isGoal: false,
    definitions: ['douyin plays 1'],
  };
  const ofWork: Milestone = { ...reached, scope: 'work', scopeId: 'edu-clip' };
  // Told twice, as a segment that is stored again does.
  for (const _ of ['once', 'again']) await insertMilestones(db, CAMPAIGN, [reached, ofWork]);
  await publishOne(db);
};

/** The total of the evening of 30 December, frozen a minute later. */
const publishOne = async (db: Database): Promise<void> => {
  const moment = { asOf: at('12-30 18:00'), knownAt: at('12-30 18:00') };
  const { total, figures } = await formTotal(db, await findCampaign(db, CAMPAIGN), moment);
  const hash = hashOf(total);
  await insertPublication(db, {
    ...{
      id: publicationId(hash),
      hash,
      campaignId: CAMPAIGN,
      title: '收官',
      ...moment,
      formula: total.formula,
    },
    ...{ low: total.low, high: total.high, coverage: figures.figures.total.coverage },
    ...{ wording: { zh: '超过63万人次', en: 'over 630,000 view-times' }, readings: 12 },
    ...{ author: '值班编辑', note: '', publishedAt: at('12-30 18:01') },
    total: {
      ...total,
      lines: total.lines.map(line => ({ ...line, payloadKept: false, lowerPayloadKept: false })),
    },
  });
};
