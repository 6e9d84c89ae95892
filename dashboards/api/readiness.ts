import { UnavailableError } from '../../pipeline/clickhouse/errors.ts';
import { MigrationError, pendingMigrations } from '../../pipeline/clickhouse/migrate.ts';
import type { ApiDeps } from './deps.ts';

export type Readiness = {
  readonly ready: boolean;
  readonly database: 'answers' | 'away';
  /** Null while the database is away, and where its history is not this program's. */
  readonly pendingMigrations: string[] | null;
};

/** Can figures be asked for? Never throws for a database that is away or of another version: that is the answer. */
export const readReadiness = async ({ db, log }: ApiDeps): Promise<Readiness> => {
  try {
    const pending = await pendingMigrations(db);
    return { ready: pending.length === 0, database: 'answers', pendingMigrations: pending };
  } catch (error) {
    if (!(error instanceof UnavailableError || error instanceof MigrationError)) throw error;
    log.warn({ err: error }, 'not ready');
    const database = error instanceof MigrationError ? 'answers' : 'away';
    return { ready: false, database, pendingMigrations: null };
  }
};
