import { expect, inject, test } from 'vitest';
import { measure } from './lighthouse.ts';
import { CAMPAIGN } from './pages.ts';

const BAR = 95;
/** A machine that does other things as well is slow at times; what is slow each time is the page. */
const TRIES = 3;

test('the campaign page is fast, usable and sound by Lighthouse’s measure', async () => {
  const measured: Awaited<ReturnType<typeof measure>>[] = [];
  const passes = () => measured.some(({ scores }) => Object.values(scores).every(score => score >= BAR));
  while (measured.length < TRIES && !passes()) {
    measured.push(await measure(`${inject('dashboard')}/campaigns/${CAMPAIGN}`));
  }
  expect(passes(), JSON.stringify(measured, null, 1)).toBe(true);
}, 180_000);
