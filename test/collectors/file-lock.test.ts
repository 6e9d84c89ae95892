import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withFileLock } from '../../collectors/file-lock.ts';
import { OURSELVES } from '../../pipeline/process-stamp.ts';

let folder: string;
let name: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'renci-lock-'));
  name = join(folder, 'tokens.json');
  lock = `${name}.lock`;
});
afterEach(() => rmSync(folder, { recursive: true }));

const MINE = `${OURSELVES.pid} ${OURSELVES.started}`;

test('is held under the number and the start of its process, and leaves nothing behind', async () => {
  expect(await withFileLock(name, () => readFileSync(lock, 'utf8'))).toBe(MINE);
  await expect(withFileLock(name, () => Promise.reject(new Error('no luck')))).rejects.toThrow('no luck');
  expect(readdirSync(folder)).toEqual([]);
});

test('of a process that runs is waited for', async () => {
  writeFileSync(lock, MINE);
  const order: string[] = [];
  const mine = withFileLock(name, () => order.push('taken'));
  await setImmediate();
  order.push('given back');
  rmSync(lock);
  await mine;
  expect(order).toEqual(['given back', 'taken']);
});

test.each([
  ['has ended', () => `${spawnSync(process.execPath, ['-e', '']).pid} 00000000`],
  ['has ended, and its number is ours now', () => `${process.pid} 00000000`],
  ['has ended, and its number is that of a process that runs', () => `${process.ppid} 00000000`],
  ['nobody knows', () => 'whose?'],
])('of a process that %s is taken over', async (_, left) => {
  writeFileSync(lock, left());
  expect(await withFileLock(name, () => readFileSync(lock, 'utf8'))).toBe(MINE);
  expect(existsSync(lock)).toBe(false);
});
