import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Collector } from '../../collectors/contract.ts';
import { DAY, HOUR } from '../../pipeline/days.ts';
import { levelOf, problem, warning, well } from '../../pipeline/doctor/check.ts';
import { checkClock, writtenAt } from '../../pipeline/doctor/clock.ts';
import { checkCollectors, countCollectors } from '../../pipeline/doctor/collection.ts';
import { checkDisk, checkFolder } from '../../pipeline/doctor/folder.ts';
import { example } from '../collectors/example.ts';

test('the worst line decides', () => {
  const [a, b, c] = [well('disk', ''), warning('disk', '', ''), problem('disk', '', '')];
  expect([[], [a], [a, b], [b, c, a]].map(levelOf)).toEqual(['ok', 'ok', 'warning', 'problem']);
});

describe('the data folder', () => {
  let data: string;
  beforeEach(() => {
    data = join(mkdtempSync(join(tmpdir(), 'renci-doctor-')), 'data');
  });
  afterEach(() => rmSync(join(data, '..'), { recursive: true, force: true }));
  const otherFolder =
    'Give this user the right to it, or set another folder (data in renci.yaml, or RENCI_DATA).';

  test('is made when it is needed', () => {
    const text = `${data} is not there yet: it is made when renci first needs it.`;
    expect(checkFolder(data)).toEqual([well('data', text)]);
  });

  test('is for its owner alone, and its secrets too', () => {
    mkdirSync(data, { mode: 0o700 });
    writeFileSync(join(data, 'tokens.json'), '{}', { mode: 0o600 });
    const good = [well('data', `${data} can be written, and only its owner can read it.`)];
    expect(checkFolder(data)).toEqual(good);
    chmodSync(data, 0o755);
    expect(checkFolder(data)).toEqual([
      warning('data', `${data} can be looked into by other users.`, `chmod 700 ${data}`),
    ]);
    const tokens = join(data, 'tokens.json');
    chmodSync(tokens, 0o640);
    expect(checkFolder(data)).toEqual([
      problem('data', `${tokens} holds secrets and can be read by other users.`, `chmod 600 ${tokens}`),
    ]);
  });

  test('is no file', () => {
    writeFileSync(data, '');
    expect(checkFolder(data)).toEqual([
      problem('data', `${data} is a file where the data folder is expected.`, otherFolder),
    ]);
  });
});

test.each([
  [5 * 1024 ** 3, 'ok', '5,120 MB are free for the data folder.'],
  [2048 * 1024 ** 2 - 1, 'warning', '2,047 MB are free for the data folder.'],
  [300 * 1024 ** 2 - 1, 'problem', '299 MB are free for the data folder.'],
])('a disk with %d bytes free', (free, level, text) => {
  const { fix, ...line } = checkDisk(free);
  expect(line).toEqual({ check: 'disk', level, text });
  expect(fix === '').toBe(level === 'ok');
});

describe('the clock', () => {
  const now = Date.parse('2026-12-01T00:00:00Z');
  const clocks = { now, database: now, lastRun: now - HOUR, past: now - DAY };
  const check = (fields: Partial<typeof clocks>) => {
    const { level, text } = checkClock({ ...clocks, ...fields });
    return [level, text];
  };

  test.each<[string, Partial<typeof clocks>, string, string]>([
    ['right', {}, 'ok', 'The clock says 2026-12-01T00:00:00.000Z.'],
    [
      'before the program was written',
      { past: now + 1 },
      'problem',
      'The clock says 2026-12-01T00:00:00.000Z, which is before this program was written.',
    ],
    [
      'set back behind a run',
      { lastRun: now + HOUR },
      'problem',
      'The clock says 2026-12-01T00:00:00.000Z, but a run began at 2026-12-01T01:00:00.000Z already.',
    ],
    ['a minute off', { database: now + 60_000 }, 'ok', 'The clock says 2026-12-01T00:00:00.000Z.'],
    ['behind', { database: now + 90_000 }, 'warning', "The database's clock is 1.5 minutes ahead."],
    ['ahead', { database: now - 8 * HOUR }, 'warning', "The database's clock is 8.0 hours behind."],
  ])('%s', (_, fields, level, text) => expect(check(fields)).toEqual([level, text]));

  test('knows when a migration was written', () => {
    expect(writtenAt('20261123171000_create_readings')).toBe(Date.parse('2026-11-23T17:10:00Z'));
  });
});

describe('the collectors of a catalogue', () => {
  const usual = example as unknown as Collector;
  const partner: Collector = { ...usual, id: 'partner', platform: 'partner', baseUrl: '', needs: [] };
  const backEnd: Collector = {
    ...usual,
    id: 'back-end',
    platform: 'own',
    offByDefault: true,
    needs: ['OWN_SESSION'],
  };
  const all = [usual, partner, backEnd];
  const placements = ['example', 'example', 'partner', 'own', 'own', 'iptv'].map(platformId => ({
    platformId,
    metric: 'plays' as const,
  }));

  test('lack what they lack, each said once', () => {
    expect(checkCollectors(all, placements, { platforms: {}, secret: () => null })).toEqual([
      problem(
        'credentials',
        'EXAMPLE_KEY is not set: platform "example" needs it.',
        'Set EXAMPLE_KEY in the environment renci is started with.',
      ),
      problem(
        'collectors',
        'Only the operator of Example knows its address, and none is set.',
        'Set platforms.partner.base_url in renci.yaml.',
      ),
      warning(
        'collectors',
        'Example: 2 placements are not collected, because "back-end" is unofficial and off.',
        "Set platforms.own.unofficial to true in renci.yaml, or bring the figures by a partner's sheet.",
      ),
    ]);
  });

  test('have all they need', () => {
    const platforms = {
      partner: { baseUrl: 'https://partner.example', codes: {} },
      own: { unofficial: true as const, codes: {} },
    };
    const config = { platforms, secret: () => 'set' };
    expect(checkCollectors(all, placements, config)).toEqual([
      well('credentials', 'Every credential of the 3 collectors in use is set.'),
    ]);
    expect(checkCollectors(all, [], config)).toEqual([]);
    expect(countCollectors(all, config).text).toBe('3 collectors are there.');
    expect(countCollectors(all, { platforms: {}, secret: () => null }).text).toBe(
      '3 collectors are there, 1 of them unofficial and off.',
    );
  });
});
