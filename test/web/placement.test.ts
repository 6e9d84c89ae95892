import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser, openPage, screenshot, settle, type Visit, type VisitedPage } from '../setup/browser.ts';
import type { CatalogueWorld } from './catalogue-world.ts';
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
import { DOUBTED, FALLEN, openPlacementWorld, SAID } from './placement-world.ts';

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

describe('an operator', () => {
  let world: CatalogueWorld;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let page: VisitedPage;
  beforeAll(async () => {
    [world, browser] = await Promise.all([openPlacementWorld(), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });
  const visit = async (path: string, how: Visit = DESKTOP): Promise<void> => {
    await page?.context().close();
    page = await openPage(browser, how);
    await page.goto(`${world.url}${path}`);
    await settle(page);
  };
  const sheet = () => page.locator('dialog.sheet');
  const sign = async (reason: string) => {
    await sheet().getByLabel('理由').fill(reason);
    await sheet().getByLabel('签名').fill('值班编辑');
    await sheet().locator('button[type=submit]').click();
  };
  const claim = async (): Promise<string> => plain(await page.locator('.claim-wording').innerText());
  const decided = async (): Promise<string[]> => {
    await sheet().locator('.decided').waitFor();
    return (await sheet().locator('.judged').allInnerTexts()).map(plain);
  };
  const decide = (row: number) =>
    page.locator('#readings tbody tr').nth(row).getByRole('link', { name: /^决定/ }).click();

  test('sees a reading that waits, accepts it, and undoes that: before and after each time', async () => {
    await visit(`/placements/${DOUBTED}`, PHONE);
    const before = await claim();
    expect(before).toBe('播放量7万–13.2万');
    await decide(0);
    await sheet().locator('button[type=submit]').click();
    expect(await sheet().locator('.field-note.wrong').count()).toBe(2);
    await sign('平台后台核对');
    expect(await decided()).toEqual([
      '待确认大幅下降，待下一次读数确认计为70,000–132,000',
      '接受人工接受计为70,000',
    ]);
    await sheet().getByRole('button', { name: '完成' }).click();
    await expect.poll(claim).toBe('播放量7万');
    await decide(0);
    expect(await sheet().locator('input[type=radio]').count()).toBe(2);
    await sheet().getByLabel('撤销人工决定').check();
    await sign('核对有误');
    expect(await decided()).toEqual([
      '接受人工接受计为70,000',
      '待确认大幅下降，待下一次读数确认计为70,000–132,000',
    ]);
    await sheet().getByRole('button', { name: '完成' }).click();
    await expect.poll(claim).toBe(before);
    expect(page.troubles).toEqual([]);
  });

  test('takes an accepted reading out, and sees it in the list', async () => {
    await visit(`/placements/${FALLEN}`);
    await decide(0);
    await sign('页面读错');
    expect(await decided()).toEqual(['接受计为60,600', '待确认人工剔除计为60,500']);
    await sheet().getByRole('button', { name: '完成' }).click();
    await expect.poll(claim).toBe('播放量6万');
    await expect
      .poll(async () => plain(await page.locator('#readings tbody tr').first().innerText()))
      .toContain('人工剔除');
    expect(page.troubles).toEqual([]);
  });

  test('says why a counter fell', async () => {
    await visit(`/placements/${FALLEN}`);
    await page.getByRole('link', { name: '改分类' }).click();
    await sheet().getByLabel('下降的原因').selectOption('private');
    await sign('作者转为私密');
    await sheet().locator('.decided').waitFor();
    expect((await sheet().locator('.decided dd').allInnerTexts()).map(plain)).toEqual([
      '平台更正（清理虚假播放等）',
      '作品转为不公开',
    ]);
    await sheet().getByRole('button', { name: '完成' }).click();
    await expect
      .poll(async () => plain(await page.locator('#falls').innerText()))
      .toContain('作品转为不公开值班编辑：作者转为私密');
    expect(page.troubles).toEqual([]);
  });

  test('withdraws an adjustment, which stays listed', async () => {
    const answer = await fetch(`${world.url}/api/v1/campaigns/${CAMPAIGN}/adjustments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ kind: 'correction', by: '值班编辑', reason: '重复统计', placement: FALLEN },
        ...{ low: -500, effectiveAt: '2022-12-29T00:00:00Z' },
      }),
    });
    expect(answer.status).toBe(201);
    await visit(`/placements/${FALLEN}`);
    expect(plain(await page.locator('#adjustments li').innerText())).toContain('−500更正');
    await page.getByRole('link', { name: '撤回' }).click();
    await sign('核实无误');
    await sheet().waitFor({ state: 'detached' });
    await expect
      .poll(async () => plain(await page.locator('#adjustments li').innerText()))
      .toMatch(/已由值班编辑于12月30日18:00撤回：核实无误$/);
    expect(page.troubles).toEqual([]);
  });

  test('a payload of the past is there under its address', async () => {
    await visit(`/placements/${DOUBTED}?sheet=payload:${SAID}`);
    expect(await sheet().locator('mark').allInnerTexts()).toEqual(['70000']);
  });
});
