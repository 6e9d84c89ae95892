import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { withFileLock } from '../../collectors/file-lock.ts';
import { parseCatalogue } from '../catalogue/load.ts';
import type { Change, SharedChange } from '../catalogue/plan.ts';
import type { Database } from '../clickhouse/client.ts';
import type { Catalogue, Placement } from '../domain/catalogue.ts';
import { ConfigError } from '../problems.ts';
import { applyCatalogue, CatalogueConflict, conflictsOf, conflictText } from '../store/apply-catalogue.ts';
import { type AuditEntry, insertAudit } from '../store/audit.ts';
import type { StoredPlacement } from '../store/catalogue.ts';
import type { App } from './app.ts';
import { planStored, sharedText } from './plan-catalogue.ts';

/** A catalogue as somebody wrote it; `name` is what it is called in messages and in the trail. */
export type CatalogueText = { readonly name: string; readonly text: string };

export type FilePlan = {
  readonly catalogue: Catalogue;
  readonly isNew: boolean;
  readonly changes: readonly Change[];
  /** What it changes for other campaigns too: to be confirmed. */
  readonly shared: readonly SharedChange[];
  /** Items that another campaign holds: with any of them the file cannot be applied. */
  readonly conflicts: readonly StoredPlacement[];
  /** Of this file on what is stored now; another one means that either has changed. */
  readonly id: string;
};

/** Who applies a file, and why; `plan` is the plan that was shown to them. */
export type FileSignature = {
  readonly by: string;
  readonly reason: string;
  readonly plan: string;
  /** True: changing what other campaigns use is meant. */
  readonly shared?: boolean | undefined;
};

/** The plan that was agreed to is not what would be done now. */
export class PlanChanged extends Error {
  override readonly name = 'PlanChanged';
}

/** SHA-256 of a text, as `sha256sum` says it of the file. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * What applying a file would change. Changes nothing.
 * @throws ConfigError with every mistake of the file by place, QueryError
 */
export const planFile = async (db: Database, { name, text }: CatalogueText): Promise<FilePlan> => {
  const catalogue = parseCatalogue(text, name);
  const { isNew, changes, shared, placements } = await planStored(db, catalogue);
  return {
    catalogue,
    isNew,
    changes,
    shared,
    conflicts: conflictsOf(catalogue, placements),
    id: hashOf(JSON.stringify([hashOf(text), changes])).slice(0, 12),
  };
};

/**
 * Applies a file as it was planned, and leaves the trail of it first: a change without its trail cannot happen.
 * @throws PlanChanged when what is stored has moved since the plan; CatalogueConflict; ConfigError for mistakes of the
 *   file, a missing signature, and a file that changes nothing
 */
export const applyFile = (
  app: Pick<App, 'db' | 'clock' | 'config'>,
  file: CatalogueText,
  { by, reason, plan: agreed, shared = false }: FileSignature,
): Promise<{ readonly plan: FilePlan; readonly audit: AuditEntry; readonly placements: Placement[] }> =>
  withFileLock(join(app.config.data, 'catalogue'), async () => {
    if (by.trim() === '')
      throw new ConfigError('Say who applies it: a change without a name is worth nothing.', [], {
        told: { code: 'no-name', params: {} },
      });
    const plan = await planFile(app.db, file);
    if (plan.id !== agreed) {
      throw new PlanChanged(
        'What is stored, or the file, has changed since the plan was shown. Look at the new plan, then apply that.',
      );
    }
    const changes = plan.changes.filter(({ action }) => action !== 'keep');
    if (changes.length === 0) {
      throw new ConfigError('Nothing to do: what is stored is as in the file.', [], {
        told: { code: 'nothing-to-apply', params: {} },
      });
    }
    if (plan.shared.length > 0 && !shared) throw sharedUnconfirmed(plan.shared);
    const [conflict] = plan.conflicts;
    if (conflict) throw new CatalogueConflict(conflictText(conflict), conflict.id);
    const now = app.clock.now();
    const audit = await insertAudit(app.db, {
      ...({ recordedAt: now, action: 'apply', author: by.trim(), reason: reason.trim() } as const),
      ...{ campaignId: plan.catalogue.campaign.id, subject: file.name, fileHash: hashOf(file.text), changes },
    });
    return { plan, audit, placements: await applyCatalogue(app.db, plan.catalogue, now) };
  });

/** Names and rules of a platform are one thing for all campaigns: another campaign's file changes them for this one too. */
export const sharedUnconfirmed = (shared: readonly SharedChange[], how = ''): ConfigError =>
  new ConfigError(
    `This changes platforms or accounts that other campaigns use as well: ${sharedText(shared)}. Nothing was applied.${how}`,
    [],
    { told: { code: 'shared-unconfirmed', params: { what: sharedText(shared) } } },
  );
