import { readFile } from 'node:fs/promises';
import type { Route } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import type { Campaign, PublicationDetail, Publications } from '../../dashboards/api/contract.ts';
import { screenshot, settle, type VisitedPage } from '../setup/browser.ts';
import {
  CAMPAIGN,
  expectAccessible,
  expectNoSidewaysScroll,
  inLanguage,
  PHONE,
  pagesOfDemo,
  plain,
  VIEWS,
} from './pages.ts';

const open = pagesOfDemo();

/** Last year's campaign: what is frozen of it changes no page of the others. */
const LAST_YEAR = 'year-end-interviews-2021';

const get = async <T>(path: string): Promise<T> =>
  (await (await fetch(`${inject('dashboard')}/api/v1${path}`)).json()) as T;

/** A total not frozen before, so that a demo that was kept can be tested again. */
const freeMoment = async (): Promise<string> => {
  const { publications } = await get<Publications>(`/publications?campaign=${LAST_YEAR}`);
  const taken = new Set(publications.map(({ asOf }) => Date.parse(asOf)));
  let at = Date.parse('2021-12-20T10:00:00Z');
  while (taken.has(at)) at -= 60_000;
  return new Date(at).toISOString();
};

const frozen = async (): Promise<PublicationDetail> => {
  const response = await fetch(`${inject('dashboard')}/api/v1/campaigns/${LAST_YEAR}/publications`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ by: '值班编辑', title: '年终通稿', asOf: await freeMoment() }),
  });
  expect(response.status).toBe(201);
  return (await response.json()) as PublicationDetail;
};

/** The real answer of one address, changed: what the demo's own database never comes to. */
const answering = async (
  page: VisitedPage,
  path: string,
  change: (body: Record<string, never>) => unknown,
): Promise<void> => {
  await page.route(
    url => url.pathname === `/api/v1${path}`,
    async (route: Route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: change((await response.json()) as Record<string, never>) });
    },
  );
};

const visit = async (page: VisitedPage, path: string): Promise<void> => {
  await page.goto(`${inject('dashboard')}${path}`);
  await settle(page);
};

test('an operator freezes a past total, and it verifies', async () => {
  const asOf = await freeMoment();
  const wall = new Date(Date.parse(asOf) + 8 * 3_600_000).toISOString().slice(0, 16);
  const page = await open(`/publications?freeze=${LAST_YEAR}`);
  await page.getByLabel('过去的一刻').check();
  await page.getByLabel('截至时间（T）').fill(wall);
  const total = await get<Campaign>(`/campaigns/${LAST_YEAR}?asOf=${asOf}`);
  const sheet = page.locator('dialog');
  await sheet.getByText(`${total.coverage.fresh} / ${total.coverage.expected}`).waitFor();
  await settle(page);
  expect(plain(await sheet.locator('.frozen-sentence').innerText())).toBe(plain(total.total.sentence.zh));
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
    freeze: LAST_YEAR,
    asOf: wall,
  });
  expect(await sheet.locator('.freeze-warning, .freeze-complete').count()).toBe(1);

  await sheet.getByLabel('标题').fill('中期通报');
  await sheet.getByLabel('备注').fill('报送材料');
  await sheet.getByLabel('签名').fill('');
  await sheet.getByRole('button', { name: '封存' }).click();
  expect(await sheet.locator('.field-note.wrong').allInnerTexts()).toHaveLength(1);
  await sheet.getByLabel('签名').fill('值班编辑');
  await sheet.getByRole('button', { name: '封存' }).click();
  await page.locator('h1', { hasText: '中期通报' }).waitFor();
  await page.locator('#verify .verdict').waitFor();

  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const publication = await get<PublicationDetail>(`/publications/${id}`);
  const { title, note, author, knownAt } = publication;
  expect({ title, note, author, asOf: publication.asOf, knownAt }).toEqual({
    ...{ title: '中期通报', note: '报送材料', author: '值班编辑', asOf, knownAt: total.knownAt },
  });
  expect(plain(await page.locator('.frozen-sentence').innerText())).toBe(plain(total.total.sentence.zh));
  expect(await page.locator('.frozen-facts .mono').allInnerTexts()).toContain(publication.hash);
  expect(await page.locator('#verify .verdict-title').innerText()).toBe('复核一致');
  await page.goto(`${inject('dashboard')}/publications`);
  await page.locator(`.publication-line a[href^="/publications/${id}"]`).waitFor();
  expect(page.troubles).toEqual([]);
});

test('a past total is previewed as it was known then, with what it lacked, and never before it was known', async () => {
  const page = await open(`/publications?freeze=${CAMPAIGN}&asOf=2022-12-20T18:00&known=then`);
  const at = '2022-12-20T10:00:00Z';
  const total = await get<Campaign>(`/campaigns/${CAMPAIGN}?asOf=${at}&knownAt=${at}`);
  const preview = page.locator('.freeze-preview');
  expect(plain(await preview.locator('.frozen-sentence').innerText())).toBe(plain(total.total.sentence.zh));
  const lacking = total.missing.filter(({ state }) => state !== 'removed');
  expect(await preview.locator('.freeze-warning-title').innerText()).toContain(`${lacking.length} 个分发`);
  expect(await preview.locator('.freeze-warning li').count()).toBe(Math.min(6, lacking.length));
  expect(await preview.getByRole('link', { name: '在活动页查看这一刻' }).getAttribute('href')).toBe(
    `/campaigns/${CAMPAIGN}?asOf=2022-12-20T18:00&knownAt=2022-12-20T18:00&formula=video_view_times@1`,
  );
  await page.getByLabel('截至时间（T）').fill('');
  expect(await page.locator('dialog .field-note.wrong').innerText()).toContain('已经过去的时刻');
  expect(await page.locator('dialog').getByRole('button', { name: '封存' }).count()).toBe(0);
});

