import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isRunning, OURSELVES } from '../pipeline/process-stamp.ts';
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

/**
 * {@link withFileLock} without the wait: null, and nothing done, while anybody holds the lock. It goes before whoever
 * waits, so it is for tasks that are short or rare.
 */
export const tryFileLock = async <T>(name: string, task: () => Promise<T> | T): Promise<T | null> => {
  const lock = `${name}.lock`;
  mkdirSync(dirname(lock), { recursive: true });
  // The first try clears what a killed process left.
  if (!taken(lock) && !taken(lock)) return null;
  return release(lock, task);
};

const locked = async <T>(lock: string, task: () => Promise<T> | T): Promise<T> => {
  mkdirSync(dirname(lock), { recursive: true });
  while (!taken(lock)) await realSleep(PAUSE_MS);
  return release(lock, task);
};

/** Gives the lock back when the task has ended, however it did. */
const release = async <T>(lock: string, task: () => Promise<T> | T): Promise<T> => {
  try {
    return await task();
  } finally {
    rmSync(lock, { force: true });
  }
};

/** The holder: its number alone may be another process's by now, most of all after a restart of the machine. */
const STAMP = `${OURSELVES.pid} ${OURSELVES.started}`;

const taken = (lock: string): boolean => {
  if (created(lock)) return true;
  const text = textOf(lock);
  if (text !== null && isLeftOver(text)) clear(lock, text);
  return false;
};

/** Appears with its whole text or not at all: a process killed in between leaves no lock that nobody holds. */
const created = (lock: string): boolean => {
  const whole = `${lock}.${randomUUID()}`;
  writeFileSync(whole, STAMP, { mode: 0o600 });
  try {
    linkSync(whole, lock);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(whole);
  }
};

/** Text of another form was never written by us and holds nobody. */
const isLeftOver = (text: string): boolean => {
  const [, pid, started] = /^(\d+) (\S*)$/.exec(text) ?? [];
  return pid === undefined || started === undefined || !isRunning({ pid: Number(pid), started });
};

/** Removes what a killed process left, but never the lock that somebody else has put in its place meanwhile. */
const clear = (lock: string, text: string): void => {
  const aside = `${lock}.${randomUUID()}`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (textOf(aside) !== text) putBack(aside, lock);
  rmSync(aside);
};

const putBack = (aside: string, lock: string): void => {
  try {
    linkSync(aside, lock);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
};

const textOf = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
};

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
