import { describe, expect, inject, test } from 'vitest';
import { screenshot, settle, type VisitedPage } from '../setup/browser.ts';
import { readToTheEnd, titles } from './campaign-reader.ts';
import {
  CAMPAIGN,
  DESKTOP,
  expectAccessible,
  expectNoSidewaysScroll,
  inLanguage,
  PHONE,
  pagesOfDemo,
  plain,
  VIEWS,
} from './pages.ts';

const open = pagesOfDemo();
/** Figures of a past moment are formed anew. */
const SLOW = { timeout: 15_000 };
const PAGE = `/campaigns/${CAMPAIGN}`;

/** Opens every part that is folded. */
const openAll = async (page: VisitedPage): Promise<void> => {
  const folded = page.locator('.fold h2 button');
  while ((await folded.count()) > 0) await folded.first().tap();
};

describe.each(VIEWS)('on a %s in %s', (device, lang, visit) => {
  test('the answer is the first screen; below it stands everything, each part named', async () => {
    const page = await open(inLanguage(PAGE, lang), visit);
    const answer = await page.locator('.headline').boundingBox();
    expect(Number(answer?.y) + Number(answer?.height)).toBeLessThan(device === 'phone' ? 844 - 56 : 900);
    await readToTheEnd(page);
    const zh = [
      ...['另有，不计入总量', '累计观看量与每日增长', '各期观看量', '各平台观看量', '各体裁观看量'],
      ...['短视频系列观看量', '爆款作品：各平台合计 · 34', '10万+：单个分发 · 81', '热搜台账'],
      '与“向群众汇报——2021委办局长年终访谈”同龄比较',
      ...['收视收听：机构出具，不相加', '发布过的总量，其后修订了多少'],
    ];
    const en = [
      ...['Beside it, not added', 'Cumulative total and daily growth', 'View-times by episode'],
      ...['View-times by platform', 'View-times by kind of work', 'View-times of short-video series'],
      ...['Hits: works over all platforms · 34', '100,000+: single placements · 81', 'Hot-list ledger'],
      'Beside "Reporting to the People: year-end interviews with the heads of city bureaus, 2021" at equal age',
      'Broadcast panel: stated by institutions, never added',
      'Published totals, and by how much they were revised since',
    ];
    await expect.poll(() => titles(page), SLOW).toEqual(lang === 'zh-CN' ? zh : en);
    if (device === 'phone') {
      // Each part is one line until it is tapped: a few screens, not ten.
      expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(2_300);
      await screenshot(page, `campaign-folded-${lang}`, true);
      await openAll(page);
      await settle(page);
      expect(await titles(page)).toEqual(lang === 'zh-CN' ? zh : en);
    }
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await screenshot(page, `campaign-whole-${device}-${lang}`, true);
    expect(page.troubles).toEqual([]);
  });
});

test('the marks on the curve are named, and a milestone leads to the page of that moment', async () => {
  const page = await open(PAGE);
  const pins = page.locator('.pins');
  expect(plain(await pins.locator('summary').innerText())).toBe('图上标记4处：里程碑3，口径变更1');
  await pins.locator('summary').click();
  expect((await pins.locator('li').allInnerTexts()).map(plain)).toEqual([
    '12月5日突破10万人次',
    '12月5日突破100万人次',
    '12月16日突破1000万人次',
    expect.stringMatching(
      /^12月20日天津网络广播电视台IPTV的播放量改了算法，前后不可直接比较此前：.*此后：.*满3秒/,
    ),
  ]);
  await pins.getByRole('link', { name: '突破1000万人次' }).click();
  await expect
    .poll(async () => plain(await page.locator('h1').innerText()), SLOW)
    .toContain('截至2022年12月16日14:00');
  expect(new URL(page.url()).searchParams.get('asOf')).toBe('2022-12-16T14:00');
  expect(page.troubles).toEqual([]);
});

