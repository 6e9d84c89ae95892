import { join } from 'node:path';
import { withFileLock } from '../../collectors/file-lock.ts';
import type { Catalogue, Placement } from '../domain/catalogue.ts';
import { applyCatalogue } from '../store/apply-catalogue.ts';
import { insertAudit } from '../store/audit.ts';
import type { App } from './app.ts';
import { planStored } from './plan-catalogue.ts';

/** Where a catalogue comes from, for the trail: who takes it in, the file, and its SHA-256. */
export type Origin = { readonly by: string; readonly file: string; readonly fileHash: string };

/**
 * Registers what a catalogue lists; one process at a time, since each new placement takes the next free number. What it
 * changes is in the trail before it is done; without an origin there is none.
 * @throws CatalogueConflict, QueryError
 */
export const register = (app: App, catalogue: Catalogue, origin?: Origin): Promise<Placement[]> =>
  withFileLock(join(app.config.data, 'catalogue'), async () => {
    const now = app.clock.now();
    if (origin) await leaveTrail(app, catalogue, origin, now);
    return applyCatalogue(app.db, catalogue, now);
  });

const leaveTrail = async (
  { db }: App,
  catalogue: Catalogue,
  { by, file, fileHash }: Origin,
  recordedAt: number,
): Promise<void> => {
  const campaignId = catalogue.campaign.id;
  const changes = (await planStored(db, catalogue)).changes.filter(({ action }) => action !== 'keep');
  if (changes.length === 0) return;
  await insertAudit(db, {
    ...({ recordedAt, action: 'apply', author: by, reason: '' } as const),
    ...{ campaignId, subject: file, fileHash, changes },
  });
};
