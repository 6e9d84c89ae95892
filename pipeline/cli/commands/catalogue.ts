import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename, resolve } from 'node:path';
import { loadCatalogue } from '../../catalogue/load.ts';
import type { Change, SharedChange } from '../../catalogue/plan.ts';
import type { Env } from '../../config/environment.ts';
import { type Config, loadConfig } from '../../config.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import type { App } from '../../jobs/app.ts';
import { countChanges, renderChanges, renderShared } from '../changes.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { withApp } from '../open.ts';
import { json, print } from '../output.ts';

type Options = {
  readonly config: string;
  readonly json?: boolean;
  readonly by?: string;
  readonly shared?: boolean;
};
type Planned = {
  readonly file: string;
  readonly catalogue: Catalogue;
  readonly changes: readonly Change[];
  readonly shared: readonly SharedChange[];
};

type Read = Pick<Planned, 'file' | 'catalogue'>;

/** All files are read before the database is asked: a mistake in the last one stops the first one too. */
const readAll = (file: string | undefined, config: Config): Read[] =>
  (file === undefined ? config.catalogues : [resolve(file)]).map(path => ({
    file: path,
    catalogue: loadCatalogue(path),
  }));

const planAll = async (app: App, read: readonly Read[]): Promise<Planned[]> => {
  const { planStored } = await import('../../jobs/plan-catalogue.ts');
  return Promise.all(
    read.map(async ({ file, catalogue }) => {
      const { changes, shared } = await planStored(app.db, catalogue);
      return { file, catalogue, changes, shared };
    }),
  );
};

const show = (planned: readonly Planned[], asJson: boolean | undefined, done: boolean): void => {
  if (asJson) {
    json({
      applied: done,
      catalogues: planned.map(({ file, catalogue, changes, shared }) => ({
        file,
        campaign: catalogue.campaign.id,
        ...countChanges(changes),
        changes,
        shared,
      })),
    });
    return;
  }
  for (const { file, catalogue, changes, shared } of planned) {
    print(`${file} → ${catalogue.campaign.name} (${catalogue.campaign.id})`);
    print(renderChanges(changes, catalogue.campaign.timeZone, done));
    if (shared.length > 0) print(renderShared(shared, done));
  }
};

/** `renci catalogue plan`: what the files would change. */
export const plan = async (file: string | undefined, options: Options, env: Env): Promise<ExitCode> => {
  const config = loadConfig(options.config, env);
  const read = readAll(file, config);
  show(await withApp(config, app => planAll(app, read)), options.json, false);
  return EXIT.ok;
};

/** `renci catalogue apply`: registers what the files list, and says what that changed. Signed by --by, or the login. */
export const apply = async (file: string | undefined, options: Options, env: Env): Promise<ExitCode> => {
  const config = loadConfig(options.config, env);
  const read = readAll(file, config);
  const planned = await withApp(config, async app => {
    const { register } = await import('../../jobs/register.ts');
    const { hashOf, sharedUnconfirmed } = await import('../../jobs/catalogue-file.ts');
    const all = await planAll(app, read);
    // All are looked at before the first is done: a refusal leaves nothing half applied.
    const unconfirmed = options.shared ? [] : all.flatMap(({ shared }) => shared);
    if (unconfirmed.length > 0) {
      throw sharedUnconfirmed(
        unconfirmed,
        ' `renci catalogue plan` shows it; `renci catalogue apply --shared` does it.',
      );
    }
    const by = (options.by ?? env.RENCI_BY ?? '').trim() || userInfo().username;
    for (const { file: path, catalogue } of all) {
      await register(app, catalogue, {
        ...{ by, file: basename(path), fileHash: hashOf(readFileSync(path, 'utf8')) },
      });
    }
    return all;
  });
  show(planned, options.json, true);
  return EXIT.ok;
};
