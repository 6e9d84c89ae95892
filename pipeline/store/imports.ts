import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { insertRows } from '../clickhouse/insert.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64 } from '../days.ts';
import type { Instant } from '../domain/reading.ts';

const importOfFile = defineQuery({
  name: 'import-of-file',
  params: z.object({ hash: z.string() }),
  row: z.object({ imported_at: z.string().transform(fromDateTime64) }),
});

/** When a file of these very bytes was taken in; null when it was not. */
export const readImport = async (db: Database, hash: string): Promise<Instant | null> => {
  const [row] = await importOfFile(db, { hash });
  return row ? row.imported_at : null;
};

export type Import = {
  readonly hash: string;
  readonly fileName: string;
  readonly runId: string;
  readonly at: Instant;
  readonly rows: number;
  readonly readings: number;
};

export const writeImport = (db: Database, taken: Import): Promise<void> =>
  insertRows(
    db,
    'imports',
    ['file_hash', 'file_name', 'run_id', 'imported_at', 'row_count', 'reading_count'],
    [
      {
        file_hash: taken.hash,
        file_name: taken.fileName,
        run_id: taken.runId,
        imported_at: dateTime64(taken.at),
        row_count: taken.rows,
        reading_count: taken.readings,
      },
    ],
  );
