import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../pipeline/catalogue/load.ts';
import { SCRIPT } from './events.ts';
import { beijing, idOf, reference } from './harness.ts';
import { createWorld, type World } from './world.ts';

const lastYear = loadCatalogue(fileURLToPath(new URL('../../pipeline/demo/last-year.yaml', import.meta.url)));
const HOUR = 3_600_000;
const END = beijing('2022-12-30 18:00');
const world = createWorld({ catalogues: [reference] });
const counts = (of: World, instant: number): number[] =>
  of.items.map(item => of.count(item.platform, item.externalId, item.metric, instant));

describe('the growth model', () => {
  test('a second world of the same seed is equal, another seed differs everywhere', () => {
    expect(counts(createWorld({ catalogues: [reference] }), END)).toEqual(counts(world, END));
    const other = counts(createWorld({ catalogues: [reference], seed: 'another' }), END);
    expect(counts(world, END).filter((count, i) => count === other[i] && count > 1000)).toEqual([]);
  });

  test('gives these counts on every machine', () => {
    const at = (
      work: string,
      account: string,
      platform: string,
      metric: 'plays' | 'live_entries' | 'reads',
    ) => world.count(platform, idOf(work, account), metric, END);
    expect([
      at('education-clip-1', 'douyin-jinyun', 'douyin', 'plays'),
      at('education-live', 'jinyun-app', 'jinyun', 'live_entries'),
      at('water-replay', 'tencent-jinyun', 'tencent', 'plays'),
      at('housing-article', 'jinyun-app', 'jinyun', 'reads'),
    ]).toEqual([110_149, 220_686, 172_310, 104_452]);
  });

  test('a placement more or less changes no other', () => {
    const fewer = createWorld({
      catalogues: [{ ...reference, placements: reference.placements.slice(40) }],
    });
    for (const { platform, externalId, metric } of fewer.items) {
      expect(fewer.count(platform, externalId, metric, END)).toBe(
        world.count(platform, externalId, metric, END),
      );
    }
  });

  test('every count is a whole number that starts at 0 and never falls while nothing is scripted', () => {
    const calm = createWorld({ catalogues: [reference], events: [] });
    for (const { platform, externalId, metric, publishedAt } of calm.items) {
      let last = 0;
      expect(calm.count(platform, externalId, metric, publishedAt)).toBe(0);
      for (let instant = publishedAt; instant < END; instant += HOUR) {
        const count = calm.count(platform, externalId, metric, instant);
        expect(Number.isSafeInteger(count) && count >= last, `${externalId} ${count} after ${last}`).toBe(
          true,
        );
        last = count;
      }
    }
  });

  test('grows by day and rests before dawn', () => {
    const id = idOf('education-clip-1', 'douyin-jinyun');
    const grown = (from: string, to: string): number =>
      world.count('douyin', id, 'plays', beijing(to)) - world.count('douyin', id, 'plays', beijing(from));
    expect(grown('2022-12-08 19:00', '2022-12-08 21:00')).toBeGreaterThan(
      3 * grown('2022-12-09 02:00', '2022-12-09 04:00'),
    );
  });

  test('likes follow the plays, and a metric the item has not is refused', () => {
    const id = idOf('education-clip-1', 'douyin-jinyun');
    const plays = world.count('douyin', id, 'plays', END);
    const likes = world.count('douyin', id, 'likes', END);
    expect(likes > 0 && likes < plays / 10).toBe(true);
    expect(() => world.count('douyin', id, 'reads', END)).toThrow(`douyin ${id} counts plays, not reads.`);
    expect(() => world.count('douyin', 'nothing', 'plays', END)).toThrow('no item nothing on douyin');
  });
});

