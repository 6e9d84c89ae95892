import { expect, test } from 'vitest';
import type { Catalogue } from '../../pipeline/domain/catalogue.ts';
import { planStored } from '../../pipeline/jobs/plan-catalogue.ts';
import { register } from '../../pipeline/jobs/register.ts';
import { readAudit } from '../../pipeline/store/audit.ts';
import { openNight } from './night.ts';
import { SMALL } from './night-catalogue.ts';

/** A new campaign on a platform that the first one is on, under another name. */
const OTHER: Catalogue = {
  campaign: { ...SMALL.campaign, id: 'other', name: '另一个活动' },
  platforms: SMALL.platforms.map(platform =>
    platform.id === 'kuaishou' ? { ...platform, name: '快手短视频' } : platform,
  ),
  ...{ accounts: SMALL.accounts, episodes: [], works: [], placements: [] },
};

test('the plan of a new campaign shows what it changes for the others, and adds nothing that is there', async () => {
  const { app } = await openNight();
  const { isNew, changes, shared } = await planStored(app.db, OTHER);
  expect(isNew).toBe(true);
  expect(changes.map(({ entity, action, id, fields }) => [entity, action, id, fields.length > 1])).toEqual([
    ['campaign', 'add', 'other', true],
    ['platform', 'change', 'kuaishou', false],
  ]);
  expect(shared).toEqual([
    { entity: 'platform', id: 'kuaishou', name: '快手短视频', campaigns: [SMALL.campaign.id] },
  ]);
  const same = await planStored(app.db, { ...OTHER, platforms: SMALL.platforms });
  expect(same.shared).toEqual([]);
});

test('the trail of a new campaign tells the change as a change', async () => {
  const { app } = await openNight();
  await register(app, OTHER, { by: '编辑', file: 'other.yaml', fileHash: 'f' });
  const [entry] = await readAudit(app.db, { limit: 1 });
  expect(entry?.changes.find(({ entity }) => entity === 'platform')).toEqual({
    ...{ entity: 'platform', action: 'change', id: 'kuaishou', name: '快手短视频' },
    fields: [{ field: 'name', before: '快手', after: '快手短视频' }],
  });
});
