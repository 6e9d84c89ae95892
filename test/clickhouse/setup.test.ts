import { expect, test } from 'vitest';
import { testDatabase } from '../setup/clickhouse.ts';

const { db } = testDatabase();

test('a test file has a migrated database of its own', async () => {
  const rows = await db.select(
    "SELECT name FROM system.tables WHERE database = currentDatabase() AND name IN ('campaigns', 'schema_migrations', 'schema_migrations_lock') ORDER BY name",
    { name: 'tables' },
  );
  expect(rows).toEqual([{ name: 'campaigns' }, { name: 'schema_migrations' }]);
});
