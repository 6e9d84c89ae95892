import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openPage, settle, type VisitedPage } from '../setup/browser.ts';
import { openManyWorld, PLACEMENTS } from './many-world.ts';
import { DESKTOP, PHONE } from './pages.ts';

/** What a person feels as at once. */
const AT_ONCE_MS = 100;
/** The longest stretch in which nothing else could have been answered, such as when 5,000 rows arrive. */
const BLOCKED_MS = 200;
/** Each thing is done so often; the median stands, since the machine has other work. */
const ROUNDS = 5;

let world: Awaited<ReturnType<typeof openManyWorld>>;
let browser: Awaited<ReturnType<typeof openBrowser>>;

beforeAll(async () => {
  world = await openManyWorld(process.env.RENCI_TEST_PAGES);
  browser = await openBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await world?.close();
});

type Felt = { events: number[]; tasks: number[] };

/** Notes, from before the page's own program on, what the browser says of interactions and of blocked time, ms. */
const watch = (page: VisitedPage): Promise<unknown> =>
  page.addInitScript(() => {
    const felt: Felt = { events: [], tasks: [] };
    Object.assign(window, { felt });
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) {
        if ((entry as PerformanceEventTiming).interactionId) felt.events.push(entry.duration);
      }
    }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) felt.tasks.push(entry.duration);
    }).observe({ type: 'longtask', buffered: true });
  });

const feltOf = async (page: VisitedPage): Promise<Felt> => {
  // Entries are told after the frame that they end with.
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 60))));
  return page.evaluate(() => {
    const { felt } = window as unknown as { felt: Felt };
    return { events: felt.events.splice(0), tasks: felt.tasks.splice(0) };
  });
};

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

test('the page of a campaign with 5,000 placements answers at once: it opens, sorts, filters and opens a row', async () => {
  const felt = new Map<string, number[]>();
  const blocked = new Map<string, number[]>();
  const page = await openPage(browser, DESKTOP);
  const note = async (what: string): Promise<void> => {
    const { events, tasks } = await feltOf(page);
    felt.set(what, [...(felt.get(what) ?? []), Math.max(0, ...events)]);
    blocked.set(what, [...(blocked.get(what) ?? []), Math.max(0, ...tasks)]);
  };
  await watch(page);
  const rows = page.locator('dialog.sheet tbody tr[data-row]');
  const head = (name: string): Locator =>
    page.locator('dialog.sheet thead').getByRole('button', { name, exact: true });
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.goto(`${world.url}/campaigns/many`);
    await settle(page);
    await note('first screen');
    await page.locator('.headline-wording').click();
    await rows.first().waitFor();
    await note('open the total');
    await settle(page);
    expect(await page.locator('dialog.sheet .table-count').innerText()).toBe(`${PLACEMENTS} 行`);
    await head('观看量').click();
    await page.locator('dialog.sheet th[aria-sort=descending]').waitFor();
    await note('sort by count');
    await head('作品').click();
    await page.locator('dialog.sheet th[aria-sort=ascending]').waitFor();
    await note('sort by title');
    await page.locator('dialog.sheet input[type=search]').press('1');
    await page.locator('dialog.sheet input[type=search]').press('7');
    await expect.poll(() => page.locator('dialog.sheet .table-count').innerText()).toContain('/');
    await note('filter');
    await rows.first().getByRole('link').first().click();
    await page.locator('dialog.sheet .sheet-button').first().waitFor();
    await settle(page);
    await note('open a row');
    await page.goBack();
    await rows.first().waitFor();
    await page.locator('dialog.sheet .sheet-button').last().click();
    await expect.poll(() => page.locator('dialog.sheet').count()).toBe(0);
    await note('close');
  }
  const seen = [...felt].map(([what, ms]) => [what, median(ms), median(blocked.get(what) ?? [])] as const);
  console.log('ms felt and blocked with 5,000 placements:', seen);
  expect(seen.filter(([, event, task]) => event > AT_ONCE_MS || task > BLOCKED_MS)).toEqual([]);
  expect(page.troubles).toEqual([]);
}, 180_000);

test('on a phone the folded parts open at once', async () => {
  const page = await openPage(browser, PHONE);
  await watch(page);
  await page.goto(`${world.url}/campaigns/many`);
  await settle(page);
  const { tasks } = await feltOf(page);
  expect(Math.max(0, ...tasks)).toBeLessThan(BLOCKED_MS);
  await page.locator('#platforms h2 button').tap();
  await page.locator('#platforms .ranked-row').first().waitFor();
  expect(median((await feltOf(page)).events)).toBeLessThan(AT_ONCE_MS);
  expect(page.troubles).toEqual([]);
});
