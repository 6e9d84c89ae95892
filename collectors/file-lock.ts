import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { realSleep } from './sleep.ts';

const PAUSE_MS = 20;

/** Who waits in this process, by lock: each begins when the one before has ended, in order and without polling. */
const queues = new Map<string, Promise<unknown>>();

/**
 * Runs a task while nobody else on this machine, in this process or another, runs one under the same name. What a
 * killed process left behind is taken over. The pause between two tries is real time, whatever clock the program is on.
 * @param name a path; the lock itself is a file beside it.
 */
export const withFileLock = async <T>(name: string, task: () => Promise<T> | T): Promise<T> => {
  const lock = `${name}.lock`;
  const before = queues.get(lock) ?? Promise.resolve();
  const mine = before.then(() => locked(lock, task));
  const ended = mine.then(
    () => {},
    () => {},
  );
  queues.set(lock, ended);
  try {
    return await mine;
  } finally {
    if (queues.get(lock) === ended) queues.delete(lock);
  }
};

const locked = async <T>(lock: string, task: () => Promise<T> | T): Promise<T> => {
  mkdirSync(dirname(lock), { recursive: true });
  while (!taken(lock)) await realSleep(PAUSE_MS);
  held.add(lock);
  try {
    return await task();
  } finally {
    held.delete(lock);
    rmSync(lock, { force: true });
  }
};

/** Ours: a lock with our process id that is not among them is left from an earlier process of the same number. */
const held = new Set<string>();

const taken = (lock: string): boolean => {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    const holder = holderOf(lock);
    const isLeftOver = holder === process.pid ? !held.has(lock) : holder !== null && !isAlive(holder);
    if (isLeftOver) rmSync(lock, { force: true });
    return false;
  }
};

/** Null while the file is being written or removed. */
const holderOf = (lock: string): number | null => {
  try {
    const text = readFileSync(lock, 'utf8');
    return /^\d+$/.test(text) ? Number(text) : null;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
};

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
