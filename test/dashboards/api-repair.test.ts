import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createApi } from '../../dashboards/api/app.ts';
import type { App } from '../../pipeline/jobs/app.ts';
import { createDesk } from '../../pipeline/jobs/desk.ts';
import { lastDiscovery } from '../../pipeline/jobs/discoveries.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { openNight } from '../pipeline/night.ts';

type Body = Record<string, unknown>;

const apiOf = (app: App) => {
  const { db, clock, collectors, config, now } = app;
  const desk = createDesk(app);
  const api = createApi({
    ...{ db, clock, collectors, config, now, log: silentLogger, version: '1.2.3', desk },
    reference: () => 'ref',
  });
  const ask = async (method: 'GET' | 'POST', path: string, body?: unknown) => {
    const response = await api.request(`/api/v1${path}`, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    return { status: response.status, body: (await response.json()) as Body };
  };
  return { ask, desk };
};

const errorOf = ({ status, body }: { status: number; body: Body }) => {
  const { messageZh, code } = body.error as { messageZh: string; code?: string };
  return [status, code, messageZh];
};

test('a run that is not under way cannot be stopped, and says so in Chinese', async () => {
  const { app } = await openNight();
  const { ask } = apiOf(app);
  expect(errorOf(await ask('POST', '/runs/none/stop', { by: '值班' }))).toEqual([
    ...[409, undefined, '这次采集已经问完或结束了，没有中止什么。'],
  ]);
});

test('a consent code is exchanged at once; it stands in no file, and a wrong one is told in words', async () => {
  const { app, config } = await openNight();
  const { ask } = apiOf(app);
  const path = '/authorisations/kuaishou/kuaishou-jinyun/code';
  const wrong = await ask('POST', path, { code: 'no-such-code-9731', by: '值班' });
  expect(errorOf(wrong)).toEqual([422, 'not-authorised', expect.stringContaining('没有换得授权：')]);
  expect(JSON.stringify(wrong)).not.toContain('9731');
  expect(errorOf(await ask('POST', path, { code: ' a b ', by: '值班' }))).toEqual([
    ...[422, 'wrong-code', '授权码不能为空，也不能有空白。'],
  ]);
  expect(
    errorOf(await ask('POST', '/authorisations/jinyun/jinyun-app/code', { code: 'x', by: '值班' })),
  ).toEqual([...[422, 'no-consent-needed', '平台“jinyun”的账号不靠一次性的授权码授权。']]);
  const code = config.platforms.kuaishou?.codes['kuaishou-jinyun'] ?? '';
  const right = await ask('POST', path, { code, by: '值班' });
  expect(right).toEqual({
    status: 200,
    body: { platform: 'kuaishou', account: 'kuaishou-jinyun', validUntil: expect.any(String) },
  });
  expect(readFileSync(join(config.data, 'tokens.json'), 'utf8')).not.toContain(code);
  const { authorisations } = (await ask('GET', '/authorisations')).body as { authorisations: Body[] };
  const found = authorisations.find(({ account }) => account === 'kuaishou-jinyun');
  expect([found?.state, found?.validUntil]).toEqual(['valid', right.body.validUntil]);
});

test('new items are looked for on one account; how far it is stands until the next look', async () => {
  const { app, config } = await openNight();
  const { ask, desk } = apiOf(app);
  expect((await ask('GET', '/discoveries')).body).toEqual({ last: null, next: null });
  expect(errorOf(await ask('POST', '/discoveries', { by: '编辑', account: 'nobody' }))).toEqual([
    ...[422, 'no-listing', '“nobody”不能列出新作品：没有启用的采集器能读它的清单。'],
  ]);
  const begun = await ask('POST', '/discoveries', { by: '编辑', platform: 'kuaishou' });
  expect([begun.status, (begun.body.last as Body).by, (begun.body.last as Body).total]).toEqual([
    202,
    '编辑',
    1,
  ]);
  await desk.settled();
  const last = (await ask('GET', '/discoveries')).body.last as Body;
  expect(last).toMatchObject({ by: '编辑', total: 1, fault: null, endedAt: expect.any(String) });
  expect(last.accounts).toEqual([
    {
      platform: 'kuaishou',
      account: 'kuaishou-jinyun',
      listed: expect.any(Number),
      found: last.found,
      fault: null,
    },
  ]);
  expect(lastDiscovery(config.data)?.found).toBe(last.found);
});

test('many decisions are one request, and each has its outcome', async () => {
  const { app } = await openNight();
  const { ask } = apiOf(app);
  const { body, status } = await ask('POST', '/inbox', {
    by: '编辑',
    decisions: [
      { id: 'nobody', action: 'accept' },
      { id: 'nowhere', action: 'ignore' },
    ],
  });
  expect(status).toBe(200);
  const refused = (id: string) => ({
    ...{ id, decided: null },
    refused: {
      zh: '收件箱里没有这一条。',
      en: `There is no entry "${id}" in the inbox. \`renci inbox list\` shows what waits.`,
    },
  });
  expect(body).toEqual({ outcomes: [refused('nobody'), refused('nowhere')] });
});
