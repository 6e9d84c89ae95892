import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    environment: 'node',
    // One embedded ClickHouse for the whole run; each file has a database of its own.
    globalSetup: ['test/setup/global.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Property tests and servers leave nothing behind that a retry would cure.
    retry: 0,
  },
});
