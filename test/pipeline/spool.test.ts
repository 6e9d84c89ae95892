import { appendFileSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Spool } from '../../pipeline/spool.ts';

type Entry = { at: number | null; text: string };
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'renci-spool-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const open = () => Spool.open<Entry>(dir, entry => entry.at);

const drain = async (spool: Spool<Entry>): Promise<Entry[]> => {
  const entries: Entry[] = [];
  for await (const segment of spool.segments()) {
    entries.push(...segment.entries);
    await spool.remove(segment);
  }
  return entries;
};

test('entries come out in the order they went in, and once drained they are gone', async () => {
  const spool = await open();
  await spool.append({ at: 5, text: 'a' });
  await Promise.all([spool.append({ at: 3, text: 'b\n“引号”' }), spool.append({ at: null, text: 'c' })]);
  expect(await drain(spool)).toEqual([]);
  await spool.seal();
  await spool.append({ at: 9, text: 'd' });
  await spool.seal();
  expect(await spool.oldest()).toBe(3);
  expect(await drain(spool)).toEqual([
    { at: 5, text: 'a' },
    { at: 3, text: 'b\n“引号”' },
    { at: null, text: 'c' },
    { at: 9, text: 'd' },
  ]);
  expect(await spool.oldest()).toBe(null);
  expect(readdirSync(dir)).toEqual([]);
});

test('an entry being written already counts as waiting', async () => {
  const spool = await open();
  await spool.append({ at: 7, text: 'a' });
  expect(await spool.oldest()).toBe(7);
});

test('a spool left by a killed process is taken over, without the line it did not finish', async () => {
  const before = await open();
  await before.append({ at: 1, text: 'whole' });
  const [name] = readdirSync(dir);
  const abandoned = String(name).replace(`-${process.pid}-`, '-999999999-');
  renameSync(join(dir, String(name)), join(dir, abandoned));
  appendFileSync(join(dir, abandoned), '{"at":2,"text":"to');
  const after = await open();
  expect(await after.oldest()).toBe(1);
  expect(await drain(after)).toEqual([{ at: 1, text: 'whole' }]);
});

test('the open segment of a living process is left alone', async () => {
  const other = await open();
  await other.append({ at: 1, text: 'not yet sealed' });
  const spool = await open();
  expect(await drain(spool)).toEqual([]);
  await other.seal();
  expect(await drain(spool)).toEqual([{ at: 1, text: 'not yet sealed' }]);
});

test('a folder that is a file is refused in one sentence', async () => {
  const file = join(dir, 'file');
  writeFileSync(file, '');
  await expect(Spool.open(file, () => null)).rejects.toThrow(
    `The spool folder ${file} cannot be written: make it writable, or set another data folder.`,
  );
});

test('waiting for the owner ends when the sealed segments are gone, and gives up in time', async () => {
  const spool = await open();
  await spool.append({ at: 1, text: 'a' });
  await spool.seal();
  let asked = 0;
  const emptied = await spool.emptied(async () => {
    asked += 1;
    if (asked === 3) await drain(spool);
  });
  expect([emptied, asked]).toEqual([true, 3]);
  await spool.append({ at: 1, text: 'b' });
  await spool.seal();
  expect(await spool.emptied(() => Promise.resolve())).toBe(false);
});
