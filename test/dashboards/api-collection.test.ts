import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCollectors } from '../../collectors/registry.ts';
import { createTokenStore } from '../../collectors/token-store.ts';
import type { ApiDeps } from '../../dashboards/api/app.ts';
import { describeCollectors } from '../../pipeline/jobs/collector-lines.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { apiOn, NOW, seedCampaign } from './api-world.ts';

const { db } = testDatabase();
const data = mkdtempSync(join(tmpdir(), 'renci-api-collection-'));
const tokens = join(data, 'tokens.json');
beforeAll(() => seedCampaign(db));
afterAll(() => rmSync(data, { recursive: true }));

const config: ApiDeps['config'] = {
  data,
  platforms: { kuaishou: { codes: { kuai: 'consent-code' } } },
  secret: name => (name === 'DOUYIN_CLIENT_KEY' ? 'hidden-word-123' : null),
};

test('every collector with its capabilities, and no secret', async () => {
  const collectors = await loadCollectors();
  const { get } = apiOn(db, { collectors, config });
  const answer = await get('/api/v1/collectors');
  expect(answer).toEqual({ status: 200, body: { collectors: describeCollectors(collectors, config) } });
  expect(JSON.stringify(answer)).not.toContain('hidden-word-123');
});

test('the authorisation calendar, what needs a person first, and no token', async () => {
  const store = createTokenStore(tokens);
  const days = (count: number): number => NOW + count * 86_400_000;
  await store.write('douyin/jinyun', {
    codeHash: '',
    token: {
      ...{ accessToken: 'access-hidden', openId: 'open', refreshToken: 'refresh-hidden' },
      ...{ expiresAt: days(3), refreshExpiresAt: days(6), renewals: 5 },
    },
  });
  const { get } = apiOn(db, { collectors: await loadCollectors(), config });
  const answer = await get('/api/v1/authorisations');
  const never = {
    validUntil: null,
    refreshUntil: null,
    renewalsLeft: null,
    consentBy: null,
    warning: null,
    takesCode: true,
  };
  expect(answer).toEqual({
    status: 200,
    body: {
      authorisations: [
        { platform: 'weibo', account: 'hao', accountName: '津云微博', state: 'never', ...never },
        { platform: 'kuaishou', account: 'kuai', accountName: '天津广播', state: 'waiting', ...never },
        {
          ...{ platform: 'douyin', account: 'jinyun', accountName: '津云号', state: 'valid' },
          ...{ validUntil: '2023-01-02T10:00:00.000Z', refreshUntil: '2023-01-05T10:00:00.000Z' },
          ...{ renewalsLeft: 0, consentBy: '2023-01-05T10:00:00.000Z', warning: 7, takesCode: true },
        },
      ],
    },
  });
  expect(JSON.stringify(answer)).not.toContain('hidden');
});

test('tokens that cannot be read are an error with a reference, not an empty calendar', async () => {
  writeFileSync(tokens, 'not ours');
  const { get } = apiOn(db, { collectors: await loadCollectors(), config });
  expect((await get('/api/v1/authorisations')).status).toBe(500);
});
