import { describe, expect, inject, test } from 'vitest';
import type { SettingsBody } from '../../dashboards/api/contract.ts';
import { screenshot, settle } from '../setup/browser.ts';
import { expectAccessible, expectNoSidewaysScroll, inLanguage, pagesOfDemo, plain, VIEWS } from './pages.ts';

const open = pagesOfDemo();

describe.each(VIEWS)('on a %s in %s', (device, lang, how) => {
  test('every part can be read by everybody, says where it is changed, and fits', async () => {
    const page = await open(inLanguage('/settings', lang), how);
    const parts = page.locator('.setting');
    expect(await parts.count()).toBe(7);
    expect(await parts.locator('.setting-change').count()).toBe(7);
    expect(await page.locator('main button[type="submit"]').count()).toBe(0);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    expect(page.troubles).toEqual([]);
    await screenshot(page, `settings-${device}-${lang}`);
  });
});

test('the numbers in force are those of the API, in words', async () => {
  const page = await open('/settings');
  const values = await page.locator('.rule-table tbody td:nth-child(2)').allInnerTexts();
  expect(values).toEqual([
    '7 天',
    '12 小时',
    '0.1%；或 200 且 2%；或 5',
    '超过 100,000 且超过常日增长的 10 倍',
    '2 天',
  ]);
  expect(plain(await page.locator('#thresholds dl').innerText())).toBe(
    plain('里程碑（人次）10万 · 100万 · 1000万 · 1亿 · 10亿 · 100亿 爆款 发布后 7 天内不少于 10万'),
  );
  const schedule = plain(await page.locator('#schedule dl').innerText());
  expect(schedule).toContain(plain('夜间采集 每天 02:00 0 2 * * *'));
  expect(schedule).toContain(plain('查找账号的新作品 人发起时才找（schedule.discovery 未设）'));
});

test('definitions can be sought by address, and those of platforms not in use be shown', async () => {
  const page = await open('/settings?q=抖音');
  const rows = page.locator('#definitions tbody tr');
  for (const text of await rows.allInnerTexts()) expect(text).toContain('抖音');
  const { definitions } = await page.evaluate(
    async () => (await (await fetch('/api/v1/settings')).json()) as SettingsBody,
  );
  await page.goto(`${inject('dashboard')}/settings`);
  await settle(page);
  expect(await rows.count()).toBe(definitions.filter(({ isUsed }) => isUsed).length);
  await page.getByLabel('含未使用的平台').check();
  await expect.poll(() => rows.count()).toBe(definitions.length);
  expect(new URL(page.url()).search).toBe('?all=1');
});

test('rules that wait, a lacking credential, a look by schedule and a server that only reads are said in words', async () => {
  const page = await open('/publications');
  await page.route(
    url => ['/api/v1/settings', '/api/v1/collectors'].includes(url.pathname),
    async route => {
      const response = await route.fetch();
      const body = (await response.json()) as SettingsBody & {
        collectors?: { credentials: { isSet: boolean; required: boolean }[] }[];
      };
      for (const { credentials } of body.collectors ?? []) for (const each of credentials) each.isSet = false;
      if (body.schedule) body.schedule.discovery = '40 5 * * *';
      if (body.rules) body.rules.waiting = { ...body.rules.inForce, windowDays: 3 };
      await route.fulfill({ response, json: { ...body, mayChange: false } });
    },
  );
  await page.goto(`${inject('dashboard')}/settings`);
  await settle(page);
  const notices = (await page.locator('.notice').allInnerTexts()).join('\n');
  expect(notices).toContain('本服务只读');
  expect(notices).toContain('个采集器缺凭据');
  expect(notices).toContain('renci recount');
  expect(await page.locator('.rule-waiting').allInnerTexts()).toEqual(['3 天']);
  expect(await page.locator('#credentials tbody tr').first().innerText()).toContain('缺凭据');
  expect(plain(await page.locator('#schedule dl').innerText())).toContain(
    plain('查找账号的新作品 每天 05:40 40 5 * * *'),
  );
  await screenshot(page, 'settings-troubled-desktop-zh');
});

test('while the database is away, what needs none of it still stands', async () => {
  const page = await open('/publications');
  await page.route(
    url => url.pathname === '/api/v1/settings',
    route =>
      route.fulfill({
        status: 503,
        json: {
          error: { kind: 'database', message: 'away', messageZh: '数据库暂时连不上。', reference: 'r-1' },
        },
      }),
  );
  await page.goto(`${inject('dashboard')}/settings`);
  await page.locator('main [role="alert"]').waitFor();
  expect(await page.locator('main [role="alert"]').innerText()).toContain('数据库暂时连不上');
  expect(await page.locator('#credentials tbody tr').count()).toBeGreaterThan(10);
});
