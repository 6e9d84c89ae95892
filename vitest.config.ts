import { defineConfig } from 'vitest/config';

const pages = 'test/web/**/*.test.ts';

export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    // One more than two cores: a test waits for a server or a browser about a third of its time.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Property tests and servers leave nothing behind that a retry would cure.
    retry: 0,
    projects: [
      {
        extends: true,
        test: {
          name: 'product',
          include: ['test/**/*.test.ts'],
          exclude: [pages],
          // One embedded ClickHouse for the whole run; each file has a database of its own.
          globalSetup: ['test/setup/global.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'pages',
          include: [pages],
          // One demo for the whole run, which every page is read from.
          globalSetup: ['test/web/setup.ts'],
        },
      },
    ],
  },
});
