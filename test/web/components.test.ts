import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPage, screenshot, type Visit } from '../setup/browser.ts';
import { DESKTOP, expectAccessible, expectNoSidewaysScroll, PHONE } from './pages.ts';

/** The shared components where no page of the demo leads: 5,000 rows, a refused write. */
let browser: Awaited<ReturnType<typeof openBrowser>>;
let folder: string;
let server: ReturnType<typeof serve>;
let address: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'renci-gallery-'));
  const root = join(import.meta.dirname, 'gallery');
  await build({ root, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  const app = new Hono().use(serveStatic({ root: folder }));
  address = await new Promise(resolve => {
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}/`),
    );
  });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = async (visit: Visit, search = '') => {
  const page = await openPage(browser, visit);
  await page.goto(`${address}${search}`);
  await page.locator('tbody tr[data-row]').first().waitFor();
  return page;
};

const firstRows = (page: Awaited<ReturnType<typeof open>>, count: number) =>
  page.evaluate(
    n =>
      [...document.querySelectorAll('tbody tr[data-row]')]
        .slice(0, n)
        .map(row => [...row.querySelectorAll('th, td')].slice(0, 2).map(cell => cell.textContent)),
    count,
  );

describe('a table of 5,000 rows', () => {
  test('draws only what is in sight, and answers typing and sorting within 100 ms', async () => {
    const page = await open(DESKTOP);
    expect(await page.locator('tbody tr[data-row]').count()).toBeLessThan(60);
    expect(await page.locator('table').getAttribute('aria-rowcount')).toBe('5001');
    const took = await page.evaluate(async () => {
      const frame = () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
      const field = document.querySelector<HTMLInputElement>('.table-filter');
      const header = document.querySelectorAll<HTMLElement>('thead button')[1];
      if (!field || !header) throw new Error('no table');
      const type = (text: string) => {
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
        field.dispatchEvent(new Event('input', { bubbles: true }));
      };
      const times: number[] = [];
      for (const step of [() => type('快'), () => type('快手'), () => type(''), () => header.click()]) {
        const start = performance.now();
        step();
        await frame();
        times.push(performance.now() - start);
      }
      return Math.min(...times);
    });
    // The least of four: the machine that runs the tests does other things at the same time.
    expect(took).toBeLessThan(100);
    await page.context().close();
  });

  test('goes to paper whole, fits its room, and is drawn as before afterwards', async () => {
    const page = await open(DESKTOP);
    const count = () => page.locator('tbody tr[data-row]').count();
    const drawn = await count();
    expect(await page.locator('.table-scroll').evaluate(e => e.scrollWidth - e.clientWidth)).toBe(0);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await count()).toBe(5000);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await expect.poll(count).toBe(drawn);
    await page.context().close();
  });

  test('sorts missing values last either way, filters by every word, and keeps both in the address', async () => {
    const page = await open(DESKTOP);
    const head = page.locator('thead button', { hasText: '观看量' });
    await head.click();
    expect(await firstRows(page, 2)).toEqual([
      ['作品 986：第 7 期的一段短视频', '99,984'],
      ['作品 1971：第 2 期的一段短视频', '99,965'],
    ]);
    await head.click();
    expect((await firstRows(page, 1))[0]).toEqual(['作品 1：第 1 期的一段短视频', '0']);
    await page.locator('.table-scroll').press('Control+End');
    await expect.poll(() => page.locator('tr[data-row="4999"] td').first().innerText()).toBe('—');
    await head.click();
    await head.click();
    await page.locator('.table-filter').fill('抖音 4997：');
    await page.locator('.table-empty', { hasText: '没有符合的行。' }).waitFor();
    await page.locator('.table-filter').fill('快手 4997：');
    await expect.poll(() => page.locator('.table-count').innerText()).toBe('1 / 5000 行');
    await expect
      .poll(() => new URL(page.url()).search)
      .toBe('?sort=-count&q=%E5%BF%AB%E6%89%8B%204997%EF%BC%9A');
    await page.reload();
    await expect.poll(() => page.locator('.table-count').innerText()).toBe('1 / 5000 行');
    await page.context().close();
  });

  test('columns are chosen and remembered', async () => {
    const page = await open(DESKTOP);
    await page.locator('.table-tools button', { hasText: '选列' }).click();
    await page.locator('.popover-item', { hasText: '编号' }).click();
    await page.locator('.popover-item', { hasText: '平台' }).click();
    await page.keyboard.press('Escape');
    const heads = () => page.locator('thead button').allInnerTexts();
    expect((await heads()).map(text => text.trim())).toEqual(['作品', '观看量', '走势', '编号']);
    await page.reload();
    await page.locator('tbody tr[data-row]').first().waitFor();
    expect((await heads()).map(text => text.trim())).toEqual(['作品', '观看量', '走势', '编号']);
    await page.context().close();
  });

  test('arrow and page keys walk the cells through rows that are not drawn; a gap says why', async () => {
    const page = await open(DESKTOP);
    await page.locator('.table-scroll').focus();
    await page.keyboard.press('ArrowDown');
    for (let pressed = 0; pressed < 8; pressed += 1) await page.keyboard.press('PageDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    const focused = () =>
      page.evaluate(() => [
        document.activeElement?.closest('tr')?.getAttribute('data-row'),
        document.activeElement?.getAttribute('aria-label'),
      ]);
    await expect.poll(focused).toEqual(['99', '观看量：—，从未读到']);
    await page.keyboard.press('Control+End');
    await expect.poll(async () => (await focused())[0]).toBe('4999');
    await page.context().close();
  });
});

describe.each([
  ['desktop', DESKTOP],
  ['phone', PHONE],
  ['dark', { ...DESKTOP, scheme: 'dark' as const }],
])('on a %s', (name, visit) => {
  test('everything can be used by everybody and fits', async () => {
    const page = await open(visit);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await screenshot(page, `components-${name}`);
    expect(page.troubles).toEqual([]);
    await page.context().close();
  });
});

test('a write is signed; a refusal keeps what was typed and names its reference; the signer is remembered', async () => {
  const page = await open(DESKTOP);
  const button = page.locator('.confirm button[type="submit"]');
  await button.click();
  expect(await page.locator('.field-note.wrong').allInnerTexts()).toEqual([
    '请填写：写给明年查账的人看',
    '请填写：谁作此决定；记入台账，本机会记住',
  ]);
  await page.locator('.confirm textarea').fill('已与平台核对');
  await page.locator('.confirm input').fill('值班编辑');
  await button.click();
  await page.locator('.confirm .problem').waitFor();
  expect(await page.locator('.confirm .problem').innerText()).toContain('本服务只读，不接受更改。');
  expect(await page.locator('.confirm .problem code').innerText()).toBe('ref-1');
  await button.click();
  await expect
    .poll(() => page.locator('output').innerText())
    .toBe('{"by":"值班编辑","reason":"已与平台核对"}');
  await page.reload();
  expect(await page.locator('.confirm input').inputValue()).toBe('值班编辑');
  await page.context().close();
});
