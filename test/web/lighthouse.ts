import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import chromium from '@sparticuz/chromium';
import lighthouse, { desktopConfig } from 'lighthouse';

type Category = 'performance' | 'accessibility' | 'best-practices';

export type Measured = {
  /** 0–100 by category. */
  readonly scores: Record<Category, number>;
  /** Every audit below full marks, with what it says. */
  readonly weak: readonly string[];
};

const START_MS = 20_000;

/** The port a browser has opened for its debugger, from the file it writes. */
const debuggerPort = async (profile: string, browser: ChildProcess): Promise<number> => {
  for (let waited = 0; waited < START_MS && browser.exitCode === null; waited += 100) {
    const text = await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '');
    if (text.includes('\n')) return Number(text.split('\n')[0]);
    await wait(100);
  }
  throw new Error('Chromium did not open its debugger within 20 s.');
};

/** What Lighthouse says of an address on a desktop. */
export const measure = async (url: string): Promise<Measured> => {
  const profile = mkdtempSync(join(tmpdir(), 'renci-lighthouse-'));
  const browser = spawn(
    await chromium.executablePath(),
    [
      ...['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--hide-scrollbars'],
      ...['--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
    ],
    { stdio: 'ignore' },
  );
  try {
    const port = await debuggerPort(profile, browser);
    const categories: Category[] = ['performance', 'accessibility', 'best-practices'];
    const run = await lighthouse(
      url,
      { port, onlyCategories: categories, logLevel: 'silent' },
      desktopConfig,
    );
    if (!run) throw new Error(`Lighthouse gave no result for ${url}.`);
    const { lhr } = run;
    const score = (category: Category) => Math.round(100 * (lhr.categories[category]?.score ?? 0));
    return {
      scores: {
        performance: score('performance'),
        accessibility: score('accessibility'),
        'best-practices': score('best-practices'),
      },
      weak: Object.values(lhr.audits).flatMap(audit =>
        audit.score !== null && audit.score < 1
          ? [`${audit.id} ${audit.score} ${audit.displayValue ?? ''}`]
          : [],
      ),
    };
  } finally {
    if (browser.exitCode === null) {
      browser.kill('SIGKILL');
      await once(browser, 'exit');
    }
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
};
