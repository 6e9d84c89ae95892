import { beforeAll, expect, test } from 'vitest';
import type { BroadcastFigure } from '../../pipeline/domain/broadcast.ts';
import { insertBroadcastFigures } from '../../pipeline/store/broadcast.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { at } from '../sql/seed.ts';
import { apiOn, seedCampaign } from './api-world.ts';

const database = testDatabase();
const FIGURE: BroadcastFigure = {
  ...{ campaignId: 'year-end', episodeId: 'education', platform: 'radio', accountId: 'fm' },
  ...{ channel: 'FM97.2', programme: '教育', airedOn: '2022-12-27', slot: '9:00-10:00' },
  ...{ indicator: 'listening_percent', value: '0.35', text: '0.35%', unit: 'percent' },
  ...{ periodFrom: '2022-12-27', periodTo: '2022-12-27', method: 'diary', methodText: '日记卡' },
  ...{ universe: '4岁以上常住人口', document: 'wave.csv', documentHash: 'cafe', author: '调查机构' },
  ...{ statedAt: at('12-29 10:00'), recordedAt: at('12-29 11:00'), runId: 'run' },
};

beforeAll(async () => {
  await seedCampaign(database.db);
  await insertBroadcastFigures(database.db, [
    FIGURE,
    { ...FIGURE, method: 'meter', methodText: '测量仪', value: '0.2', text: '0.2' },
    {
      ...FIGURE,
      ...{
        episodeId: null,
        accountId: '',
        airedOn: null,
        slot: '',
        indicator: 'households',
        unit: 'households',
      },
      ...{ value: '125000', text: '12.5' },
    },
    { ...FIGURE, campaignId: 'another' },
  ]);
});

const BODY = {
  ...{ episode: 'education', platform: 'radio', account: 'fm', channel: 'FM97.2', programme: '教育' },
  ...{ airedOn: '2022-12-27', slot: '9:00-10:00', indicator: 'listening_percent' },
  ...{ name: { zh: '收听率', en: 'Listening rating' }, value: '0.35', text: '0.35%', unit: 'percent' },
  ...{ periodFrom: '2022-12-27', periodTo: '2022-12-27', method: 'diary', methodText: '日记卡' },
  ...{ universe: '4岁以上常住人口', author: '调查机构', document: 'wave.csv', payloadId: 'cafe' },
  ...{ statedAt: '2022-12-29T02:00:00.000Z', recordedAt: '2022-12-29T03:00:00.000Z' },
};

test('the panel lists every figure of the campaign by itself, and no sum of any', async () => {
  expect(await apiOn(database.db).get('/api/v1/campaigns/year-end/broadcast')).toEqual({
    status: 200,
    body: {
      timeZone: 'Asia/Shanghai',
      ...{ asOf: '2022-12-30T10:00:00.000Z', knownAt: '2022-12-30T10:00:00.000Z' },
      figures: [
        {
          ...BODY,
          ...{ episode: null, account: null, airedOn: null, slot: '', indicator: 'households' },
          ...{
            name: { zh: '收视户数', en: 'Households' },
            value: '125000',
            text: '12.5',
            unit: 'households',
          },
        },
        BODY,
        { ...BODY, method: 'meter', methodText: '测量仪', value: '0.2', text: '0.2' },
      ],
    },
  });
});

test.each([
  ['before it was stated', 'asOf=2022-12-29T01:59:59.999Z'],
  ['before it was taken down', 'knownAt=2022-12-29T02:59:59.999Z'],
])('%s the panel has no figure', async (_, query) => {
  const { body } = await apiOn(database.db).get(`/api/v1/campaigns/year-end/broadcast?${query}`);
  const [name = '', instant] = query.split('=');
  const present = { asOf: '2022-12-30T10:00:00.000Z', knownAt: '2022-12-30T10:00:00.000Z' };
  expect(body).toEqual({ timeZone: 'Asia/Shanghai', ...present, [name]: instant, figures: [] });
});

test('the contract says that the figures are never added, and an unknown campaign is none', async () => {
  const api = apiOn(database.db);
  const { body } = await api.get('/api/v1/openapi.json');
  const { components } = body as { components: { schemas: Record<string, { description?: string }> } };
  expect(components.schemas.BroadcastPanel?.description).toBe(
    'The broadcast panel: ratings, reach, shares, households and minutes as panels and operators stated them. They stand beside the total, one by one: they are never added up, averaged or converted into view-times.',
  );
  expect((await api.get('/api/v1/campaigns/none/broadcast')).status).toBe(404);
});
