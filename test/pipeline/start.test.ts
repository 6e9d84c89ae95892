import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { answer, catalogueOn, engineOf, folderWith, renci, SHEET, start } from './renci.ts';

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 90_000 });

const files = { 'renci.yaml': 'data: ./data\n', 'catalogue.yaml': catalogueOn('iptv'), 'evening.csv': SHEET };

test('a service killed -9 leaves no process behind, and the next start goes on; SIGTERM ends it cleanly', async () => {
  const cwd = folderWith(files);
  const first = await start({ cwd });
  expect((await answer(`${first.url}/readyz`)).status).toBe(200);
  const campaigns = await answer(`${first.url}/api/v1/campaigns`);
  expect([campaigns.status, JSON.stringify(campaigns.body)]).toEqual([
    200,
    expect.stringContaining('年终访谈'),
  ]);
  expect((await renci(['import', 'evening.csv'], { cwd })).code).toBe(0);
  const engine = engineOf(cwd);
  expect(engine.runs()).toBe(true);

  expect(await first.end('SIGKILL')).toBe(null);
  await expect.poll(engine.runs, { timeout: 10_000 }).toBe(false);
  expect(existsSync(join(cwd, 'data/owner.json'))).toBe(true);

  const second = await start({ cwd });
  const total = await answer(`${second.url}/api/v1/campaigns/interviews?asOf=2022-12-06T15:59:00Z`);
  expect([total.status, JSON.stringify(total.body)]).toEqual([200, expect.stringContaining('1842')]);
  const engineNow = engineOf(cwd);
  expect([engineNow.pid === engine.pid, engineNow.runs()]).toEqual([false, true]);
  expect(await second.end('SIGTERM')).toBe(0);
  expect([engineNow.runs(), existsSync(join(cwd, 'data/owner.json'))]).toEqual([false, false]);
});

test('a first start does not wait for its first night, and a second service is refused in one sentence', async () => {
  const cwd = folderWith(files);
  const service = await start({ cwd });
  await expect.poll(service.said, { timeout: 10_000 }).toContain('read 0 of 0');
  const { body } = await answer(`${service.url}/api/v1/runs`);
  expect(JSON.stringify(body)).toContain('"trigger":"catch-up"');

  expect(await renci(['start', '--port', '0'], { cwd })).toEqual({
    code: 4,
    out: '',
    err:
      `renci: The data folder ${cwd}/data is in use by process ${service.process.pid}, which runs the schedule and ` +
      'the dashboard, or a recount, already. Stop it first, or choose another folder.\n',
  });
  expect((await answer(`${service.url}/readyz`)).status).toBe(200);
  expect(await service.end('SIGINT')).toBe(0);
});
