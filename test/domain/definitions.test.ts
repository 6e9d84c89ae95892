import { expect, test } from 'vitest';
import {
  definitionOn,
  definitionsBetween,
  METRIC_DEFINITIONS,
  type MetricDefinition,
} from '../../pipeline/domain/definitions.ts';

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

test('every number of the table of platforms is defined', () => {
  const numbers = Map.groupBy(METRIC_DEFINITIONS, ({ platform }) => platform);
  const defined = [...numbers].map(([platform, of]) => [
    platform,
    ...new Set(of.map(({ metric }) => metric)),
  ]);
  expect(defined).toEqual([
    ['douyin', 'plays', 'live_entries', 'viewers', 'concurrent'],
    ['kuaishou', 'plays'],
    ['wechat', 'reads', 'readers'],
    ['wechat-channels', 'plays'],
    ['bilibili', 'plays', 'minutes'],
    ['weibo', 'exposures', 'plays'],
    ['toutiao', 'exposures', 'reads', 'plays'],
    ['zhihu', 'plays', 'reads', 'exposures'],
    ['tencent', 'heat', 'plays', 'reads'],
    ['sina', 'plays', 'reads'],
    ['netease', 'plays', 'reads'],
    ['sohu', 'plays', 'reads'],
    ['xiaohongshu', 'plays'],
    ['youtube', 'plays', 'engaged_views'],
    ['jinyun', 'plays', 'live_entries', 'reads'],
    ...['people', 'china-com-cn', 'cnr', 'weiguan', 'ersanli'].map(id => [id, 'plays', 'reads']),
    ['tianjin-radio', 'plays', 'live_entries'],
    ['iptv', 'plays', 'viewing_rate'],
    ['cable', 'plays', 'viewing_rate'],
    ['radio', 'listening_rate'],
  ]);
});

const rule = (parts: Partial<MetricDefinition>): MetricDefinition => ({
  ...{
    platform: 'p',
    metric: 'plays',
    version: 1,
    ruleZh: '规则',
    ruleEn: 'rule',
    source: 's',
    strength: 'A',
  },
  ...{ validFrom: null, validTo: null, readOn: '2026-10-31' },
  ...parts,
});

test('#26 a total names every rule that stood between its days, and the breaks between them', () => {
  const youtube = METRIC_DEFINITIONS.filter(d => d.platform === 'youtube' && d.metric === 'plays');
  const named = (from: string, to: string) => {
    const { inForce, breaks } = definitionsBetween(youtube, from, to);
    return {
      inForce: inForce.map(each => [each.version, each.from, each.to]),
      breaks: breaks.map(({ date, before, after }) => [date, before.version, after.version]),
    };
  };
  expect(named('2022-12-05', '2022-12-30')).toEqual({
    inForce: [[1, '2022-12-05', '2022-12-30']],
    breaks: [],
  });
  expect(named('2025-03-30', '2026-09-01')).toEqual({
    inForce: [
      [1, '2025-03-30', '2025-03-30'],
      [2, '2025-03-31', '2026-08-23'],
      [3, '2026-08-24', '2026-09-01'],
    ],
    breaks: [
      ['2025-03-31', 1, 2],
      ['2026-08-24', 2, 3],
    ],
  });
  expect(named('2025-03-31', '2026-08-23')).toEqual({
    inForce: [[2, '2025-03-31', '2026-08-23']],
    breaks: [],
  });
});

test('a rule that an operator states stands over the shipped one, and gives way where it ends', () => {
  const always = rule({});
  const stated = rule({ version: 1_001, validFrom: '2022-12-10', validTo: '2022-12-19' });
  const other = rule({ platform: 'a', validFrom: '2022-12-12', validTo: '2022-12-12' });
  expect(definitionsBetween([always, stated, other], '2022-12-05', '2022-12-30')).toEqual({
    inForce: [
      { ...other, from: '2022-12-12', to: '2022-12-12' },
      { ...always, from: '2022-12-05', to: '2022-12-09' },
      { ...stated, from: '2022-12-10', to: '2022-12-19' },
      { ...always, from: '2022-12-20', to: '2022-12-30' },
    ],
    breaks: [
      {
        ...{ date: '2022-12-10', platform: 'p', metric: 'plays' },
        before: { ...always, from: '2022-12-05', to: '2022-12-09' },
        after: { ...stated, from: '2022-12-10', to: '2022-12-19' },
      },
      {
        ...{ date: '2022-12-20', platform: 'p', metric: 'plays' },
        before: { ...stated, from: '2022-12-10', to: '2022-12-19' },
        after: { ...always, from: '2022-12-20', to: '2022-12-30' },
      },
    ],
  });
});

test('an unknown number has no definition', () => {
  expect(definitionOn('nowhere', 'plays', '2022-12-30')).toBe(null);
});

const nextDay = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
