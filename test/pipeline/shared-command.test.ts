import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { startService } from '../../pipeline/jobs/start.ts';
import { readCampaigns, readPlatforms } from '../../pipeline/store/catalogue.ts';
import { openNight } from './night.ts';
import { SMALL } from './night-catalogue.ts';
import { renci } from './renci.ts';

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 });

/** A new campaign's file that gives the first one's platform another name. */
const OTHER = `campaign:
  id: other
  name: 另一个活动
  name_en: Another
  organiser: 融媒体中心
  time_zone: Asia/Shanghai
  starts_on: 2022-12-05
  ends_on: 2022-12-30
  formula: video_view_times
platforms:
  - { id: kuaishou, name: 快手短视频, name_en: Kuaishou, group: commercial }
accounts:
  - { id: kuaishou-jinyun, platform: kuaishou, name: 津云 }
episodes: []
works: []
`;

const openOther = async () => {
  const { app, clock, config, env } = await openNight();
  const file = join(config.data, 'other.yaml');
  writeFileSync(file, OTHER);
  const stored = async () => ({
    campaigns: (await readCampaigns(app.db)).map(({ id }) => id),
    platform: (await readPlatforms(app.db)).find(({ id }) => id === 'kuaishou')?.name,
  });
  return { app, clock, file, stored, place: { cwd: config.data, env } };
};

const UNTOUCHED = { campaigns: ['night'], platform: '快手' };

test('a file that changes what other campaigns use is applied only where --shared says that it is meant', async () => {
  const { app, file, stored, place } = await openOther();
  await app.close();
  expect(await renci(['catalogue', 'apply', 'other.yaml'], place)).toEqual({
    code: 2,
    out: '',
    err:
      'renci: This changes platforms or accounts that other campaigns use as well: 快手短视频 (night). ' +
      'Nothing was applied. `renci catalogue plan` shows it; `renci catalogue apply --shared` does it.\n',
  });
  expect(await stored()).toEqual(UNTOUCHED);
  const applied = await renci(
    ['catalogue', 'apply', 'other.yaml', '--shared', '--by', '编辑', '--json'],
    place,
  );
  expect([applied.code, applied.err]).toEqual([0, '']);
  const { applied: done, catalogues } = JSON.parse(applied.out) as Record<string, unknown>;
  expect([done, catalogues]).toEqual([
    true,
    [
      {
        ...{ file, campaign: 'other', add: 1, change: 1, keep: 0 },
        changes: [
          { entity: 'campaign', action: 'add', id: 'other', name: '另一个活动', fields: expect.any(Array) },
          {
            ...{ entity: 'platform', action: 'change', id: 'kuaishou', name: '快手短视频' },
            fields: [{ field: 'name', before: '快手', after: '快手短视频' }],
          },
        ],
        shared: [{ entity: 'platform', id: 'kuaishou', name: '快手短视频', campaigns: [SMALL.campaign.id] }],
      },
    ],
  ]);
  expect(await stored()).toEqual({ campaigns: ['night', 'other'], platform: '快手短视频' });
});

test('a start takes no new campaign that changes what others use, and logs how to apply it', async () => {
  const { app, clock, file, stored } = await openOther();
  const told: unknown[] = [];
  const log = pino(
    { level: 'warn', base: null, timestamp: false },
    { write: line => told.push(JSON.parse(line)) },
  );
  const service = await startService(
    { ...app, log, config: { ...app.config, catalogues: [file] } },
    { since: clock.now() },
  );
  await service.stop();
  expect(told).toEqual([
    {
      ...{ level: 50, file, campaign: 'other', shared: '快手短视频 (night)' },
      msg:
        'a new campaign was not taken: its file changes platforms or accounts that other campaigns use. See ' +
        '`renci catalogue plan`; `renci catalogue apply --shared` does it',
    },
  ]);
  expect(await stored()).toEqual(UNTOUCHED);
});
