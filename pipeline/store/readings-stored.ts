import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';

const readingsStored = defineQuery({
  name: 'readings-stored',
  params: z.object({}),
  row: z.object({ stored: z.coerce.number() }),
});

/** Rows of readings on disk. A row sent twice counts twice until the engine merges it: for watching, not for totals. */
export const readReadingsStored = async (db: Database): Promise<number> => {
  const [row] = await readingsStored(db, {});
  if (!row) throw new Error('The database did not say how many readings it holds.');
  return row.stored;
};
