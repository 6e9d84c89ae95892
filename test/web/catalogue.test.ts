import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPage, screenshot, settle, type Visit, type VisitedPage } from '../setup/browser.ts';
import { type CatalogueWorld, entryOf, FILE, openCatalogueWorld } from './catalogue-world.ts';
import {
  DESKTOP,
  expectAccessible,
  expectNoSidewaysScroll,
  inLanguage,
  PHONE,
  plain,
  VIEWS,
} from './pages.ts';

/** 200 that wait: ten of the first twenty surely of the episode on education, the others for a person to judge. */
const ENTRIES = Array.from({ length: 200 }, (_, index) =>
  entryOf({
    externalId: `3xfound${String(index).padStart(6, '0')}`,
    title: `向局长问到底 ${index}`,
    publishedAt: Date.parse('2022-12-29T10:00:00+08:00') - index * 60_000,
    ...((index % 2 === 1 || index >= 20) && { proposal: null }),
  }),
);
const YAML = readFileSync(FILE, 'utf8');

let world: CatalogueWorld;
let empty: CatalogueWorld;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: VisitedPage;
beforeAll(async () => {
  browser = await openBrowser();
  world = await openCatalogueWorld(ENTRIES);
  empty = await openCatalogueWorld([]);
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
  await empty?.close();
});

const open = async (path: string, visit: Visit = DESKTOP, base = world.url): Promise<VisitedPage> => {
  await page?.context().close();
  page = await openPage(browser, visit);
  await page.goto(`${base}${path}`);
  await settle(page);
  return page;
};
const text = async (selector: string): Promise<string> =>
  plain(await page.locator(selector).first().innerText());
const sign = (name = '值班编辑') => page.locator('.confirm input[autocomplete=name]').last().fill(name);
const submit = (form: string) => page.locator(`${form} button[type=submit]`).last().click();

/** The shell's own test looks at the page in the others. */
describe.each([VIEWS[0], VIEWS[3]])('on a %s in %s', (device, lang, visit) => {
  test.each([
    ['inbox', ''],
    ['links', '?tab=links'],
    ['browse', '?tab=browse'],
    ['table', '?tab=browse&view=table'],
    ['file', '?tab=file'],
    ['trail', '?tab=trail'],
    ['bulk', '?sheet=bulk'],
  ])('%s can be used by everybody and fits', async (name, query) => {
    await open(inLanguage(`/catalogue${query}`, lang), visit);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    expect(page.troubles).toEqual([]);
    await screenshot(page, `catalogue-${name}-${device}-${lang}`, false);
  });
});

