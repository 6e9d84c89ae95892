import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDashboard } from '../../pipeline/cli/dashboard.ts';
import { runDemo } from '../../pipeline/demo/demo.ts';
import { silentLogger } from '../../pipeline/log.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the demo's dashboard, without a slash at its end. */
    dashboard: string;
  }
}

/**
 * Runs the demo once for all tests of the pages. `RENCI_TEST_DASHBOARD` names one that runs already (`renci demo`),
 * which saves half a minute while a page is being made; it must be fresh where figures are compared.
 */
export default async ({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> => {
  const running = process.env.RENCI_TEST_DASHBOARD;
  if (running) {
    provide('dashboard', running.replace(/\/$/, ''));
    return;
  }
  const dir = mkdtempSync(join(tmpdir(), 'renci-pages-'));
  const environment = { data: null, logLevel: null, clickhouse: null };
  const demo = await runDemo({ dir, environment, log: silentLogger, standsStill: true, say: () => {} });
  const served = await openDashboard(demo.app, { host: '127.0.0.1', port: 0 });
  provide('dashboard', served.url);
  return async () => {
    await served.close();
    await demo.close();
    rmSync(dir, { recursive: true, force: true });
  };
};
