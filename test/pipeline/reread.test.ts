import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Collector } from '../../collectors/contract.ts';
import { HOUR } from '../../pipeline/days.ts';
import type { Reading } from '../../pipeline/domain/reading.ts';
import type { App } from '../../pipeline/jobs/app.ts';
import type { Entry } from '../../pipeline/jobs/entries.ts';
import { DEFAULT_CADENCE, workKey } from '../../pipeline/jobs/plan.ts';
import { collectSlot } from '../../pipeline/jobs/run-slot.ts';
import { createUnderWay } from '../../pipeline/jobs/under-way.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { Spool } from '../../pipeline/spool.ts';
import { example, NOW, setStage, settings } from '../collectors/example.ts';
import { openNight } from './night.ts';
import { december } from './night-catalogue.ts';

const stage = setStage();

const collector = {
  ...(example as unknown as Collector),
  limits: { concurrency: 1, minIntervalMs: 0 },
} satisfies Collector;
const placement = (id: number) => ({
  ...{ id, campaignId: 'c', workId: 'w', platformId: 'example', accountId: 'a', externalId: `item-${id}` },
  ...{ url: '', metric: 'plays' as const, publishedAt: NOW - HOUR, registeredAt: NOW - HOUR },
});
const work = {
  ...{ id: 'w', campaignId: 'c', episodeId: null, kind: 'clip' as const, title: '', series: '' },
  publishedAt: null,
};

/** An app without a database whose rules doubt what `doubt` picks out. */
const appOf = async (doubt: (reading: Reading) => boolean): Promise<App> => {
  const { bench } = stage;
  const placements = [1, 2, 3].map(placement);
  const app: Partial<App> = {
    collectors: [collector],
    clock: bench.clock,
    log: silentLogger,
    spool: await Spool.open<Entry>(join(bench.folder, 'spool'), () => null),
    config: {
      cadence: DEFAULT_CADENCE,
      schedule: { hourly: '5 * * * *', nightly: '0 2 * * *' },
      timeZone: 'Asia/Shanghai',
      platforms: {},
    } as unknown as App['config'],
    expected: async () => ({
      ...{ placements, platforms: [], accounts: new Map(), zones: new Map(), platformOf: new Map() },
      ...{ campaigns: [], episodes: new Map() },
      works: new Map([[workKey(placement(1)), work]]),
    }),
    lastReads: async () => new Map(),
    suspects: async readings => readings.filter(doubt),
    underWay: createUnderWay(bench.folder, bench.clock),
    context: (_, runId) => ({ ...bench.context(settings(stage)), runId }),
  };
  return app as App;
};

const run = async (app: App) => {
  const { summary, state, expected, read } = await collectSlot(app, 'everything', {
    ...{ slot: NOW, trigger: 'manual', job: '' },
  });
  await app.spool.seal();
  const entries = (await Promise.all((await app.spool.sealed()).map(name => app.spool.read(name)))).flat();
  const batches = entries.flatMap(entry => ('batch' in entry ? [entry.batch] : []));
  return {
    ...{ summary, state, expected, read },
    readings: batches.flatMap(({ readings }) => readings.map(of => [of.placementId, of.low])),
    misses: batches.flatMap(({ misses }) => misses.map(of => [of.placementId, of.status])),
  };
};
const asked = () => stage.server.received.map(({ query }) => query.ids);

test('doubtful readings are asked for once more at the end of the same run', async () => {
  let requests = 0;
  stage.answer = ({ query }) => {
    requests += 1;
    const plays = requests > 2 ? 61 : 60;
    return { body: { items: (query.ids ?? '').split(',').map(id => ({ id, plays })) } };
  };
  expect(await run(await appOf(({ placementId }) => placementId === 2))).toEqual({
    summary: 'read 3 of 3; 1 doubtful, 1 of them read again',
    ...{ state: 'complete', expected: 3, read: 3 },
    readings: [
      [1, 60],
      [2, 60],
      [3, 60],
      [2, 61],
    ],
    misses: [],
  });
  expect(asked()).toEqual(['item-1,item-2', 'item-3', 'item-2']);
});

test('a second request that fails leaves what was read before as it was', async () => {
  let requests = 0;
  stage.answer = ({ query }) => {
    requests += 1;
    return requests > 2
      ? { status: 500, body: '' }
      : { body: { items: (query.ids ?? '').split(',').map(id => ({ id, plays: 60 })) } };
  };
  const { summary, state, misses } = await run(await appOf(({ placementId }) => placementId === 2));
  expect({ summary, state, misses }).toEqual({
    summary: 'read 3 of 3; 1 doubtful, 0 of them read again',
    state: 'complete',
    misses: [],
  });
});

test('a database that is away stops no run: nothing is read again', async () => {
  stage.answer = ({ query }) => ({
    body: { items: (query.ids ?? '').split(',').map(id => ({ id, plays: 60 })) },
  });
  const app = await appOf(() => {
    throw new Error('away');
  });
  expect((await run(app)).summary).toBe('read 3 of 3');
  expect(asked()).toEqual(['item-1,item-2', 'item-3']);
});

const reading = (at: string, low: number, placementId = 1): Reading => ({
  ...{ placementId, metric: 'plays', source: 'api', low, high: low, text: String(low), step: 1 },
  ...{ observedAt: december(at), recordedAt: december(at) + 1_000 },
  ...{ othersPositive: true, publishedAt: december('05 09:00') - 30 * 24 * HOUR, intervalS: 86_400 },
  ...{ runId: 'night', payloadId: '' },
});

test('suspects are the falls and jumps that the rules leave open, and nothing that they settle', async () => {
  const { app } = await openNight({ at: december('09 12:00') });
  const readings = [1, 2, 3, 4].flatMap(id => [
    reading('06 02:00', 50_000, id),
    reading('07 02:00', 50_100, id),
  ]);
  await app.spool.append({ batch: { readings, misses: [], rejects: [], attempts: [], payloads: [] } });
  await app.drain();
  const taken = [
    reading('08 02:00', 30_000, 1),
    reading('08 02:00', 500_000, 2),
    reading('08 02:00', 50_090, 3),
    reading('08 02:00', 50_200, 4),
    reading('08 02:00', 7, 5),
  ];
  expect((await app.suspects(taken)).map(({ placementId, low }) => [placementId, low])).toEqual([
    [1, 30_000],
    [2, 500_000],
  ]);
  expect(await app.suspects([])).toEqual([]);
});
