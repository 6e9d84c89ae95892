import { expect, test, vi } from 'vitest';
import { HOUR } from '../../pipeline/days.ts';
import { calmly, preparedNight, SLOT, serveKilled } from './killed.ts';
import { everythingIn, rowsOf } from './night.ts';

// Each kill takes a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 });

test('killed at every moment of storing, one night after the other: the tables are those of calm nights', async () => {
  const moments = [
    'before readings',
    'after readings',
    // The third night confirms the fall that the second one showed, the fifth that of the fourth: verdicts change.
    'before verdicts',
    'remove',
    'after verdicts',
    'before runs',
    'after campaign_totals',
  ];
  const slots = moments.map((_, night) => SLOT + night * HOUR);
  const hurt = await preparedNight();
  for (const [night, moment] of moments.entries()) await serveKilled(hurt, slots[night] ?? SLOT, moment);
  const app = await hurt.open();
  expect(await everythingIn(app)).toEqual(await calmly(slots));
  const verdicts = 'SELECT verdict, reason FROM verdicts FINAL WHERE metric = {metric:String}';
  expect(await app.db.select(verdicts, { name: 'verdicts', params: { metric: 'plays' } })).toEqual([
    { verdict: 'accepted', reason: 'fall-confirmed' },
    { verdict: 'accepted', reason: 'fall-confirmed' },
  ]);
  const identity = 'placement_id, metric, source, observed_at, low, high';
  expect(await rowsOf(app, `SELECT ${identity} FROM readings GROUP BY ALL HAVING count() > 1`)).toEqual([]);
});
