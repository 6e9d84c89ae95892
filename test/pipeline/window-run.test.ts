import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Collector } from '../../collectors/contract.ts';
import { DAY, HOUR } from '../../pipeline/days.ts';
import type { App } from '../../pipeline/jobs/app.ts';
import type { Entry } from '../../pipeline/jobs/entries.ts';
import { DEFAULT_CADENCE, type SlotKind, workKey } from '../../pipeline/jobs/plan.ts';
import { collectSlot } from '../../pipeline/jobs/run-slot.ts';
import { createUnderWay } from '../../pipeline/jobs/under-way.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { Spool } from '../../pipeline/spool.ts';
import type { Run } from '../../pipeline/store/runs.ts';
import { example, NOW, setStage, settings } from '../collectors/example.ts';

const stage = setStage();

const collector: Collector = {
  ...(example as unknown as Collector),
  limits: { concurrency: 1, minIntervalMs: 0, perDay: 2 },
  capabilities: { ...example.capabilities, lookBackDays: 20 },
};
const placement = (id: number, age: number) => ({
  ...{ id, campaignId: 'c', workId: 'w', platformId: 'example', accountId: 'a', externalId: `item-${id}` },
  ...{ url: '', metric: 'plays' as const, publishedAt: NOW - age, registeredAt: NOW - age },
});
const work = {
  ...{ id: 'w', campaignId: 'c', episodeId: null, kind: 'clip' as const, title: '', series: '' },
  publishedAt: null,
};

/** An app without a database: what a run collects stays in the spool. */
const appOf = async (ages: readonly number[], lastReads: ReadonlyMap<number, number>): Promise<App> => {
  const { bench } = stage;
  const placements = ages.map((age, i) => placement(i + 1, age));
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
      works: new Map([[workKey(placement(1, 0)), work]]),
    }),
    lastReads: async () => lastReads,
    suspects: async () => [],
    underWay: createUnderWay(bench.folder, bench.clock),
    context: (_, runId) => ({ ...bench.context(settings(stage)), runId }),
  };
  return app as App;
};
const run = async (
  kind: SlotKind,
  ages: readonly number[],
  lastReads: ReadonlyMap<number, number> = new Map(),
): Promise<Partial<Run>> => {
  stage.answer = ({ query }) => ({
    body: { items: (query.ids ?? '').split(',').map(id => ({ id, plays: 7 })) },
  });
  const app = await appOf(ages, lastReads);
  const ended = await collectSlot(app, kind, { slot: NOW, trigger: 'manual', job: '' });
  const { state, expected, read, missed, failed, summary } = ended;
  return { state, expected, read, missed, failed, summary };
};
const asked = () => stage.server.received.map(({ query }) => query.ids);

test('what the quota does not reach is left for tomorrow: said, and not failed', async () => {
  const ages = [9, 8, 7, 6, 5, 4].map(days => days * DAY);
  expect(await run('nightly', ages)).toEqual({
    ...{ state: 'complete', expected: 4, read: 4, missed: 0, failed: 0 },
    summary: 'read 4 of 4; Example: 2 left for tomorrow (2 requests a day are spent)',
  });
  expect(asked()).toEqual(['item-6,item-5', 'item-4,item-3']);
  expect(await run('nightly', ages)).toEqual({
    ...{ state: 'complete', expected: 0, read: 0, missed: 0, failed: 0 },
    summary: 'read 0 of 0; Example: 6 left for tomorrow (2 requests a day are spent)',
  });
});

test('what a window closes on is asked first, what it has closed on is not asked and is no miss', async () => {
  const ages = [HOUR, 2 * HOUR, 3 * HOUR, 19.9 * DAY, 21 * DAY, 22 * DAY];
  const read = new Map([
    [4, NOW - DAY],
    [5, NOW - 2 * DAY],
  ]);
  expect(await run('nightly', ages, read)).toEqual({
    ...{ state: 'complete', expected: 4, read: 4, missed: 0, failed: 0 },
    summary:
      'read 4 of 4; Example: 1 not asked, window closed (20 days), last count final; ' +
      'Example: 1 can no longer be filled, window closed before any reading: item-6',
  });
  expect(asked()).toEqual(['item-4,item-1', 'item-2,item-3']);
});
