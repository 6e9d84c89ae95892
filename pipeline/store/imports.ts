import type { Database } from '../clickhouse/client.ts';
import { insertRows } from '../clickhouse/insert.ts';
import { dateTime64 } from '../days.ts';
import type { Instant } from '../domain/reading.ts';
import { latestRows } from './latest.ts';

/** When the import of this id was taken in; null when it was not. */
export const readImport = async (db: Database, id: string): Promise<Instant | null> => {
  const [row] = await latestRows(db, 'imports', all => all.where('import_id', '=', id));
  return row ? row.imported_at : null;
};

/** A sheet taken in. */
export type Import = {
  /** SHA-256 (hex) of the bytes and of how they were to be read. */
  readonly id: string;
  /** SHA-256 (hex) of the bytes: the id of its payload. */
  readonly hash: string;
  readonly fileName: string;
  readonly runId: string;
  readonly at: Instant;
  readonly rows: number;
  readonly readings: number;
};

/** Notes sheets as taken in; writing one twice changes nothing. */
export const insertImports = (db: Database, imports: readonly Import[]): Promise<void> =>
  insertRows(
    db,
    'imports',
    ['import_id', 'file_hash', 'file_name', 'run_id', 'imported_at', 'row_count', 'reading_count'],
    imports.map(taken => ({
      import_id: taken.id,
      file_hash: taken.hash,
      file_name: taken.fileName,
      run_id: taken.runId,
      imported_at: dateTime64(taken.at),
      row_count: taken.rows,
      reading_count: taken.readings,
    })),
  );
