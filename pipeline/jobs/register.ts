import { join } from 'node:path';
import { withFileLock } from '../../collectors/file-lock.ts';
import type { Catalogue, Placement } from '../domain/catalogue.ts';
import { applyCatalogue } from '../store/apply-catalogue.ts';
import type { App } from './app.ts';

/**
 * Registers what a catalogue lists; one process at a time, since each new placement takes the next free number.
 * @throws CatalogueConflict, QueryError
 */
export const register = (app: App, catalogue: Catalogue): Promise<Placement[]> =>
  withFileLock(join(app.config.data, 'catalogue'), () => applyCatalogue(app.db, catalogue, app.clock.now()));
