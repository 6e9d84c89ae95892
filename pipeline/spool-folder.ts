import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning, OURSELVES, type ProcessStamp } from './process-stamp.ts';

/** `open` while it is written, `ready` once sealed, `refused` when it can never be stored as it is. */
type State = 'open' | 'ready' | 'refused';
type SegmentFile = { readonly name: string; readonly state: State };

/**
 * The files of a spool. A segment is called `<order>-<pid>.<start of the process>-<random>`, so that one left by an
 * ended process is known even when another process has been given its number.
 */
export class SpoolFolder {
  readonly dir: string;
  #sequence = 0;

  constructor(dir: string) {
    this.dir = dir;
  }

  async make(): Promise<void> {
    await mkdir(this.dir, { recursive: true });
  }

  path(name: string, state: State): string {
    return join(this.dir, `${name}.${state}`);
  }

  /** A new file to write to, there also after a power cut. */
  async begin(): Promise<{ readonly name: string; readonly file: FileHandle }> {
    this.#sequence += 1;
    const order = `${String(Date.now()).padStart(14, '0')}${String(this.#sequence).padStart(6, '0')}`;
    const name = `${order}-${OURSELVES.pid}.${OURSELVES.started}-${randomUUID().slice(0, 8)}`;
    const file = await open(this.path(name, 'open'), 'a', 0o600);
    const folder = await open(this.dir, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
    return { name, file };
  }

  async list(): Promise<SegmentFile[]> {
    return (await readdir(this.dir)).sort().flatMap(file => {
      const [, name, state] = /^(.*)\.(open|ready|refused)$/.exec(file) ?? [];
      return name === undefined ? [] : [{ name, state: state as State }];
    });
  }

  /** Names of the segments that nobody writes any more, oldest first; those of ended processes are sealed by this. */
  async sealed(): Promise<string[]> {
    const names: string[] = [];
    for (const { name, state } of await this.list()) {
      if (state === 'refused' || (state === 'open' && isRunning(writerOf(name)))) continue;
      if (state === 'open') await ignoreMissing(this.move(name, 'open', 'ready'));
      names.push(name);
    }
    return names;
  }

  move(name: string, from: State, to: State): Promise<void> {
    return rename(this.path(name, from), this.path(name, to));
  }

  remove(name: string): Promise<void> {
    return rm(this.path(name, 'ready'), { force: true });
  }

  read(name: string): Promise<string> {
    return readFile(this.path(name, 'ready'), 'utf8');
  }

  /** Undefined when the file has been sealed or removed since it was listed. */
  async sizeOf({ name, state }: SegmentFile): Promise<number | undefined> {
    return (await ignoreMissing(stat(this.path(name, state))))?.size;
  }

  /** Undefined when the file has been sealed or removed since it was listed. */
  textOf({ name, state }: SegmentFile): Promise<string | undefined> {
    return ignoreMissing(readFile(this.path(name, state), 'utf8'));
  }
}

const writerOf = (name: string): ProcessStamp => {
  const [pid = '', started = ''] = (name.split('-')[1] ?? '').split('.');
  return { pid: Number(pid), started };
};

/** Undefined when another process has renamed or removed the file meanwhile. */
const ignoreMissing = async <T>(work: Promise<T>): Promise<T | undefined> => {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};