test('the same total is not offered twice, and a second try is refused with its reason', async () => {
  const { id, asOf } = await frozen();
  const wall = new Date(Date.parse(asOf) + 8 * 3_600_000).toISOString().slice(0, 16);
  const page = await open(`/publications?freeze=${LAST_YEAR}&asOf=${wall}`);
  expect(await page.locator('.freeze-already a').getAttribute('href')).toBe(`/publications/${id}`);
  await page.locator('dialog').getByLabel('签名').fill('值班编辑');
  await page.locator('dialog').getByRole('button', { name: '封存' }).click();
  await page.locator('dialog [role="alert"]').waitFor();
  expect(await page.locator('dialog [role="alert"] p').first().innerText()).toContain('已经发布过');
});

test('what changed since is told against now, another moment and another publication, by address', async () => {
  const [one, two] = [await frozen(), await frozen()];
  const page = await open(`/publications/${one.id}?with=${two.id}&lang=en`);
  const told = await get<{ revision: { change: { low: number } }; growth: { change: { low: number } } }>(
    `/publications/${one.id}/comparison?with=${two.id}`,
  );
  const said = (low: number): string =>
    low === 0 ? 'nothing changed' : `${low > 0 ? '+' : '−'}${Math.abs(low).toLocaleString('en')}`;
  const figures = page.locator('.steps .number');
  const expected = [said(told.revision.change.low), said(told.growth.change.low)];
  expect(await figures.allInnerTexts()).toEqual(expected);
  await page.getByLabel('Compare with').selectOption('now');
  await settle(page);
  expect(new URL(page.url()).search).toBe('?lang=en');
  const now = await get<typeof told>(`/publications/${one.id}/comparison`);
  expect(await figures.allInnerTexts()).toEqual([said(now.revision.change.low), said(now.growth.change.low)]);
  const file = page.waitForEvent('download');
  await page.locator('#lines').getByRole('button', { name: 'Export' }).click();
  await page.getByRole('button', { name: 'Download CSV' }).click();
  const text = await readFile(await (await file).path(), 'utf8');
  expect(text.trim().split('\r\n')).toHaveLength(one.lines.length + 1);
  expect(text).toContain(one.lines[0]?.fingerprint ?? '');
});

test('a publication that verifies no more is red, names every line, and says what to do', async () => {
  const { id, hash, lines } = await frozen();
  const [line] = lines;
  if (!line) throw new Error('The demo has no line to speak of.');
  const page = await open('/publications', PHONE);
  await answering(page, `/publications/${id}/verification`, body => ({
    ...body,
    ...{ ok: false, recordIntact: false, recomputed: hash.replace(/./g, '0') },
    differences: [
      { of: 'line', id: String(line.placementId), field: 'low', frozen: line.low, now: 12 },
      { of: 'total', id: '', field: 'low', frozen: 100, now: 12 },
    ],
    payloads: {
      ...{ named: 1, notKeptThen: 0 },
      broken: [{ payloadId: 'cafe', placementId: line.placementId, fault: 'altered' }],
    },
  }));
  await visit(page, `/publications/${id}`);
  const verdict = page.locator('.verdict.failed');
  expect(await verdict.getAttribute('role')).toBe('alert');
  const [differences, broken] = await verdict.locator('tbody').allInnerTexts();
  expect(plain(differences ?? '')).toContain(plain(line.title));
  expect(plain(differences ?? '')).toContain('总量low10012');
  expect(plain(broken ?? '')).toContain('内容与哈希不符cafe');
  expect(await verdict.locator('.verdict-do li').count()).toBe(3);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await screenshot(page, 'publication-failed-phone-zh');
});

test('with none the page says what it is for and has one button; a server that only reads has none', async () => {
  const page = await open('/settings');
  await answering(page, '/publications', () => ({ publications: [] }));
  await visit(page, '/publications');
  expect(await page.locator('.empty h2').innerText()).toBe('还没有封存过总量');
  expect(await page.getByRole('link', { name: '封存一个总量' }).count()).toBe(1);
  await screenshot(page, 'publications-empty-desktop-zh');
  await answering(page, '/settings', body => ({ ...body, mayChange: false }));
  await visit(page, '/publications');
  expect(await page.getByRole('link', { name: '封存一个总量' }).count()).toBe(0);
  expect(await page.locator('.notice').innerText()).toContain('renci publish');
});

test('while the database is away it says so, and a retry brings the list', async () => {
  const page = await open('/settings');
  let isAway = true;
  await page.route(
    url => url.pathname === '/api/v1/publications',
    route =>
      isAway
        ? route.fulfill({
            status: 503,
            json: {
              error: { kind: 'database', message: 'away', messageZh: '数据库暂时连不上。', reference: 'r-1' },
            },
          })
        : route.continue(),
  );
  await page.goto(`${inject('dashboard')}/publications`);
  const alert = page.locator('main [role="alert"]');
  await alert.waitFor();
  expect(await alert.innerText()).toContain('数据库暂时连不上');
  isAway = false;
  await alert.getByRole('button', { name: '重试' }).click();
  await page.locator('.publications, .empty').first().waitFor();
});

describe.each(VIEWS)('on a %s in %s', (device, lang, how) => {
  test('list, form and publication can be used by everybody and fit', async () => {
    const { id } = await frozen();
    const paths = {
      publications: '/publications',
      'publications-freeze': `/publications?freeze=${LAST_YEAR}`,
      publication: `/publications/${id}`,
    };
    for (const [name, path] of Object.entries(paths)) {
      const page = await open(inLanguage(path, lang), how);
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      expect(page.troubles).toEqual([]);
      await screenshot(page, `${name}-${device}-${lang}`);
    }
  });
});
