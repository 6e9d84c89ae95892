import { expect, test } from 'vitest';
import { definitionOn, METRIC_DEFINITIONS } from '../../pipeline/domain/definitions.ts';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

test('every definition is complete, in both languages, and dated', () => {
  const faulty = METRIC_DEFINITIONS.filter(
    d =>
      d.ruleZh === '' ||
      d.ruleEn === '' ||
      d.source === '' ||
      !DATE.test(d.readOn) ||
      (d.validFrom !== null && !DATE.test(d.validFrom)) ||
      (d.validTo !== null && !DATE.test(d.validTo)) ||
      /[a-z]{20}/.test(d.ruleZh) ||
      /\p{Script=Han}/u.test(d.ruleEn.replace('10万+', '')),
  );
  expect(faulty).toEqual([]);
});

test('versions of one metric follow each other without gap or overlap', () => {
  const keys = new Set(METRIC_DEFINITIONS.map(d => `${d.platform}/${d.metric}`));
  for (const key of keys) {
    const versions = METRIC_DEFINITIONS.filter(d => `${d.platform}/${d.metric}` === key);
    expect(versions.map(d => d.version)).toEqual(versions.map((_, index) => index + 1));
    expect([versions[0]?.validFrom, versions.at(-1)?.validTo]).toEqual([null, null]);
    const ends = versions.slice(0, -1).map(d => nextDay(d.validTo ?? ''));
    expect(versions.slice(1).map(d => d.validFrom)).toEqual(ends);
  }
});

test('#26 a change of rule is a new version from its day on', () => {
  const version = (day: string) => definitionOn('youtube', 'plays', day)?.version;
  expect(['2022-12-30', '2025-03-30', '2025-03-31', '2026-08-23', '2026-08-24'].map(version)).toEqual([
    1, 1, 2, 2, 3,
  ]);
});

test('an unknown number has no definition', () => {
  expect(definitionOn('nowhere', 'plays', '2022-12-30')).toBe(null);
});

const nextDay = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
