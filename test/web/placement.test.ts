import { describe, expect, inject, test } from 'vitest';
import { screenshot, settle } from '../setup/browser.ts';
import { expectAccessible, expectNoSidewaysScroll, inLanguage, pagesOfDemo, plain, VIEWS } from './pages.ts';

const open = pagesOfDemo();

describe.each(VIEWS)('on a %s in %s', (device, lang, visit) => {
  test.each([
    ['page', ''],
    ['decide', 'decide'],
    ['payload', 'payload'],
  ])('%s can be used by everybody and fits', async (name, sheet) => {
    const page = await open(inLanguage('/placements/69', lang), visit);
    if (sheet !== '') {
      await page.locator(`#readings a[href*="sheet=${sheet}"]`).first().click();
      await page.locator('dialog.sheet').waitFor();
      await settle(page);
    }
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    expect(page.troubles).toEqual([]);
    await screenshot(page, `placement-${name}-${device}-${lang}`, sheet === '' && device === 'desktop');
  });
});

test('says count, interval, state, source and peak, and lists every reading', async () => {
  const page = await open('/placements/69');
  const readings = (await (await fetch(`${inject('dashboard')}/api/v1/placements/69/readings`)).json()) as {
    readings: unknown[];
  };
  expect(plain(await page.locator('.claim-wording').innerText())).toBe('播放量5.4万');
  const facts = plain(await page.locator('.claim .facts').innerText());
  for (const fact of [
    '54,826',
    '已读',
    '授权接口',
    '最高82,130（12月16日02:00）',
    'Asia/Shanghai（UTC+8）',
  ]) {
    expect(facts).toContain(fact);
  }
  expect(await page.locator('#readings .table-count').innerText()).toBe(`${readings.readings.length} 行`);
  expect(await page.locator('#readings').innerText()).toContain('大幅下降，已被后来的读数确认');
  expect(plain(await page.locator('#falls').innerText())).toContain('82,130→54,354');
  expect(await page.locator('#curve svg').count()).toBeGreaterThan(0);
  expect(page.troubles).toEqual([]);
});

test('a past moment is told as it was', async () => {
  const page = await open('/placements/69?asOf=2022-12-15T18:00&knownAt=2022-12-15T18:00');
  expect(plain(await page.locator('.claim-wording').innerText())).toBe('播放量8.1万');
  expect(await page.locator('.claim .facts').innerText()).toContain('按 2022年12月15日 18:00 所知');
  expect(await page.locator('#falls').innerText()).toContain('没有确认过的下降');
});

test('the payload is shown as text with the reading marked, and saved under its hash', async () => {
  const page = await open('/placements/69');
  await page.locator('#readings tbody tr').nth(1).getByText('原始应答').click();
  const sheet = page.locator('dialog.sheet');
  await sheet.locator('mark').waitFor();
  expect(await sheet.locator('mark').allInnerTexts()).toEqual(['54819']);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    sheet.getByRole('link', { name: '下载' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`${new URL(page.url()).searchParams.get('sheet')?.slice(8)}.txt`);
  await page.goBack();
  await sheet.waitFor({ state: 'detached' });
});

test('an id that there is not is said so', async () => {
  const page = await open('/placements/4000000');
  expect(await page.locator('.problem').innerText()).toContain('没有编号为 4000000 的分发');
});

describe('5,000 readings', () => {
  const reading = (index: number) => ({
    observedAt: new Date(Date.parse('2022-12-30T10:00:00Z') - index * 600_000).toISOString(),
    recordedAt: new Date(Date.parse('2022-12-30T10:00:01Z') - index * 600_000).toISOString(),
    ...{ metric: 'plays', source: index % 7 === 0 ? 'page' : 'api', text: String(900_000 - index) },
    ...{ low: 900_000 - index, high: 900_000 - index, countLow: 900_000 - index, countHigh: 900_000 - index },
    ...{ verdict: index % 50 === 7 ? 'held' : 'accepted', reason: index % 50 === 7 ? 'zero' : '' },
    ...{ runId: `run-${index}`, payloadId: '' },
  });

  test('only those in sight are drawn, and typing and sorting answer within 100 ms', async () => {
    const page = await open('/campaigns');
    await page.route('**/api/v1/placements/69/readings*', route =>
      route.fulfill({
        json: {
          ...{ placementId: 69, timeZone: 'Asia/Shanghai', more: false },
          readings: Array.from({ length: 5_000 }, (_, index) => reading(index)),
        },
      }),
    );
    await page.goto(`${inject('dashboard')}/placements/69`);
    await settle(page);
    expect(await page.locator('#readings .table-count').innerText()).toBe('5000 行');
    expect(await page.locator('#readings tbody tr[data-row]').count()).toBeLessThan(60);
    const took = await page.evaluate(async () => {
      const frame = () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
      const field = document.querySelector<HTMLInputElement>('#readings .table-filter');
      const header = document.querySelectorAll<HTMLElement>('#readings thead button')[2];
      if (!field || !header) throw new Error('no table');
      const type = (text: string) => {
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
        field.dispatchEvent(new Event('input', { bubbles: true }));
      };
      const least = async (steps: (() => void)[]) => {
        const times: number[] = [];
        for (const step of steps) {
          const start = performance.now();
          step();
          await frame();
          times.push(performance.now() - start);
        }
        return Math.min(...times);
      };
      return {
        typing: await least([() => type('待'), () => type('待确认'), () => type('')]),
        sorting: await least([() => header.click(), () => header.click(), () => header.click()]),
      };
    });
    // The least of three: the machine that runs the tests does other things at the same time.
    expect(took.typing).toBeLessThan(100);
    expect(took.sorting).toBeLessThan(100);
    expect(page.troubles).toEqual([]);
  });
});
