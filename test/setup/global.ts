import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../pipeline/clickhouse/embedded.ts';
import { silentLogger } from '../../pipeline/log.ts';

/** What every test file may know of the run's one ClickHouse. */
export type TestServer = {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly analyst: { readonly username: string; readonly password: string };
};

declare module 'vitest' {
  export interface ProvidedContext {
    clickhouse: TestServer;
  }
}

/** Starts one embedded ClickHouse for the whole run, in a folder of its own. */
export default async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  const dir = mkdtempSync(join(tmpdir(), 'renci-test-'));
  const server = await startEmbedded({ dir, log: silentLogger, readable: ['test_*'] });
  const { url, username, password, analyst } = server;
  provide('clickhouse', { url, username, password, analyst });
  return async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  };
};
