import { describe, expect, inject, test } from 'vitest';
import { screenshot, settle } from '../setup/browser.ts';
import {
  CAMPAIGN,
  DESKTOP,
  expectAccessible,
  expectNoSidewaysScroll,
  inLanguage,
  pagesOfDemo,
  plain,
  VIEWS,
} from './pages.ts';

const open = pagesOfDemo();
const EPISODE = 'human-resources';
const PATH = `/campaigns/${CAMPAIGN}/episodes/${EPISODE}`;

const api = async <T>(path: string): Promise<T> =>
  (await (await fetch(`${inject('dashboard')}/api/v1/campaigns/${CAMPAIGN}/${path}`)).json()) as T;

type Interval = { low: number; high: number };
const full = ({ low, high }: Interval): string =>
  low === high ? low.toLocaleString('en') : `${low.toLocaleString('en')} – ${high.toLocaleString('en')}`;
const totalOfApi = async (query = ''): Promise<Interval> => {
  const { episodes } = await api<{ episodes: (Interval & { id: string })[] }>(`episodes${query}`);
  const found = episodes.find(({ id }) => id === EPISODE);
  if (!found) throw new Error('no episode');
  return { low: found.low, high: found.high };
};

describe.each(VIEWS)('on a %s in %s', (device, lang, visit) => {
  test('can be used by everybody and fits', async () => {
    const page = await open(inLanguage(PATH, lang), visit);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    expect(page.troubles).toEqual([]);
    await screenshot(page, `episode-${device}-${lang}`, device === 'desktop');
  });
});

test('says its total, interval and coverage, and the last row is the total of the API', async () => {
  const page = await open(PATH);
  const total = await totalOfApi();
  expect(await page.title()).toBe('市人社局主要负责人年终访谈 · 向群众汇报——2022委办局长年终访谈 — 人次');
  expect(plain(await page.locator('.claim-wording').innerText())).toMatch(/^超过164万人次$/);
  expect(await page.locator('.claim .facts').innerText()).toContain(full(total));
  expect(await page.locator('#parts tfoot .figure').first().getAttribute('data-hint')).toBe(full(total));
  expect(await page.locator('#parts .sparkline').count()).toBeGreaterThan(10);
  await page.getByRole('button', { name: '按作品' }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('by')).toBe('work');
  expect(await page.locator('#parts tfoot .figure').first().getAttribute('data-hint')).toBe(full(total));
  expect(page.troubles).toEqual([]);
});

test('names what makes its total incomplete, with the way there; days that were overdue are dotted', async () => {
  const page = await open(PATH);
  expect(plain(await page.locator('.gaps').innerText())).toBe(
    '1个分发没有最新数沿用《公仆走进直播间》年终访谈完整版：市人社局·央广网·央广网计为7.8万（12月29日23:30）' +
      '原文：“simulated-partners-2022-12-30.csvline29shows"--"under数值”',
  );
  await expect.poll(() => page.locator('#growth .legend-dots').count()).toBe(1);
  await page.locator('#growth').getByRole('button', { name: '看表' }).click();
  const column = (await page.locator('#growth thead th').allInnerTexts()).map(plain).indexOf('逾期未读');
  const cells = page.locator(`#growth tbody tr > :nth-child(${column + 1})`);
  const { days } = await api<{ days: { expected: number; carried: number }[] }>(`daily?episode=${EPISODE}`);
  const expected = days.slice(days.findIndex(day => day.expected > 0)).map(({ carried }) => carried);
  expect((await cells.allInnerTexts()).map(Number)).toEqual(expected);
  expect(expected.some(carried => carried > 0)).toBe(true);
  await page.locator('.gaps a').click();
  await page.waitForURL(/\/placements\/\d+$/);
  expect(page.troubles).toEqual([]);
});

test('tells a past moment as it was known then, says so, and carries it on to a placement', async () => {
  const moment = 'asOf=2022-12-10T18:00&knownAt=2022-12-12T18:00';
  const page = await open(`${PATH}?${moment}`);
  const total = await totalOfApi('?asOf=2022-12-10T10:00:00Z&knownAt=2022-12-12T10:00:00Z');
  expect(await page.locator('.as-of-button').innerText()).toBe('2022年12月10日 18:00');
  const facts = await page.locator('.claim .facts').innerText();
  expect(facts).toContain(full(total));
  expect(facts).toContain('按 2022年12月12日 18:00 所知');
  await page.locator('#parts tbody tr').first().locator('.cell-platform a').click();
  await settle(page);
  const { pathname, searchParams } = new URL(page.url());
  expect(pathname).toMatch(/^\/placements\/\d+$/);
  expect([searchParams.get('asOf'), searchParams.get('knownAt')]).toEqual([
    '2022-12-10T18:00',
    '2022-12-12T18:00',
  ]);
  expect(page.troubles).toEqual([]);
});

test('sorts and filters, and the address opens the same view again', async () => {
  const page = await open(PATH);
  await page.locator('.table-filter').first().fill('抖音');
  await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('抖音');
  const rows = await page.locator('#parts .table').first().locator('tbody tr').count();
  const { placements } = await api<{ placements: { platform: string }[] }>(`placements?episode=${EPISODE}`);
  expect(rows).toBe(placements.filter(({ platform }) => platform === 'douyin').length);
  const again = await open(new URL(page.url()).pathname + new URL(page.url()).search, DESKTOP);
  expect(await again.locator('#parts .table').first().locator('tbody tr').count()).toBe(rows);
});

test('compares it at equal age, with its place', async () => {
  const page = await open(PATH);
  const ages = page.locator('.ages > div');
  expect(await ages.count()).toBe(5);
  expect(plain(await ages.nth(1).innerText())).toMatch(/^满1天[\d.]+万(–[\d.]+万)?第\d+\/11/);
  expect(plain(await ages.nth(4).innerText())).toBe('满30天—尚未满');
});

test('an episode that there is not is said so, with a way out', async () => {
  const page = await open(`/campaigns/${CAMPAIGN}/episodes/nowhere`);
  expect(await page.locator('.problem').innerText()).toContain('没有“nowhere”');
  expect(await page.getByRole('link', { name: '活动列表' }).count()).toBe(1);
});
