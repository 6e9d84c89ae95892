import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, OURSELVES, type ProcessStamp } from '../process-stamp.ts';

/** A `service` stays and lets commands work through it; a `command` is over in a moment. */
export type Role = 'service' | 'command';

/** Who owns a data folder, and where its database listens, for commands that come while it is running. */
export type Owner = ProcessStamp & {
  readonly role: Role;
  /** Null until its database is ready. */
  readonly database: { readonly url: string; readonly username: string; readonly password: string } | null;
};

/** The folder is another process's, and this one cannot do without owning it. */
export class OwnedError extends Error {
  override readonly name = 'OwnedError';
}

const fileOf = (data: string): string => join(data, 'owner.json');

/** The live process that owns the folder; null when there is none (a file left by a killed one does not count). */
export const ownerOf = (data: string): Owner | null => {
  const text = read(fileOf(data));
  const owner = text === null ? null : parse(text);
  return owner && isRunning(owner) ? owner : null;
};

/** Makes this process the owner, unless a live one is. */
export const own = (data: string, role: Role): boolean => {
  for (;;) {
    const before = read(fileOf(data));
    const owner = before === null ? null : parse(before);
    if (owner && isRunning(owner)) return false;
    if (before !== null) removeIf(data, before);
    if (create(data, { ...OURSELVES, role, database: null })) return true;
  }
};

/** Tells the owned folder's guests where its database is. */
export const publish = (data: string, role: Role, database: NonNullable<Owner['database']>): void => {
  const file = write(data, { ...OURSELVES, role, database });
  renameSync(file, fileOf(data));
};

export const disown = (data: string): void => rmSync(fileOf(data), { force: true });

/** A whole file appears or none; readable by its user alone, since it holds the database's password. */
const write = (data: string, owner: Owner): string => {
  const file = `${fileOf(data)}.${randomUUID()}`;
  writeFileSync(file, JSON.stringify(owner), { mode: 0o600 });
  return file;
};

const create = (data: string, owner: Owner): boolean => {
  const file = write(data, owner);
  try {
    linkSync(file, fileOf(data));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(file);
  }
};

/** Removes what a killed owner left, but never what somebody else has put in its place meanwhile. */
const removeIf = (data: string, text: string): void => {
  const aside = `${fileOf(data)}.${randomUUID()}`;
  try {
    renameSync(fileOf(data), aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (read(aside) !== text) linkSync(aside, fileOf(data));
  rmSync(aside);
};

const read = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};

/** Null for a file that is none of ours. */
const parse = (text: string): Owner | null => {
  try {
    return JSON.parse(text) as Owner;
  } catch {
    return null;
  }
};
