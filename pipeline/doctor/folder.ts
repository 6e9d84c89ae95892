import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Check, problem, warning, well } from './check.ts';

/** Rights of the group and of everybody else. */
const OTHERS = 0o077;
/** Files of the data folder that hold secrets. */
const PRIVATE = ['tokens.json', 'owner.json'];

/** Is the data folder ours to write, and nobody else's to read? */
export const checkFolder = (data: string): Check[] => {
  if (!existsSync(data)) {
    const above = existingAbove(data);
    return [
      isOurs(above)
        ? well('data', `${data} is not there yet: it is made when renci first needs it.`)
        : problem('data', `${data} cannot be made: this user may not write ${above}.`, OTHER_FOLDER),
    ];
  }
  if (!statSync(data).isDirectory()) {
    return [problem('data', `${data} is a file where the data folder is expected.`, OTHER_FOLDER)];
  }
  if (!isOurs(data)) return [problem('data', `This user may not read and write ${data}.`, OTHER_FOLDER)];
  const open = PRIVATE.map(name => join(data, name)).filter(file => existsSync(file) && isOpen(file));
  if (open.length > 0) {
    return open.map(file =>
      problem('data', `${file} holds secrets and can be read by other users.`, `chmod 600 ${file}`),
    );
  }
  return [
    isOpen(data)
      ? warning('data', `${data} can be looked into by other users.`, `chmod 700 ${data}`)
      : well('data', `${data} can be written, and only its owner can read it.`),
  ];
};

const OTHER_FOLDER =
  'Give this user the right to it, or set another folder (data in renci.yaml, or RENCI_DATA).';

const isOurs = (folder: string): boolean => {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false; // whatever the reason, it is not ours to use
  }
};

/** Where there are no such rights (Windows) nothing is said of them. */
const isOpen = (path: string): boolean =>
  process.platform !== 'win32' && (statSync(path).mode & OTHERS) !== 0;

const existingAbove = (path: string): string => {
  const above = dirname(path);
  return existsSync(above) || above === path ? above : existingAbove(above);
};

/** Bytes that this user can still write where the data folder is, or will be. */
export const freeBytes = (data: string): number => {
  const { bavail, bsize } = statfsSync(existsSync(data) ? data : existingAbove(data));
  return bavail * bsize;
};

const MIB = 1024 ** 2;
/** ClickHouse refuses to merge long before a disk is full; readings are 3 bytes each, payloads a few KB. */
const SCARCE_MIB = 2048;
const LAST_MIB = 300;

export const checkDisk = (free: number): Check => {
  const mib = Math.floor(free / MIB);
  const text = `${mib.toLocaleString('en')} MB are free for the data folder.`;
  const fix = 'Free some space on its disk, or move the data folder to a larger one.';
  if (mib < LAST_MIB) return problem('disk', text, fix);
  return mib < SCARCE_MIB ? warning('disk', text, fix) : well('disk', text);
};
