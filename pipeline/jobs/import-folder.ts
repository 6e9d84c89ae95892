import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { extname, join, parse } from 'node:path';
import { ConfigError, placeOf } from '../problems.ts';
import type { App } from './app.ts';
import { importSheet } from './import-sheet.ts';

const SHEETS: ReadonlySet<string> = new Set(['.csv', '.xlsx', '.xls']);

/** A file that was written to this recently may still be on its way. */
const SETTLED_MS = 10_000;

/**
 * Takes in the partners' sheets of the import folder, each whole or not at all. One that was taken in goes to `taken/`;
 * one with mistakes goes to `refused/`, beside a text of the same name that lists them. What neither the sheet nor
 * its writer is to blame for leaves it where it is, for the next time.
 */
export const takeImportFolder = async (app: App): Promise<void> => {
  const folder = app.config.importFolder;
  if (folder === null) return;
  await mkdir(folder, { recursive: true });
  for (const name of (await readdir(folder)).sort()) {
    const file = join(folder, name);
    if (!SHEETS.has(extname(name).toLowerCase()) || !(await isSettled(file, app.clock.now()))) continue;
    try {
      const { readings, repeated, unread } = await importSheet(app, { file, timeZone: app.config.timeZone });
      const moved = await moveTo(file, 'taken');
      app.log.info({ file: moved, readings, repeated, unread }, 'took in a sheet');
    } catch (error) {
      if (!(error instanceof ConfigError)) {
        app.log.error({ err: error, file }, 'a sheet could not be taken in now; it stays for the next time');
        continue;
      }
      const moved = await moveTo(file, 'refused');
      await writeFile(`${moved}.txt`, `${mistakesOf(error)}\n`);
      app.log.warn({ file: moved, mistakes: error.problems.length }, error.message);
    }
  }
};

const isSettled = async (file: string, now: number): Promise<boolean> => {
  const { mtimeMs } = await stat(file);
  return mtimeMs > now || now - mtimeMs >= SETTLED_MS;
};

const mistakesOf = ({ message, problems }: ConfigError): string =>
  [
    message,
    ...problems.map(each => [placeOf(each), each.field, each.message].filter(Boolean).join('  ')),
  ].join('\n');

/** Into a folder beside the file, under a name that is free there. Returns the new path. */
const moveTo = async (file: string, where: 'taken' | 'refused'): Promise<string> => {
  const { dir, name, ext } = parse(file);
  await mkdir(join(dir, where), { recursive: true });
  let target = join(dir, where, name + ext);
  for (let copy = 2; existsSync(target); copy += 1) target = join(dir, where, `${name} (${copy})${ext}`);
  await rename(file, target);
  return target;
};
