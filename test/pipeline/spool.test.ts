import { appendFileSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OURSELVES } from '../../pipeline/process-stamp.ts';
import { Spool, SpoolError } from '../../pipeline/spool.ts';

type Entry = { at: number | null; text: string };
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'renci-spool-'));
});
afterEach(async () => {
  // Some of their files were given to others meanwhile; what counts here is that none stays open.
  await Promise.allSettled(opened.splice(0).map(spool => spool.seal()));
  rmSync(dir, { recursive: true, force: true });
});

const opened: Spool<Entry>[] = [];
const open = async (): Promise<Spool<Entry>> => {
  const spool = await Spool.open<Entry>(dir, entry => entry.at);
  opened.push(spool);
  return spool;
};

const drain = async (spool: Spool<Entry>): Promise<Entry[]> => {
  const entries: Entry[] = [];
  for (const name of await spool.sealed()) {
    entries.push(...(await spool.read(name)));
    await spool.remove(name);
  }
  return entries;
};

/** The only file of the spool, renamed as if another process had written it. */
const giveTo = ({ pid, started }: { pid: number; started: string }): string => {
  const [file = ''] = readdirSync(dir);
  const given = file.replace(/-\d+\.\w*-/, `-${pid}.${started}-`);
  renameSync(join(dir, file), join(dir, given));
  return join(dir, given);
};
const GONE = { pid: 999_999_999, started: 'abcd' };
/** Another process that runs: the first one of this machine. */
const OTHER = { pid: process.ppid, started: '' };

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

test('appends and seals in any mixture: every entry is acknowledged, and comes out once', async () => {
  const spool = await open();
  const acknowledged: number[] = [];
  const work = Array.from({ length: 60 }, async (_, i) => {
    for (let turn = 0; turn < i % 7; turn += 1) await Promise.resolve();
    await spool.append({ at: i, text: 'x' });
    acknowledged.push(i);
    if (i % 5 === 0) await spool.seal();
  });
  await Promise.all(work);
  await spool.seal();
  const numbers = (await drain(spool)).map(({ at }) => at);
  expect(numbers.toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 60 }, (_, i) => i));
  expect(acknowledged.length).toBe(60);
});

describe('the oldest that waits', () => {
  test('is known from the moment an entry is handed over, before it is on disk', async () => {
    const spool = await open();
    const written = spool.append({ at: 7, text: 'a' });
    expect(await spool.oldest()).toBe(7);
    await written;
    expect(await spool.oldest()).toBe(7);
  });

  test('speaks for every process that writes to the folder, while it writes and after', async () => {
    const [ours, theirs] = [await open(), await open()];
    await theirs.append({ at: 4, text: 'not yet sealed' });
    expect(await ours.oldest()).toBe(4);
    await theirs.append({ at: 2, text: 'an older one later' });
    expect(await ours.oldest()).toBe(2);
    await theirs.seal();
    expect(await ours.oldest()).toBe(2);
    await drain(theirs);
    expect(await ours.oldest()).toBe(null);
  });

  test('leaves out the segment that is being stored', async () => {
    const spool = await open();
    await spool.append({ at: 1, text: 'a' });
    await spool.seal();
    await spool.append({ at: 8, text: 'b' });
    const [first = ''] = await spool.sealed();
    expect([await spool.oldest(), await spool.oldest(first)]).toEqual([1, 8]);
  });

  test('forgets what another process has drained', async () => {
    const [guest, owner] = [await open(), await open()];
    await guest.append({ at: 1, text: 'a' });
    await guest.seal();
    expect(await guest.oldest()).toBe(1);
    await drain(owner);
    expect(await guest.oldest()).toBe(null);
  });
});

describe('what a killed process left', () => {
  test('is taken over, without the line it did not finish', async () => {
    const before = await open();
    await before.append({ at: 1, text: 'whole' });
    appendFileSync(giveTo(GONE), '{"at":2,"text":"to');
    const after = await open();
    expect(await after.oldest()).toBe(1);
    expect(await drain(after)).toEqual([{ at: 1, text: 'whole' }]);
  });

  test('is taken over by one that was open all the time', async () => {
    const [owner, guest] = [await open(), await open()];
    await guest.append({ at: 1, text: 'a' });
    giveTo(GONE);
    expect(await drain(owner)).toEqual([{ at: 1, text: 'a' }]);
  });

  test.each([
    ['another process', OTHER],
    ['this very process', { ...OURSELVES, started: 'abcd' }],
  ])('is taken over though %s has been given its number', async (_, later) => {
    const before = await open();
    await before.append({ at: 1, text: 'a' });
    giveTo({ ...later, started: 'another-start'.slice(0, 7) });
    expect(await drain(await open())).toEqual([{ at: 1, text: 'a' }]);
  });
});

test('the open segment of a living process is left alone', async () => {
  const other = await open();
  await other.append({ at: 1, text: 'not yet sealed' });
  const spool = await open();
  expect(await drain(spool)).toEqual([]);
  await other.seal();
  expect(await drain(spool)).toEqual([{ at: 1, text: 'not yet sealed' }]);
});

test('a damaged segment is told by name, does not hide others, and can be put aside and tried again', async () => {
  const spool = await open();
  await spool.append({ at: 1, text: 'a' });
  await spool.seal();
  const [name = ''] = await spool.sealed();
  const whole = `{"at":1,"text":"a"}\n`;
  writeFileSync(join(dir, `${name}.ready`), `{"at":1,"te\n${whole}`);
  await expect(spool.read(name)).rejects.toEqual(new SpoolError(`The spool segment ${name} is damaged.`));
  expect(await spool.oldest()).toBe(null);
  const aside = await spool.refuse(name);
  expect([aside, await spool.sealed()]).toEqual([join(dir, `${name}.refused`), []]);
  writeFileSync(aside, whole);
  await spool.readmit();
  expect(await drain(spool)).toEqual([{ at: 1, text: 'a' }]);
});

test('a disk that does not take an entry says so, and what comes after is whole again', async () => {
  const spool = await open();
  await spool.append({ at: 1, text: 'a' });
  await spool.seal();
  // The folder is gone and back: for the length of one append there is nowhere to write.
  renameSync(dir, `${dir}-away`);
  await expect(spool.append({ at: 2, text: 'lost' })).rejects.toEqual(
    new SpoolError(`The spool in ${dir} cannot be written (is the disk full?).`),
  );
  renameSync(`${dir}-away`, dir);
  expect(await spool.oldest()).toBe(1);
  await spool.append({ at: 3, text: 'b' });
  await spool.seal();
  expect(await drain(spool)).toEqual([
    { at: 1, text: 'a' },
    { at: 3, text: 'b' },
  ]);
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
