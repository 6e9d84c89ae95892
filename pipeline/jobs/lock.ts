import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who owns a data folder, and where its database listens, for commands that come while it is running. */
export type Owner = {
  readonly pid: number;
  readonly database: { readonly url: string; readonly username: string; readonly password: string };
};

const fileOf = (data: string): string => join(data, 'owner.json');

/** The live process that owns the folder; null when there is none (a file left by a killed one does not count). */
export const ownerOf = (data: string): Owner | null => {
  let owner: Owner;
  try {
    owner = JSON.parse(readFileSync(fileOf(data), 'utf8')) as Owner;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return owner.pid !== process.pid && isRenci(owner.pid) ? owner : null;
};

/** Declares this process the owner; readable by its user alone, since it holds the database's password. */
export const own = (data: string, database: Owner['database']): void =>
  writeFileSync(fileOf(data), JSON.stringify({ pid: process.pid, database } satisfies Owner), {
    mode: 0o600,
  });

export const disown = (data: string): void => rmSync(fileOf(data), { force: true });

const isRenci = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
