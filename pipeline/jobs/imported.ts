import { UnavailableError } from '../clickhouse/errors.ts';
import type { Instant } from '../domain/reading.ts';
import { readImport } from '../store/imports.ts';
import type { App } from './app.ts';

/**
 * When a document was taken in before, read the same way; null when it was not. While the database is away nobody
 * knows, and a document taken in twice changes nothing.
 */
export const importedAt = async ({ db }: Pick<App, 'db'>, id: string): Promise<Instant | null> => {
  try {
    return await readImport(db, id);
  } catch (error) {
    if (error instanceof UnavailableError) return null;
    throw error;
  }
};
