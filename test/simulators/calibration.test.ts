import { expect, test } from 'vitest';
import { METRIC_FAMILY } from '../../pipeline/domain/metrics.ts';
import { beijing, get, reference, startAt } from './harness.ts';

type Interval = { low: number; high: number };

/**
 * The interval of a displayed count, by the counting rules and nothing of the product: 津云 cuts off to 0.1万, partners'
 * sheets do not say how they round, so theirs reach one step to either side.
 */
const interval = (text: string, cutOff: boolean): Interval => {
  const wan = /^(\d+)\.(\d)万$/.exec(text);
  if (!wan) {
    const value = Number(text.replaceAll(',', ''));
    return { low: value, high: value };
  }
  const value = Number(wan[1]) * 10_000 + Number(wan[2]) * 1000;
  return { low: cutOff ? value : value - 999, high: value + 999 };
};

const videos = reference.placements.filter(p => ['play', 'live_entry'].includes(METRIC_FAMILY[p.metric]));

/** What a reader of all partners has in hand at an instant: for each video its last displayed count. */
const displayedAt = async (text: string): Promise<Map<string, Interval>> => {
  const instant = beijing(text);
  const sim = await startAt(instant);
  const shown = new Map<string, Interval>();
  const jinyun = videos.filter(p => p.platformId === 'jinyun').map(p => p.externalId);
  const { body } = await get(`${sim.urls.jinyun}/api/open/v1/contents/stats?ids=${jinyun.join(',')}`, {
    'x-api-key': sim.credentials.JINYUN_API_KEY!,
  });
  for (const item of (body as { data: { items: Record<string, string>[] } }).data.items) {
    const count = item.playCountText ?? item.liveEntries;
    if (count !== undefined) shown.set(`jinyun ${item.id}`, interval(String(count), true));
  }
  for (const row of sim.sheet(instant).split('\r\n').slice(1, -1)) {
    const [platformName, , , , id, , ...rest] = row.split(',');
    const platform = reference.platforms.find(p => p.name === platformName)?.id;
    const value = rest.slice(0, -1).join(',').replaceAll('"', '');
    if (value !== '--') shown.set(`${platform} ${id}`, interval(value, false));
  }
  for (const { platformId, externalId, metric } of videos) {
    const inFull = ['douyin', 'kuaishou', 'weibo', 'netease', 'sohu', 'tencent', 'zhihu'];
    if (shown.has(`${platformId} ${externalId}`) || !inFull.includes(platformId)) continue;
    // These state every count in full.
    const value = sim.world.count(platformId, externalId, metric, instant);
    shown.set(`${platformId} ${externalId}`, { low: value, high: value });
  }
  return shown;
};

test('the campaign of 30 December 18:00 is what was reported, within what partners round away', async () => {
  const [latest, earlier] = [await displayedAt('2022-12-30 18:00'), await displayedAt('2022-12-29 23:30')];
  const removedOn = await displayedAt('2022-12-24 09:00');
  const episodes = new Map<string, Interval>();
  const carried: string[] = [];
  for (const { platformId, externalId, workId } of videos) {
    const key = `${platformId} ${externalId}`;
    const count = latest.get(key) ?? earlier.get(key) ?? removedOn.get(key);
    if (!count) throw new Error(`${key} was never shown.`);
    if (!latest.has(key)) carried.push(workId);
    const episode = reference.works.find(w => w.id === workId)?.episodeId ?? 'campaign';
    const sum = episodes.get(episode) ?? { low: 0, high: 0 };
    episodes.set(episode, { low: sum.low + count.low, high: sum.high + count.high });
  }
  const total = (bound: 'low' | 'high'): number =>
    [...episodes.values()].reduce((sum, e) => sum + e[bound], 0);
  expect(carried).toEqual(['human-resources-replay', 'water-clip-2']);
  expect(videos.length).toBe(200);
  // The lower end for the whole, and for the eleven episodes alone, lies in the reported window.
  expect(total('low')).toBeGreaterThan(18_420_000);
  expect(total('low') - episodes.get('campaign')!.low).toBeGreaterThan(18_420_000);
  expect(total('low')).toBeLessThan(18_430_000);
  expect(total('high') - total('low')).toBeLessThan(30_000);
  expect(total('high')).toBeGreaterThan(total('low'));
  const ranking = [...episodes].sort(([, a], [, b]) => b.low - a.low).map(([id]) => id);
  expect(ranking.slice(0, 4)).toEqual(['education', 'housing', 'civil-affairs', 'urban-management']);
  expect(episodes.get('education')!.low).toBeGreaterThan(1_800_000);
  expect(episodes.get('education')!.low).toBeLessThan(1_810_000);
});
