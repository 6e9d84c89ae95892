import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';

const ARTEFACTS = join(import.meta.dirname, '../artefacts');

/**
 * The package's flags are made for one function call: a single process dies with its first page, and switched-off
 * web security would hide real faults. Its emulated graphics card costs two fifths of the processor's time, and the
 * pages draw nothing that needs one.
 */
const UNWANTED = [
  /^--single-process/,
  /^--no-zygote/,
  /^--disable-web-security/,
  /^--allow-running-insecure/,
  /gpu|angle|swiftshader/,
];
const WANTED = ['--disable-gpu', '--disable-software-rasterizer'];

/** A headless Chromium that needs nothing of the machine. Close it, or use `await using`. */
export const openBrowser = async (): Promise<Browser & AsyncDisposable> => {
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args.filter(arg => !UNWANTED.some(pattern => pattern.test(arg))), ...WANTED],
    headless: true,
  });
  return Object.assign(browser, { [Symbol.asyncDispose]: () => browser.close() });
};

export type Visit = {
  /** Window width in CSS pixels: 1440 is the desktop, 390 the phone (which touches and is twice as dense). */
  readonly width: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  /** Of the browser; the page speaks Chinese first whatever this says. */
  readonly locale?: string;
  /** Of the reader's machine, on purpose far from the campaign's. */
  readonly timeZone?: string;
};

export type VisitedPage = Page & {
  /** Everything that went wrong in the page: console errors, thrown errors, failed and refused requests. */
  readonly troubles: string[];
};

/** A fresh page in its own context (own storage), which refuses every address outside this machine. */
export const openPage = async (browser: Browser, visit: Visit): Promise<VisitedPage> => {
  const phone = visit.width < 720;
  const context = await browser.newContext({
    viewport: { width: visit.width, height: visit.height ?? (phone ? 844 : 900) },
    deviceScaleFactor: phone ? 2 : 1,
    hasTouch: phone,
    isMobile: phone,
    colorScheme: visit.scheme ?? 'light',
    locale: visit.locale ?? 'de-DE',
    timezoneId: visit.timeZone ?? 'America/New_York',
    reducedMotion: 'reduce',
  });
  const troubles: string[] = [];
  await context.route(
    url => !['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname),
    route => {
      troubles.push(`outside: ${route.request().url()}`);
      return route.abort();
    },
  );
  const page = await context.newPage();
  watchTraffic(page);
  page.on('console', message => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()}`);
  });
  page.on('pageerror', error => troubles.push(`thrown: ${error.message}`));
  page.on('requestfailed', request => {
    const why = request.failure()?.errorText ?? '';
    // The page itself gives up requests that nobody waits for any more.
    if (why !== 'net::ERR_ABORTED') troubles.push(`failed: ${request.url()} ${why}`);
  });
  return Object.assign(page, { troubles });
};

/** What a page has asked for so far, and how much of it is not answered yet. */
type Traffic = { asked: number; open: number };
const traffics = new WeakMap<Page, Traffic>();

const watchTraffic = (page: Page): void => {
  const traffic = { asked: 0, open: 0 };
  traffics.set(page, traffic);
  page.on('request', () => {
    traffic.asked += 1;
    traffic.open += 1;
  });
  const answered = (): void => {
    traffic.open -= 1;
  };
  page.on('requestfinished', answered);
  page.on('requestfailed', answered);
};

/** Until the page has nothing to do and has drawn twice what it has. */
const drawn = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>(done => {
        requestIdleCallback(() => requestAnimationFrame(() => requestAnimationFrame(() => done())));
      }),
  );

/** Waits until nothing is being fetched, no part says it is busy, and text stands in its final font. */
export const settle = async (page: Page): Promise<void> => {
  const traffic = traffics.get(page);
  if (!traffic) throw new Error('Only a page from openPage can be waited for.');
  await page.waitForLoadState('load');
  let asked: number;
  do {
    asked = traffic.asked;
    await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
    await drawn(page);
    // What was asked for meanwhile may bring parts that ask for more.
  } while (traffic.open > 0 || traffic.asked !== asked);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
};

/** A picture of the page in test/artefacts (not in git), whole unless told; its path. */
export const screenshot = async (page: Page, name: string, fullPage = true): Promise<string> => {
  await mkdir(ARTEFACTS, { recursive: true });
  const path = join(ARTEFACTS, `${name}.png`);
  await page.screenshot({ path, fullPage });
  return path;
};
