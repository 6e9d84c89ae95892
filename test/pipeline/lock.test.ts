import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { disown, OwnedError, own, ownerOf, publish } from '../../pipeline/jobs/lock.ts';
import { takeFolder } from '../../pipeline/jobs/ownership.ts';
import { OURSELVES } from '../../pipeline/process-stamp.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'renci-lock-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const DATABASE = { url: 'http://127.0.0.1:8123', username: 'renci', password: 'secret' };
const leave = (owner: object): void => writeFileSync(join(data, 'owner.json'), JSON.stringify(owner));
const never = (line: string): void => {
  throw new Error(`nobody should wait, but: ${line}`);
};

test('one process owns a folder until it gives it back', () => {
  expect(ownerOf(data)).toBe(null);
  expect([own(data, 'service'), own(data, 'service'), own(data, 'command')]).toEqual([true, false, false]);
  expect(ownerOf(data)).toEqual({ ...OURSELVES, role: 'service', database: null });
  publish(data, 'service', DATABASE);
  expect(ownerOf(data)).toEqual({ ...OURSELVES, role: 'service', database: DATABASE });
  expect(statSync(join(data, 'owner.json')).mode & 0o777).toBe(0o600);
  disown(data);
  expect([ownerOf(data), readdirSync(data)]).toEqual([null, []]);
});

test.each([
  ['a process that is gone', { pid: 999_999_999, started: 'abcd', role: 'service', database: DATABASE }],
  ['a process whose number another one has now', { pid: process.ppid, started: 'abcd', role: 'service' }],
  ['an earlier process of our own number', { ...OURSELVES, started: 'abcd', role: 'service' }],
])('%s owns nothing', (_, owner) => {
  leave(owner);
  expect(ownerOf(data)).toBe(null);
  expect(own(data, 'command')).toBe(true);
  expect(readdirSync(data)).toEqual(['owner.json']);
});

test('a file that is none of ours is no owner', () => {
  writeFileSync(join(data, 'owner.json'), '{"pid":');
  expect([ownerOf(data), own(data, 'command')]).toEqual([null, true]);
});

test('a command works through the service that has the folder; a second service is refused', async () => {
  expect(await takeFolder(join(data, 'new'), 'service', never)).toEqual({ kind: 'owner' });
  leave({ ...OURSELVES, role: 'service', database: DATABASE });
  expect(await takeFolder(data, 'command', never)).toEqual({ kind: 'guest', database: DATABASE });
  await expect(takeFolder(data, 'service', never)).rejects.toEqual(
    new OwnedError(
      `The data folder ${data} is in use by process ${process.pid}, which runs the schedule and the dashboard, or a recount, already. ` +
        'Stop it first, or choose another folder.',
    ),
  );
});

test.each(['command', 'service'] as const)(
  'a %s waits for a command that has the folder, and says so',
  async role => {
    leave({ ...OURSELVES, role: 'command', database: DATABASE });
    const said: string[] = [];
    const taken = takeFolder(data, role, line => {
      said.push(line);
      disown(data);
    });
    expect([await taken, said]).toEqual([
      { kind: 'owner' },
      [`Waiting for process ${process.pid}, which is using ${data} …`],
    ]);
  },
);

test('a command waits until the service that is starting says where its database is', async () => {
  leave({ ...OURSELVES, role: 'service', database: null });
  const taken = takeFolder(data, 'command', () => publish(data, 'service', DATABASE));
  expect(await taken).toEqual({ kind: 'guest', database: DATABASE });
});
