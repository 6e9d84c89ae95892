import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename, resolve } from 'node:path';
import { loadCatalogue } from '../../catalogue/load.ts';
import { type Change, planCatalogue } from '../../catalogue/plan.ts';
import { type Config, type Env, loadConfig } from '../../config.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import type { App } from '../../jobs/app.ts';
import { countChanges, renderChanges } from '../changes.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { withApp } from '../open.ts';
import { json, print } from '../output.ts';

type Options = { readonly config: string; readonly json?: boolean; readonly by?: string };
type Planned = { readonly file: string; readonly catalogue: Catalogue; readonly changes: readonly Change[] };

type Read = Pick<Planned, 'file' | 'catalogue'>;

/** All files are read before the database is asked: a mistake in the last one stops the first one too. */
const readAll = (file: string | undefined, config: Config): Read[] =>
  (file === undefined ? config.catalogues : [resolve(file)]).map(path => ({
    file: path,
    catalogue: loadCatalogue(path),
  }));

const planAll = async (app: App, read: readonly Read[]): Promise<Planned[]> => {
  const { readCatalogue } = await import('../../store/catalogue.ts');
  return Promise.all(
    read.map(async ({ file, catalogue }) => {
      const stored = await readCatalogue(app.db, catalogue.campaign.id);
      return { file, catalogue, changes: planCatalogue(catalogue, stored) };
    }),
  );
};

const show = (planned: readonly Planned[], asJson: boolean | undefined, done: boolean): void => {
  if (asJson) {
    json({
      applied: done,
      catalogues: planned.map(({ file, catalogue, changes }) => ({
        file,
        campaign: catalogue.campaign.id,
        ...countChanges(changes),
        changes,
      })),
    });
    return;
  }
  for (const { file, catalogue, changes } of planned) {
    print(`${file} → ${catalogue.campaign.name} (${catalogue.campaign.id})`);
    print(renderChanges(changes, catalogue.campaign.timeZone, done));
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
    const { hashOf } = await import('../../jobs/catalogue-file.ts');
    const all = await planAll(app, read);
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
