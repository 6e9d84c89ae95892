import { type ApiDeps, createApi } from '../../dashboards/api/app.ts';
import type { Database } from '../../pipeline/clickhouse/client.ts';
import { ManualClock } from '../../pipeline/clock.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { insertMisses } from '../../pipeline/store/evidence.ts';
import { insertReadings } from '../../pipeline/store/readings.ts';
import { writeReference } from '../../pipeline/store/reference.ts';
import { insertRuns } from '../../pipeline/store/runs.ts';
import { at, catalogueOf, DOUYIN, KUAISHOU, miss, reading, WEIBO, ZONE } from '../sql/seed.ts';

/** The present of the test: 18:00 in Beijing on 30 December 2022. */
export const NOW = at('12-30 18:00');
const REGISTERED = at('12-26 08:00');

/**
 * A campaign of four days: two episodes aired, one to come, one cancelled; six placements counted, two beside.
 * The first has a reading a day, the third one that was taken down a day late.
 */
export const seedCampaign = async (db: Database): Promise<void> => {
  await writeReference(db, REGISTERED);
  await applyCatalogue(
    db,
    catalogueOf({
      episodes: [
        { id: 'education', organisation: '市教委', organisationEn: 'Education', title: '教育' },
        {
          id: 'civil',
          organisation: '市民政局',
          organisationEn: 'Civil affairs',
          title: '民政',
          airedAt: at('12-28 09:00'),
        },
        {
          id: 'water',
          organisation: '市水务局',
          organisationEn: 'Water',
          title: '水务',
          status: 'planned',
          airedAt: at('12-31 09:00'),
        },
        {
          id: 'dropped',
          organisation: '市商务局',
          organisationEn: 'Commerce',
          title: '商务',
          status: 'cancelled',
          airedAt: null,
        },
      ],
      works: [
        { id: 'edu-clip', episodeId: 'education' },
        { id: 'edu-live', episodeId: 'education', kind: 'live' },
        { id: 'edu-article', episodeId: 'education', kind: 'article' },
        { id: 'civil-clip', episodeId: 'civil' },
        { id: 'dropped-clip', episodeId: 'dropped' },
        { id: 'trailer', kind: 'trailer' },
      ],
      platforms: [DOUYIN, KUAISHOU, WEIBO],
      placements: [
        { externalId: '7177580042489185001', workId: 'edu-clip', publishedAt: at('12-27 12:00') },
        {
          externalId: 'ks-civil',
          workId: 'civil-clip',
          platformId: 'kuaishou',
          accountId: 'kuai',
          publishedAt: at('12-28 12:00'),
        },
        { externalId: 'dy-trailer', workId: 'trailer', publishedAt: at('12-26 20:00') },
        { externalId: 'dy-live', workId: 'edu-live', metric: 'live_entries', publishedAt: at('12-27 09:00') },
        {
          externalId: 'wb-article',
          workId: 'edu-article',
          platformId: 'weibo',
          accountId: 'hao',
          metric: 'reads',
          publishedAt: at('12-27 10:00'),
        },
        {
          externalId: 'wb-post',
          workId: 'edu-article',
          platformId: 'weibo',
          accountId: 'hao',
          metric: 'exposures',
          publishedAt: at('12-27 10:00'),
        },
        { externalId: 'dy-dropped', workId: 'dropped-clip' },
        { externalId: 'ks-later', workId: 'trailer', platformId: 'kuaishou', publishedAt: at('12-31 08:00') },
      ],
    }),
    REGISTERED,
  );
  const observedAt = at('12-30 17:30');
  const open = {
    verdict: 'accepted',
    reason: '',
    count: { low: 100_001, high: null },
    acceptedAt: observedAt,
  } as const;
  await insertReadings(
    db,
    [
      reading({ placementId: 1, observedAt: at('12-27 23:00'), value: 200_000, runId: 'run-27' }),
      reading({ placementId: 1, observedAt: at('12-28 23:00'), value: 400_000, runId: 'run-28' }),
      reading({ placementId: 1, observedAt, value: 512_340, runId: 'run-30', payloadId: 'cafe' }),
      reading({ placementId: 2, observedAt: at('12-29 02:00'), value: 88_000 }),
      reading({ placementId: 3, observedAt: at('12-26 23:00'), recordedAt: at('12-28 01:00'), value: 9_000 }),
      reading({ placementId: 3, observedAt, low: 11_001, high: 12_999, text: '1.2万', step: 1_000 }),
      reading({
        placementId: 5,
        observedAt,
        metric: 'reads',
        low: 100_001,
        high: null,
        text: '10万+',
        judgement: open,
      }),
      reading({ placementId: 6, observedAt, metric: 'exposures', value: 2_345_678 }),
      reading({ placementId: 7, observedAt, value: 999_999 }),
    ],
    ZONE,
  );
  await insertMisses(db, [
    miss({ placementId: 2, at: at('12-30 02:00'), reason: 'kuaishou answered 502 five times' }),
  ]);
  const ended = { expected: 6, read: 5, missed: 0, failed: 1, version: 2 };
  await insertRuns(db, [
    {
      id: 'run-30',
      slot: at('12-30 17:30'),
      trigger: 'schedule',
      job: 'hourly',
      state: 'incomplete',
      startedAt: at('12-30 17:30'),
      endedAt: at('12-30 17:31'),
      summary: 'read 5 of 6; Kuaishou: 1 failed (network ×1)',
      ...ended,
    },
    {
      id: 'run-29',
      slot: at('12-29 02:00'),
      trigger: 'catch-up',
      job: 'nightly',
      state: 'complete',
      startedAt: at('12-29 08:00'),
      endedAt: at('12-29 08:02'),
      summary: 'read 6 of 6',
      ...ended,
      read: 6,
      failed: 0,
    },
  ]);
};

/** Nothing to collect with: most of the API speaks of what is stored. */
export const NO_COLLECTORS: Pick<ApiDeps, 'collectors' | 'config'> = {
  collectors: [],
  config: { data: '/nowhere', platforms: {}, secret: () => null },
};

/** The API on a database, at a present that stands still; problems are numbered, so that whole bodies compare. */
export const apiOn = (db: Database, more: Partial<ApiDeps> & { readonly knownAt?: number } = {}) => {
  let problems = 0;
  const { knownAt = NOW, ...rest } = more;
  const api = createApi({
    db,
    clock: new ManualClock(NOW),
    now: async () => ({ asOf: NOW, knownAt }),
    log: silentLogger,
    ...NO_COLLECTORS,
    version: '1.2.3',
    reference: () => `problem-${++problems}`,
    ...rest,
  });
  return {
    api,
    get: async (path: string): Promise<{ status: number; body: unknown }> => {
      const response = await api.request(path);
      return { status: response.status, body: await response.json() };
    },
  };
};
