import { expect, test } from 'vitest';
import { loadConfig } from '../../pipeline/config.ts';
import { HOUR } from '../../pipeline/days.ts';
import { examineApp } from '../../pipeline/doctor/examine.ts';
import { DEFAULT_RULES, rulesAt } from '../../pipeline/domain/rules.ts';
import { insertRules, readRules } from '../../pipeline/store/rules.ts';
import { openNight } from './night.ts';
import { december } from './night-catalogue.ts';
import { folderWith } from './renci.ts';

const STRICT = { ...DEFAULT_RULES, jump: { ...DEFAULT_RULES.jump, over: 50_000 } };

test('the rules of renci.yaml are those of the program unless it says otherwise, in whole units', () => {
  const folder = folderWith({
    'plain.yaml': 'data: ./data\n',
    'other.yaml': 'rules: { window_days: 3, waver: { tiny: 9 }, jump: { over: 50000, young_days: 1 } }\n',
  });
  expect(loadConfig(`${folder}/plain.yaml`, {}).rules).toEqual(DEFAULT_RULES);
  expect(loadConfig(`${folder}/other.yaml`, {}).rules).toEqual({
    windowMs: 72 * HOUR,
    zeroAgeMs: 12 * HOUR,
    waver: { shareE4: 10, small: 200, smallShareE4: 200, tiny: 9 },
    jump: { over: 50_000, factor: 10, youngMs: 24 * HOUR },
  });
});

test('rules hold from the moment they were noted; before the first, the defaults', () => {
  const history = [{ rules: STRICT, recordedAt: 1_000 }];
  expect([rulesAt(history, 999), rulesAt(history, 1_000), rulesAt([], 5)]).toEqual([
    DEFAULT_RULES,
    STRICT,
    DEFAULT_RULES,
  ]);
});

test('changed rules wait: the doctor says so until they are in force', async () => {
  const { app } = await openNight({ at: december('05 08:00') });
  const told = async (): Promise<string[]> => {
    const { checks } = await examineApp({ ...app, config: { ...app.config, rules: STRICT } });
    return checks.flatMap(({ check, text }) => (check === 'rules' ? [text] : []));
  };
  expect(await told()).toEqual(['The rules in renci.yaml are not those in force.']);
  await insertRules(app.db, {
    ...{ rules: JSON.stringify(STRICT), recordedAt: december('06 00:00') },
    ...{ author: 'duty editor', reason: 'short campaign' },
  });
  expect(await told()).toEqual([]);
  expect(await readRules(app.db)).toEqual([{ rules: STRICT, recordedAt: december('06 00:00') }]);
});
