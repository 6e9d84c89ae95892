import { beforeAll, expect, test } from 'vitest';
import { aggregate } from '../../pipeline/jobs/aggregate.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { rememberCatalogue } from '../../pipeline/store/remembered.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { apiOn, seedCampaign } from './api-world.ts';

const { db } = testDatabase();
beforeAll(() => seedCampaign(db));
const { get } = apiOn(db);
const bodyOf = async (path: string) => (await get(path)).body as Record<string, never>;

const NOW = '2022-12-30T10:00:00.000Z';

test('milestones with their words, and hits by the rule of the configuration', async () => {
  await aggregate(db, rememberCatalogue(db, silentLogger), 'run-30', {
    asOf: Date.parse(NOW),
    knownAt: Date.parse(NOW),
    isNow: true,
  });
  const { milestones } = await bodyOf('/api/v1/campaigns/year-end/milestones');
  expect(
    (milestones as unknown as { scope: string; scopeId: string; sentence: { zh: string } }[]).map(
      ({ scope, scopeId, sentence }) => [scope, scopeId, sentence.zh],
    ),
  ).toEqual([
    // The first totals ever find a history behind them: what was reached in it is dated by its days.
    ['campaign', 'year-end', '截至 2022年12月27日 23:59，向群众汇报突破10万人次'],
    ['episode', 'education', '截至 2022年12月27日 23:59，教育突破10万人次'],
    ['placement', '1', '截至 2022年12月27日 23:59，抖音 · 作品 edu-clip突破10万人次'],
    ['work', 'edu-clip', '截至 2022年12月27日 23:59，作品 edu-clip突破10万人次'],
    ['placement', '5', '截至 2022年12月30日 18:00，微博 · 作品 edu-article突破10万次阅读'],
    ['placement', '6', '截至 2022年12月30日 18:00，微博 · 作品 edu-article突破10万次展现'],
    ['placement', '6', '截至 2022年12月30日 18:00，微博 · 作品 edu-article突破100万次展现'],
  ]);
  const before = '/api/v1/campaigns/year-end/milestones?asOf=2022-12-30T09:59:00Z';
  const { milestones: history } = await bodyOf(before);
  expect((history as unknown as { asOf: string }[]).map(({ asOf }) => asOf)).toEqual(
    Array.from({ length: 4 }, () => '2022-12-27T15:59:59.999Z'),
  );
  expect(await bodyOf(`${before}&knownAt=2022-12-30T09:59:00Z`)).toMatchObject({ milestones: [] });
  const hits = { atLeast: 80_000, withinDays: 2, families: { read: { atLeast: 100_001, withinDays: 4 } } };
  const { config } = apiOnHits(hits);
  const { body } = await apiOn(db, { config }).get('/api/v1/campaigns/year-end/hits');
  const found = body as { works: object[]; placements: object[]; rule: object };
  expect(found.rule).toEqual(hits);
  expect(found.works).toEqual([
    {
      ...{
        workId: 'edu-clip',
        title: '作品 edu-clip',
        episodeId: 'education',
        atLeast: 80_000,
        withinDays: 2,
      },
      ...{ placements: 1, low: 400_000, high: 400_000 },
    },
    {
      ...{
        workId: 'civil-clip',
        title: '作品 civil-clip',
        episodeId: 'civil',
        atLeast: 80_000,
        withinDays: 2,
      },
      ...{ placements: 1, low: 88_000, high: 88_000 },
    },
  ]);
  expect(found.placements).toMatchObject([
    { placementId: 1, low: 400_000, now: { low: 512_340 }, publishedAt: '2022-12-27T04:00:00.000Z' },
    { placementId: 5, low: 100_001, high: null, family: 'read', withinDays: 4 },
    { placementId: 2, low: 88_000, platformName: { zh: '快手', en: 'Kuaishou' } },
  ]);
});

const apiOnHits = (hits: object) => ({
  config: { data: '/nowhere', platforms: {}, secret: () => null, hits } as never,
});