describe('the inbox', () => {
  test('draws only the rows in sight, filters, and asks for a signature before it decides', async () => {
    await open('/catalogue');
    expect(await text('.tab-count')).toBe('200');
    expect(await page.locator('tbody tr[data-row]').count()).toBeLessThan(60);
    await page.getByLabel('归属', { exact: true }).selectOption('sure');
    await expect.poll(() => text('.table-count')).toBe('10行');
    await expect.poll(() => new URL(page.url()).search).toBe('?sure=sure');
    await page.getByRole('button', { name: '忽略“向局长问到底 0”' }).click();
    expect(await text('.signer [role=alert]')).toBe('请先签名，再作决定');
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-signer'))).toBe(true);
  });

  test('accepts where proposed, ignores and takes that back, and puts an entry elsewhere', async () => {
    await open('/catalogue');
    await page.locator('[data-signer]').fill('值班编辑');
    await page.getByRole('button', { name: '接受“向局长问到底 0”，归到市教委主要负责人年终访谈' }).click();
    await page.locator('.outcome a').waitFor();
    expect(await text('.outcome')).toBe('已登记“向局长问到底0”：分发259·市教委主要负责人年终访谈');
    await page.locator('.snippet summary').click();
    expect(await text('.snippet pre')).toContain('external_id:3xfound000000');

    await page.getByRole('button', { name: '忽略“向局长问到底 2”' }).click();
    await page.locator('.outcome button').click();
    await expect.poll(() => text('.outcome')).toBe('“向局长问到底2”已回到待处理。');
    await expect.poll(() => text('.tab-count')).toBe('199');

    await page.getByRole('link', { name: '指定归属…“向局长问到底 1”' }).click();
    const sheet = page.locator('dialog.sheet');
    await sheet
      .getByLabel('期', { exact: true })
      .selectOption({ label: '第 1 期 市民政局主要负责人年终访谈' });
    await sheet.getByLabel('新作品的标题').fill('家门口的养老院');
    await submit('dialog');
    await sheet.waitFor({ state: 'detached' });
    await expect
      .poll(() => text('.outcome'))
      .toBe('已登记“向局长问到底1”：分发260·市民政局主要负责人年终访谈');
    expect(new URL(page.url()).search).toBe('');
    expect(page.troubles).toEqual([]);
  });

  test('accepts all that are sure, and names what was registered', async () => {
    await open('/catalogue', PHONE);
    await page.getByRole('link', { name: '接受全部有把握的（9）' }).click();
    await sign();
    await submit('dialog');
    await page.getByText('已登记 9 条。').waitFor();
    expect(await page.locator('dialog .plain-list a').count()).toBe(9);
    await page.getByRole('button', { name: '完成' }).click();
    await expect.poll(() => text('.tab-count')).toBe('189');
    expect(page.troubles).toEqual([]);
  });

  test('says what will come when nothing waits, and what cannot be done on a server that only reads', async () => {
    await open('/catalogue', PHONE, empty.url);
    expect(await text('.empty')).toContain('没有待处理的条目');
    expect(await text('.empty')).toContain('查找新作品，或直接粘贴链接');
    expect(await text('.discover')).toContain('还没有查找过。');
    await screenshot(page, 'catalogue-empty-phone-zh-CN', false);
    await open('/catalogue', DESKTOP, world.readOnlyUrl);
    expect(await text('.notice')).toContain('本服务只读');
    expect(await page.locator('.row-tool, .signer, .bulk').count()).toBe(0);
    await open('/catalogue?tab=links', DESKTOP, world.readOnlyUrl);
    await page.locator('#links').fill('https://www.kuaishou.com/short-video/3x28lb9m0h3dk4z');
    expect(await page.getByRole('button', { name: '识别链接' }).isDisabled()).toBe(true);
  });
});

test('pasted texts: what is there is named with its placement, what is new is previewed, then registered', async () => {
  await open('/catalogue?add=https%3A%2F%2Fwww.kuaishou.com%2Fshort-video%2F3x28lb9m0h3dk4z');
  await page.getByRole('button', { name: '识别链接' }).click();
  await page.locator('.link-placed').waitFor();
  expect(await page.locator('.link-placed a').getAttribute('href')).toBe('/placements/18');
  await page
    .locator('#links')
    .fill(
      '【家门口的新公园】 https://www.kuaishou.com/short-video/3xnewpark00001 复制打开\nhttps://www.douyin.com/nothing',
    );
  await page.getByRole('button', { name: '识别链接' }).click();
  await page.locator('.link-fresh').waitFor();
  expect(await page.locator('.link-unread').count()).toBe(1);
  expect(await page.getByLabel('新作品的标题').inputValue()).toBe('家门口的新公园');
  await page.getByRole('button', { name: '预览登记' }).click();
  await page.locator('.placed-list').waitFor();
  expect(await text('.placed-list')).toContain('快手·津云·播放量·3xnewpark00001');
  // Another place is another plan: what was looked at may not be registered any more.
  await page.getByLabel('体裁').selectOption('trailer');
  expect(await page.locator('.placed-list').count()).toBe(0);
  await page.getByRole('button', { name: '预览登记' }).click();
  await sign();
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByText('已登记 1 个分发。').waitFor();
  await screenshot(page, 'catalogue-registered-desktop-zh-CN');
  expect(page.troubles).toEqual([]);
});

