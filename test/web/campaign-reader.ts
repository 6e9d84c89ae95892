import { expect } from 'vitest';
import type { VisitedPage } from '../setup/browser.ts';

/** Walks down the page as a reader does, from one part that waits to the next, until nothing more appears. */
export const readToTheEnd = async (page: VisitedPage): Promise<void> => {
  await expect
    .poll(
      () =>
        page.evaluate(() => {
          const waiting = document.querySelectorAll('.near.waiting, [aria-busy=true], .bone-rows');
          (waiting[0] ?? document.querySelector('#publications'))?.scrollIntoView();
          return waiting.length === 0 && document.querySelector('#publications') !== null;
        }),
      { timeout: 30_000 },
    )
    .toBe(true);
};

/** What the parts of a page are called, in order. */
export const titles = (page: VisitedPage): Promise<string[]> => page.locator('main h2').allInnerTexts();