test('episodes are compared at equal age, and the link says so', async () => {
  const page = await open(`${PAGE}?age=7d`);
  const panel = page.locator('#episodes');
  await expect.poll(() => panel.locator('h2').innerText(), SLOW).toBe('各期同龄观看量');
  await expect.poll(() => panel.locator('.ranked-row').count(), SLOW).toBe(11);
  const rows = (await panel.locator('.ranked-row').allInnerTexts()).map(plain);
  expect(rows.at(-1)).toContain('播出未满7天');
  expect(rows[0]).toContain('推算');
  await panel.locator('select').selectOption('');
  await expect.poll(() => panel.locator('h2').innerText(), SLOW).toBe('各期观看量');
  expect(new URL(page.url()).searchParams.get('age')).toBe(null);
  expect(page.troubles).toEqual([]);
});

test('both clocks are asked for in one place: what could be said at the time', async () => {
  const page = await open(PAGE, PHONE);
  await page.locator('.as-of-button').click();
  const form = page.locator('.as-of-panel');
  await form.locator('input[name=asOf]').fill('2022-12-10T20:00');
  await form.locator('summary').click();
  await form.getByRole('button', { name: '与截至时间相同' }).click();
  await screenshot(page, 'campaign-known-at-phone');
  await form.locator('.known-at').getByRole('button', { name: '查看' }).click();
  await expect
    .poll(async () => plain(await page.locator('.facts').innerText()), SLOW)
    .toContain('按2022年12月10日20:00所知');
  const query = new URL(page.url()).searchParams;
  expect([query.get('asOf'), query.get('knownAt')]).toEqual(['2022-12-10T20:00', '2022-12-10T20:00']);
  await page.getByRole('button', { name: '改用今天所知' }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('knownAt')).toBe(null);
  expect(page.troubles).toEqual([]);
});

test('sheets lead on to the pages of episode, work and placement, at the same moment', async () => {
  const page = await open(`${PAGE}?asOf=2022-12-20T20:00&sheet=episode:education`);
  const sheet = page.locator('dialog.sheet');
  expect(await sheet.getByRole('link', { name: '本期页面' }).getAttribute('href')).toBe(
    `${PAGE}/episodes/education?asOf=2022-12-20T20:00`,
  );
  await sheet.locator('table tbody tr a').first().click();
  const placement = sheet.getByRole('link', { name: '分发页面' });
  await expect
    .poll(() => placement.getAttribute('href'), SLOW)
    .toMatch(/^\/placements\/\d+\?asOf=2022-12-20T20:00$/);
  expect(await sheet.getByRole('link', { name: '作品页面' }).getAttribute('href')).toMatch(
    new RegExp(`^${PAGE}/works/education-[a-z0-9-]+\\?asOf=2022-12-20T20:00$`),
  );
  expect(page.troubles).toEqual([]);
});

test('a publication is a pin on the curve, and says by how much it was revised since', async () => {
  // A campaign that other tests leave alone; nothing of its figures changes.
  const campaign = `${CAMPAIGN}-community`;
  const answer = await fetch(`${inject('dashboard')}/api/v1/campaigns/${campaign}/publications`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ asOf: '2022-12-20T12:00:00Z', title: '中期通报', by: '值班编辑' }),
  });
  expect(answer.status).toBe(201);
  const page = await open(`/campaigns/${campaign}`, DESKTOP);
  expect(plain(await page.locator('.pins summary').innerText())).toContain('发布1');
  await readToTheEnd(page);
  const published = page.locator('#publications li');
  await expect.poll(() => published.count(), SLOW).toBe(1);
  const said = plain(await published.innerText());
  expect(said).toContain('中期通报截至2022年12月20日20:00');
  expect(said).toContain('其后没有修订');
  expect(said).toMatch(/此后增长\+[\d,]+/);
  // No campaign before it is named: no comparison, and nothing asked for in vain.
  expect(await page.locator('#comparison').count()).toBe(0);
  expect(page.troubles).toEqual([]);
});
