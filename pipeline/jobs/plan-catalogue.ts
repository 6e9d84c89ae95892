import { type Change, planCatalogue, type SharedChange, sharedChanges } from '../catalogue/plan.ts';
import type { Database } from '../clickhouse/client.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import {
  readAccounts,
  readCatalogue,
  readPlacements,
  readPlatforms,
  type StoredPlacement,
} from '../store/catalogue.ts';

/** What applying a catalogue would do to what is stored now. */
export type StoredPlan = {
  readonly isNew: boolean;
  readonly changes: readonly Change[];
  /** Platforms and accounts that it changes and other campaigns use as well. */
  readonly shared: readonly SharedChange[];
  /** Those of all campaigns. */
  readonly placements: readonly StoredPlacement[];
};

/** Plans a catalogue on what is stored. Changes nothing. @throws QueryError */
export const planStored = async (db: Database, catalogue: Catalogue): Promise<StoredPlan> => {
  const { id } = catalogue.campaign;
  const [stored, placements, platforms, accounts] = await Promise.all([
    readCatalogue(db, id),
    readPlacements(db),
    readPlatforms(db),
    readAccounts(db),
  ]);
  const changes = planCatalogue(catalogue, stored, { platforms, accounts });
  return { isNew: stored === null, changes, shared: sharedChanges(changes, id, placements), placements };
};

/** Platforms and accounts by name, and the campaigns that use them: for the sentence that asks to confirm them. */
export const sharedText = (shared: readonly SharedChange[]): string =>
  shared.map(({ name, campaigns }) => `${name} (${campaigns.join(', ')})`).join('; ');
