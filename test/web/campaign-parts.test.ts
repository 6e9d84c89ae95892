import { expect, test } from 'vitest';
import { readToTheEnd, titles } from './campaign-reader.ts';
import { CAMPAIGN, DESKTOP, PHONE, pagesOfDemo, plain } from './pages.ts';

const open = pagesOfDemo();
/** Figures of a past moment are formed anew. */
const SLOW = { timeout: 15_000 };
const PAGE = `/campaigns/${CAMPAIGN}`;

test('on a phone the bar at the top leads to a part and opens it; it is closed again at its end', async () => {
  const page = await open(PAGE, PHONE);
  const part = page.locator('#episodes');
  expect(plain(await part.innerText())).toMatch(/^各期观看量最高市教委180\.\d万.*共11期$/);
  await page.locator('.section-bar').getByRole('button', { name: '各期' }).tap();
  await expect.poll(() => part.locator('.ranked-row').count(), SLOW).toBe(11);
  // Below the bar itself.
  await expect.poll(async () => Number((await part.boundingBox())?.y)).toBeLessThan(120);
  await page.getByRole('button', { name: '收起 各期观看量' }).tap();
  await expect.poll(() => part.locator('.ranked-row').count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('各期观看量');
  expect(page.troubles).toEqual([]);
});

test('acts stand beside the total, each kind by itself, and lead to the placements that state them', async () => {
  const page = await open(PAGE);
  const lines = (await page.locator('.beside dl > div').allInnerTexts()).map(plain);
  const named = ['阅读', '展现', '收视收听率', '点赞', '评论', '转发', '收藏'];
  expect(named.filter(name => lines.some(line => line.startsWith(name)))).toEqual(named);
  await page.locator('.beside').getByRole('link', { name: /^点赞/ }).click();
  const sheet = page.locator('dialog.sheet');
  await expect.poll(async () => plain(await sheet.innerText()), SLOW).toContain('122行');
  expect(plain(await sheet.innerText())).toContain('个分发中有122个提供这个数');
  expect(await sheet.locator('tbody a').first().getAttribute('href')).toMatch(/^\/placements\/\d+$/);
  expect(page.troubles).toEqual([]);
});

test('the growth of a day is the step of the curve, to the digit', async () => {
  const page = await open(PAGE);
  const { days } = await page.evaluate(
    async path => (await fetch(path)).json() as Promise<{ days: { low: number; growth: number }[] }>,
    `/api/v1/campaigns/${CAMPAIGN}/daily`,
  );
  await page.locator('#growth').getByRole('button', { name: '看表' }).click();
  const rows = page.locator('#growth tbody tr');
  await expect.poll(() => rows.count(), SLOW).toBe(days.length);
  const shown = await rows.evaluateAll(all =>
    all.map(row =>
      [2, 4].map(cell => {
        const text = row.children[cell - 1]?.querySelector('[data-hint]')?.getAttribute('data-hint') ?? '';
        return Number((text.split('\n')[0] ?? '').replaceAll(/[,+]/g, '').replace('−', '-'));
      }),
    ),
  );
  expect(shown).toEqual(days.map(({ low, growth }) => [low, growth]));
  shown.forEach(([low = 0, growth = 0], index) => {
    expect(low - (shown[index - 1]?.[0] ?? 0)).toBe(growth);
  });
  expect(page.troubles).toEqual([]);
});

test('a kind of work and a series open their own placements, whose sum is the bar; sorting stays while a row is looked at', async () => {
  const page = await open(PAGE);
  await readToTheEnd(page);
  const sheet = page.locator('dialog.sheet');
  const bar = plain(await page.locator('#series .ranked-row .figure').innerText());
  await page.locator('#series .ranked-row .figure').click();
  await expect
    .poll(() => decodeURIComponent(new URL(page.url()).searchParams.get('sheet') ?? ''))
    .toBe('series:向局长问到底');
  await expect.poll(async () => plain(await sheet.locator('tfoot').innerText()), SLOW).toBe(`合计${bar}`);
  await sheet.getByRole('button', { name: '观看量' }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('sort'), SLOW).toBe('-count');
  await sheet.locator('tbody a').first().click();
  await expect.poll(() => page.url()).toContain('placement:');
  expect(new URL(page.url()).searchParams.get('sort')).toBe('-count');
  await page.goBack();
  await expect.poll(() => sheet.locator('th[aria-sort=descending]').count(), SLOW).toBe(1);
  await page.keyboard.press('Escape');
  await expect.poll(() => sheet.count()).toBe(0);
  expect(new URL(page.url()).search).toBe('');
  expect(page.troubles).toEqual([]);
});

test('the ledger of hot lists is that of the moment asked for', async () => {
  const page = await open(`${PAGE}?asOf=2022-12-06T18:00`);
  await readToTheEnd(page);
  const topics = await page
    .locator('#hot tbody tr')
    .evaluateAll(rows => rows.map(row => [0, 2, 4, 5].map(at => row.children[at]?.textContent ?? '')));
  // By that evening: later ranks, and topics that came later, are not in it.
  expect(topics).toEqual([
    ['天津何时恢复线下教学？回应来了！', '第 1', '3 小时', '2'],
    ['天津有了家门口的养老院，让更多老年人安享晚年！', '第 2', '9 小时', '4'],
    ['天津教育大动作！家门口又建一批好学校！', '第 2', '只见到一次', '1'],
  ]);
  expect(page.troubles).toEqual([]);
});

test.each([
  ['phone', PHONE],
  ['desktop', DESKTOP],
] as const)('printed from a %s everything is on the paper', async (_device, visit) => {
  const page = await open(PAGE, visit);
  await readToTheEnd(page);
  const before = await titles(page);
  // Chromium tells the page that it is printed, as it does a person's.
  const printed = page.evaluate(
    () =>
      new Promise<string[]>(done => {
        window.addEventListener('beforeprint', () =>
          done(
            [...document.querySelectorAll('main .panel')].map(
              panel =>
                `${panel.id} ${panel.querySelectorAll('.ranked-row, tbody tr, svg path, .table-empty').length > 0}`,
            ),
          ),
        );
      }),
  );
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  const parts = [
    'growth',
    'episodes',
    'platforms',
    'kinds',
    'series',
    'hits',
    'hit-placements',
    'hot',
    'comparison',
    'broadcast',
    'publications',
  ];
  expect(await printed).toEqual(parts.map(part => `${part} true`));
  expect((pdf.match(/\/Type \/Page\b/g) ?? []).length).toBeLessThan(18);
  await expect.poll(() => titles(page)).toEqual(before);
  expect(page.troubles).toEqual([]);
});

test('before the first reading it is said when there will be one, in no zero', async () => {
  const page = await open(`${PAGE}?asOf=2022-12-03T10:00`, PHONE);
  expect(plain(await page.locator('main').innerText())).toContain('到2022年12月3日10:00为止还没有读到过数字');
  expect(await page.locator('.headline-claim').count()).toBe(0);
  await page.getByRole('button', { name: '看现在的总量' }).tap();
  await expect.poll(() => page.locator('.headline-claim').count(), SLOW).toBe(1);
  expect(page.troubles).toEqual([]);
});
