import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ManualClock } from '../../pipeline/clock.ts';
import { createUnderWay } from '../../pipeline/jobs/under-way.ts';
import { december } from './night-catalogue.ts';
import { folderWith, renci } from './renci.ts';

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 });

/** A data folder and the runs of this process on it, which the command finds from its own. */
const openFolder = () => {
  const cwd = folderWith({ 'renci.yaml': 'data: ./data\n' });
  const clock = new ManualClock(december('06 02:00'));
  const underWay = createUnderWay(join(cwd, 'data'), clock);
  const begin = (id: string): void => {
    const startedAt = clock.now();
    underWay.begin({ id, slot: startedAt, trigger: 'schedule', job: 'nightly', startedAt, parts: [] });
    onTestFinished(() => underWay.end(id));
  };
  return { underWay, begin, cancel: (...args: string[]) => renci(['cancel', ...args], { cwd }) };
};

const refused = (sentence: string) => ({ code: 2, out: '', err: `renci: ${sentence}\n` });

test('the only collection under way is stopped by whoever signs, and the first who did stays named', async () => {
  const { underWay, begin, cancel } = openFolder();
  expect(await cancel('--by', '值班')).toEqual(
    refused('No collection is under way: there is nothing to stop.'),
  );
  begin('run-1');
  expect(await cancel()).toEqual(
    refused('Say who decides: --by NAME, or the environment variable RENCI_BY.'),
  );
  expect(underWay.stoppedBy('run-1')).toBe(null);
  expect(await cancel('--by', '值班')).toEqual({
    code: 0,
    out: 'Run run-1 is stopped by 值班. It ends once the requests on their way are answered; what was read is kept.\n',
    err: '',
  });
  expect(underWay.stoppedBy('run-1')).toBe('值班');
  const again = await cancel('--by', '又一人', '--json');
  expect([again.code, JSON.parse(again.out)]).toEqual([0, { run: 'run-1', stoppedBy: '值班' }]);
});

test('of several the one that is named is stopped, unless it only stores what it read', async () => {
  const { underWay, begin, cancel } = openFolder();
  begin('run-1');
  begin('run-2');
  expect(await cancel('--by', '值班')).toEqual(
    refused('Several collections are under way: run-1, run-2. Say which one.'),
  );
  expect((await cancel('run-2', '--by', '值班')).code).toBe(0);
  expect([underWay.stoppedBy('run-1'), underWay.stoppedBy('run-2')]).toEqual([null, '值班']);
  underWay.storing('run-1');
  expect(await cancel('run-1', '--by', '值班')).toEqual(
    refused('This collection has asked everything and only stores what it read: nothing was stopped.'),
  );
  expect(await cancel('run-3', '--by', '值班')).toEqual(
    refused('This collection is not under way any more: nothing was stopped.'),
  );
});