describe('the script', () => {
  const series = (work: string, account: string, platform: string, instants: readonly string[]): number[] =>
    instants.map(at => world.count(platform, idOf(work, account), 'plays', beijing(at)));

  test('names works and accounts of the catalogues, each once', () => {
    const placements = [reference, lastYear].flatMap(catalogue => catalogue.placements);
    const named = SCRIPT.flatMap(event =>
      event.kind === 'outage'
        ? []
        : placements
            .filter(({ workId, accountId }) => workId === event.work && accountId === event.account)
            .map(({ externalId }) => externalId),
    );
    expect(new Set(named).size).toBe(SCRIPT.filter(({ kind }) => kind !== 'outage').length);
    expect(new Set(named).size).toBe(named.length);
  });

  test('a blank counter shows zero and counts on: its likes are right, and so is it afterwards', () => {
    const id = idOf('education-article', 'jinyun-app');
    const at = (metric: 'reads' | 'likes', text: string): number =>
      world.count('jinyun', id, metric, beijing(text));
    expect(at('reads', '2022-12-30 11:59')).toBeGreaterThan(100_000);
    expect([at('reads', '2022-12-30 12:00'), at('reads', '2022-12-30 18:00')]).toEqual([0, 0]);
    expect(at('likes', '2022-12-30 18:00')).toBeGreaterThanOrEqual(at('likes', '2022-12-30 11:59'));
    expect(at('reads', '2022-12-31 12:00')).toBeGreaterThanOrEqual(at('reads', '2022-12-30 11:59'));
  });

  test('a purge takes a third and stays', () => {
    const [before, after, later] = series('human-resources-clip-1', 'douyin-jinyun', 'douyin', [
      '2022-12-16 03:59',
      '2022-12-16 04:00',
      '2022-12-30 18:00',
    ]);
    expect(after).toBe(before! - Math.floor(0.34 * before!));
    expect(later! > after! && later! < before!).toBe(true);
  });

  test('wavers stay under 0.1 %, are true falls, and pass', () => {
    for (const event of SCRIPT) {
      if (event.kind !== 'waver') continue;
      const platform = event.account.split('-')[0]!;
      const id = idOf(event.work, event.account);
      const at = (instant: number): number => world.count(platform, id, 'plays', instant);
      const fall = at(event.from - 1) - at(event.from);
      expect(fall > 0 && fall <= 0.001 * at(event.from - 1)).toBe(true);
      expect(at(event.to)).toBeGreaterThan(at(event.from - 1));
    }
  });

  test('a surge brings more than 100,000 within a day to a clip that had gone quiet', () => {
    const [weekBefore, before, after] = series('urban-management-clip-1', 'douyin-jinyun', 'douyin', [
      '2022-12-19 18:00',
      '2022-12-20 18:00',
      '2022-12-21 18:00',
    ]);
    expect(after! - before!).toBeGreaterThan(100_000);
    expect(after! - before!).toBeGreaterThan(10 * (before! - weekBefore!));
  });

  test('a removed clip keeps its count, a private one comes back, an outage passes', () => {
    const removed = idOf('water-clip-2', 'jinyun-app');
    const hidden = idOf('housing-clip-3', 'douyin-radio');
    const states = (platform: string, id: string, instants: readonly string[]): string[] =>
      instants.map(at => world.state(platform, id, beijing(at)));
    expect(states('jinyun', removed, ['2022-12-20 10:00', '2022-12-24 09:59', '2022-12-24 10:00'])).toEqual([
      'unpublished',
      'public',
      'removed',
    ]);
    expect(series('water-clip-2', 'jinyun-app', 'jinyun', ['2022-12-30 18:00'])).toEqual(
      series('water-clip-2', 'jinyun-app', 'jinyun', ['2022-12-24 10:00']),
    );
    expect(states('douyin', hidden, ['2022-12-19 09:59', '2022-12-19 10:00', '2022-12-21 10:00'])).toEqual([
      'public',
      'private',
      'public',
    ]);
    expect(
      ['2022-12-14 19:59', '2022-12-14 20:00', '2022-12-15 06:59', '2022-12-15 07:00'].map(at =>
        world.down('kuaishou', beijing(at)),
      ),
    ).toEqual([false, true, true, false]);
  });
});
