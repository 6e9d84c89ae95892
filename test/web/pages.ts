import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { openBrowser, openPage, settle, type Visit, type VisitedPage } from '../setup/browser.ts';

/** The campaign that the demo is about. */
export const CAMPAIGN = 'year-end-interviews-2022';
export const DESKTOP: Visit = { width: 1440 };
export const PHONE: Visit = { width: 390 };

/** Both widths in both languages: what every page is looked at in. Names are those of `describe.each`. */
export const VIEWS = [
  ['desktop', 'zh-CN', DESKTOP],
  ['desktop', 'en', DESKTOP],
  ['phone', 'zh-CN', PHONE],
  ['phone', 'en', PHONE],
] as const;

/**
 * One browser for a test file: gives the way to open an address of the demo's dashboard ("/collection?lang=en") in a
 * fresh context, settled.
 */
export const pagesOfDemo = (): ((path: string, visit?: Visit) => Promise<VisitedPage>) => {
  let browser: Awaited<ReturnType<typeof openBrowser>> | undefined;
  const pages: VisitedPage[] = [];
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
  });
  return async (path, visit = DESKTOP) => {
    if (!browser) throw new Error('A page can be opened inside a test only.');
    await Promise.all(pages.splice(0).map(page => page.context().close()));
    const page = await openPage(browser, visit);
    pages.push(page);
    await page.goto(`${inject('dashboard')}${path}`);
    await settle(page);
    return page;
  };
};

/** The address with its language. */
export const inLanguage = (path: string, lang: 'zh-CN' | 'en'): string =>
  `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;

type Violation = {
  id: string;
  impact: string | null;
  help: string;
  nodes: { target: unknown[]; failureSummary?: string }[];
};

/**
 * Nothing that axe calls serious or critical (WCAG 2.2 AA and its best practices), in the page as it stands. The
 * message names each element and what is wrong with it.
 */
export const expectAccessible = async (page: Page): Promise<void> => {
  if (!(await page.evaluate(() => 'axe' in window))) {
    // Through the debugger: the page's own policy lets no foreign script in, and that is right.
    await page.evaluate(axe.source);
  }
  const violations = (await page.evaluate(
    async () =>
      (
        await (window as unknown as { axe: { run: () => Promise<{ violations: unknown[] }> } }).axe.run()
      ).violations,
  )) as Violation[];
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(
    grave.map(({ id, help, nodes }) => ({
      ...{ id, help },
      at: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary ?? ''}`),
    })),
  ).toEqual([]);
};

/** No page is wider than its window. */
export const expectNoSidewaysScroll = async (page: Page): Promise<void> => {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(over).toBeLessThanOrEqual(0);
};

/** Text without the spaces and line breaks that layout puts in. */
export const plain = (text: string): string => text.replaceAll(/\s+/g, '');