test('a link that may be an article or a video is asked about before anything is registered', async () => {
  await open('/catalogue?tab=links', PHONE, empty.url);
  await page.locator('#links').fill('https://www.toutiao.com/i7412345678901022798/');
  await page.getByRole('button', { name: '识别链接' }).click();
  await page.locator('.link-fresh').waitFor();
  expect(await text('.link-fresh')).toContain('链接看不出来');
  await page.getByLabel('新作品的标题').fill('家门口的新学校');
  const preview = page.getByRole('button', { name: '预览登记' });
  expect(await preview.isDisabled()).toBe(true);
  await page.getByLabel('这个链接是').selectOption('article');
  await preview.click();
  // This catalogue has no account there: refused in the reader's language, and nothing is registered.
  await page.locator('.problem').waitFor();
  expect(await text('.problem')).toContain('目录里还没有平台“toutiao”的账号');
  await expectNoSidewaysScroll(page);
});

test('a file: mistakes by line, then the plan, then applied and signed, and in the trail', async () => {
  await open('/catalogue?tab=file', DESKTOP, empty.url);
  const area = page.locator('#yaml');
  const upload = (yaml: string): Promise<void> =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name: 'catalogue.yaml', mimeType: 'application/yaml', buffer: Buffer.from(yaml) });
  await upload(YAML.replace('starts_on: 2022-12-05', 'starts_on: soon'));
  await page.locator('.mistakes button').first().click();
  expect(await text('.mistakes li')).toBe(
    '第14行第14列campaign.starts_on应为日期，如2022-12-05，得到"soon"。',
  );
  expect(
    await area.evaluate((of: HTMLTextAreaElement) => of.value.slice(of.selectionStart, of.selectionEnd)),
  ).toBe('soon');
  await upload(YAML.replace('organiser: 海河传媒中心', 'organiser: 海河传媒集团'));
  await page.locator('.changes').waitFor();
  expect(await text('.plan-sum')).toBe('新增0，更改1，保留0');
  expect(await text('.change-fields')).toBe('主办：海河传媒中心改为→海河传媒集团');
  // What was typed is there when the reader comes back.
  await page.getByRole('link', { name: '浏览目录' }).click();
  await page.getByRole('link', { name: '目录文件' }).click();
  expect(await area.inputValue()).toContain('海河传媒集团');
  await submit('form.paste');
  await page.getByLabel('理由（可不填）').fill('更名');
  await sign();
  await page.getByRole('button', { name: '应用到目录' }).click();
  await page.getByText('已应用：新增 0，更改 1。').waitFor();
  await page.getByRole('link', { name: '看变更记录' }).click();
  await page.locator('.trail').waitFor();
  expect(await text('.trail')).toMatch(
    /^2022年12月30日18:00值班编辑应用文件catalogue\.yaml.*更名文件指纹SHA-256[0-9a-f]{64}/,
  );
  expect(page.troubles).toEqual([]);
});

test('the tree opens to works and placements, and is searched', async () => {
  await open('/catalogue?tab=browse', DESKTOP, empty.url);
  expect(await text('.table-count')).toBe('11期，68件作品，258个分发');
  await page.locator('.tree-episode > summary').first().click();
  await expect.poll(() => page.locator('.tree-work').count()).toBe(7);
  await page.getByLabel('在目录里找').fill('7177334969133277878');
  await expect.poll(() => text('.table-count')).toBe('符合的作品1件，分发1个');
  expect(await page.locator('.tree-placement a').first().getAttribute('href')).toBe('/placements/16');
  await page.keyboard.press('Enter');
  await expect.poll(() => new URL(page.url()).search).toBe('?tab=browse&q=7177334969133277878');
});
