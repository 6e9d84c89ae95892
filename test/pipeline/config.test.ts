import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readEnvironment } from '../../pipeline/config/environment.ts';
import {
  codeVariable,
  missingCredentials,
  platformSettings,
} from '../../pipeline/config/platform-settings.ts';
import { loadConfig } from '../../pipeline/config.ts';
import { DEFAULT_HITS } from '../../pipeline/domain/hits.ts';
import { DEFAULT_RULES } from '../../pipeline/domain/rules.ts';
import { ConfigError, didYouMean, type Problem } from '../../pipeline/problems.ts';

const folder = mkdtempSync(join(tmpdir(), 'renci-config-'));
const file = join(folder, 'renci.yaml');

const load = (yaml: string, env: Record<string, string> = {}, platforms?: string[]) => {
  writeFileSync(file, yaml);
  return loadConfig(file, env, platforms);
};
const refusal = (act: () => unknown): ConfigError => {
  try {
    act();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};
const at = (line: number, column: number, field: string, message: string): Problem => ({
  file,
  line,
  column,
  field,
  message,
});

describe('loadConfig', () => {
  test('fills in everything a file leaves out', () => {
    const { secret, ...config } = load('data: ./d\ncadence:\n');
    expect(config).toEqual({
      file,
      data: join(folder, 'd'),
      catalogues: [join(folder, 'catalogue.yaml')],
      timeZone: 'Asia/Shanghai',
      clickhouse: { kind: 'embedded', database: 'renci' },
      dashboard: { host: '127.0.0.1', port: 8420 },
      schedule: { hourly: '5 * * * *', nightly: '0 2 * * *' },
      cadence: { hourlyForHours: 72, dailyForDays: 14 },
      rules: DEFAULT_RULES,
      hits: DEFAULT_HITS,
      platforms: {},
      campaigns: {},
      hotListSchedule: '*/10 * * * *',
      hotLists: {},
      importFolder: null,
      keepPayloadsDays: 400,
      logLevel: null,
    });
    expect(secret('ANYTHING')).toBe(null);
  });

  test('takes everything a file says', () => {
    const { secret: _, ...config } = load(`
data: /srv/renci
catalogue: [a.yaml, sub/b.yaml]
time_zone: Europe/London
clickhouse: { url: 'https://db.example:8443', username: reader, database: reach }
dashboard: { host: 0.0.0.0, port: 80 }
schedule: { hourly: '15 * * * *', nightly: '30 3 * * *', hot_lists: '*/5 * * * *' }
cadence: { hourly_for_hours: 24, daily_for_days: 7 }
hits: { at_least: 50000, within_days: 3, families: { read: { at_least: 20000, within_days: 30 } } }
platforms:
  douyin: { base_url: 'http://localhost:9001', batch_size: 10, codes: { city-news: abc } }
  zhihu: { unofficial: true }
  tencent: { unofficial: false }
campaigns:
  talks: { keywords: ['天津 教学'], hashtags: [访谈], episodes: { water: [供水] }, broadcast_hours: 48 }
  bare: { keywords: [x] }
hot_lists:
  weibo-hot-search: { enabled: true, base_url: 'http://localhost:9002' }
  douyin-hot-video: { enabled: false }
import_folder: ./inbox
keep_payloads_days: 0
`);
    expect(config).toEqual({
      file,
      data: '/srv/renci',
      catalogues: [join(folder, 'a.yaml'), join(folder, 'sub/b.yaml')],
      timeZone: 'Europe/London',
      clickhouse: {
        kind: 'server',
        url: 'https://db.example:8443',
        username: 'reader',
        password: '',
        database: 'reach',
      },
      dashboard: { host: '0.0.0.0', port: 80 },
      schedule: { hourly: '15 * * * *', nightly: '30 3 * * *' },
      cadence: { hourlyForHours: 24, dailyForDays: 7 },
      rules: DEFAULT_RULES,
      hits: { atLeast: 50_000, withinDays: 3, families: { read: { atLeast: 20_000, withinDays: 30 } } },
      platforms: {
        douyin: { baseUrl: 'http://localhost:9001', batchSize: 10, codes: { 'city-news': 'abc' } },
        zhihu: { codes: {}, unofficial: true },
        tencent: { codes: {} },
      },
      campaigns: {
        talks: {
          keywords: ['天津 教学'],
          hashtags: ['访谈'],
          episodes: { water: ['供水'] },
          broadcastHours: 48,
        },
        bare: { keywords: ['x'], hashtags: [], episodes: {}, broadcastHours: 24 },
      },
      hotListSchedule: '*/5 * * * *',
      hotLists: {
        'weibo-hot-search': { enabled: true, baseUrl: 'http://localhost:9002' },
        'douyin-hot-video': { enabled: false },
      },
      importFolder: join(folder, 'inbox'),
      keepPayloadsDays: null,
      logLevel: null,
    });
  });

  test('lets the environment stand over the file, and a blank variable count as none', () => {
    const config = load("clickhouse: { url: 'http://file:8123', database: reach }", {
      RENCI_CLICKHOUSE_URL: 'http://env:8123',
      RENCI_CLICKHOUSE_USER: 'writer',
      RENCI_CLICKHOUSE_PASSWORD: ' s3cret ',
      RENCI_DATA: '/var/renci',
      RENCI_LOG_LEVEL: 'WARN',
      DOUYIN_KEY: '  ',
    });
    expect(config.clickhouse).toEqual({
      kind: 'server',
      url: 'http://env:8123',
      username: 'writer',
      password: ' s3cret ',
      database: 'reach',
    });
    expect([config.data, config.logLevel, config.secret('DOUYIN_KEY')]).toEqual(['/var/renci', 'warn', null]);
  });

  test('names every mistake of file and environment by place, and what is expected', () => {
    const yaml = `data: 12
dashbord: {}
time_zone: Asia/Shanghi
clickhouse:
  url: localhost
  password: hunter2
  databse: x
schedule: { hourly: every hour, nightly: 5 }
dashboard: { port: "80" }
platforms:
  douyn: {}
  douyin:
    codes: { a: 12345678901234567890 }
    batch_size: 0
catalogue: x.yaml
`;
    const env = { RENCI_LOG_LEVEL: 'loud', RENCI_CLICKHOUSE_URL: 'ftp://user:hunter3@host' };
    const error = refusal(() => load(yaml, env, ['douyin', 'kuaishou']));
    const cron = "a cron expression such as '0 2 * * *' (minute hour day month weekday)";
    expect(error.message).toBe(`${file} has 15 mistakes and was refused.`);
    expect(error.problems.filter(problem => problem.file === file)).toEqual([
      at(1, 7, 'data', 'is a number, expected a folder: write "12" in quotes.'),
      at(2, 1, 'dashbord', 'is not a known field. Did you mean "dashboard"?'),
      at(
        3,
        12,
        'time_zone',
        'expected a time zone such as Asia/Shanghai, found "Asia/Shanghi". Did you mean "Asia/Shanghai"?',
      ),
      at(
        5,
        8,
        'clickhouse.url',
        'expected the HTTP address of a ClickHouse server, such as http://localhost:8123.',
      ),
      at(6, 13, 'clickhouse.password', 'does not belong in a file: set RENCI_CLICKHOUSE_PASSWORD instead.'),
      at(7, 3, 'clickhouse.databse', 'is not a known field. Did you mean "database"?'),
      at(8, 21, 'schedule.hourly', `expected ${cron.replace('0 2', '5 *')}, found "every hour".`),
      at(8, 42, 'schedule.nightly', `is a number, expected ${cron}: write "5" in quotes.`),
      at(9, 20, 'dashboard.port', 'expected a port, a whole number from 0 to 65535, found "80".'),
      at(11, 3, 'platforms.douyn', 'is not a platform with a collector. Did you mean "douyin"?'),
      at(
        13,
        17,
        'platforms.douyin.codes.a',
        'is a number, expected an account\'s consent code: write "12345678901234567890" in quotes (as a number it would become 12345678901234567000).',
      ),
      at(
        14,
        17,
        'platforms.douyin.batch_size',
        'expected the most items in one request, a whole number from 1 to 1000, found the number 0.',
      ),
      at(15, 12, 'catalogue', 'expected a list of catalogue files, found "x.yaml".'),
    ]);
    expect(error.problems.filter(problem => problem.file !== file)).toEqual([
      {
        file: 'environment',
        line: 0,
        column: 0,
        field: 'RENCI_CLICKHOUSE_URL',
        message: 'expected the HTTP address of a ClickHouse server, such as http://localhost:8123.',
      },
      {
        file: 'environment',
        line: 0,
        column: 0,
        field: 'RENCI_LOG_LEVEL',
        message: 'expected one of debug, info, warn, error, silent, found "loud".',
      },
    ]);
    expect(JSON.stringify(error.problems)).not.toMatch(/hunter/);
  });

  test.each([
    ['data: [', 1, 8],
    ['data: a\ndata: b\n', 2, 1],
    ['data: a\n---\ndata: b\n', 2, 1],
  ])('says where YAML itself is broken: %j', (yaml, line, column) => {
    const [problem, ...more] = refusal(() => load(yaml)).problems;
    expect({ ...problem, message: problem?.message.slice(0, 18) }).toEqual(
      at(line, column, '', 'is not valid YAML:'),
    );
    expect(more).toEqual([]);
  });

  test('explains what to do where there is no file, and refuses an empty one', () => {
    expect(refusal(() => loadConfig(join(folder, 'none.yaml'), {})).message).toBe(
      `There is no configuration at ${join(folder, 'none.yaml')}. ` +
        'Run `renci init` to write one to fill in, or `renci demo` to see the system at work without one.',
    );
    expect(refusal(() => load('# nothing\n')).problems).toEqual([
      at(1, 1, '', 'expected fields, the file is empty.'),
    ]);
  });
});

test('readEnvironment needs no file', () => {
  expect(readEnvironment({})).toEqual({ data: null, logLevel: null, clickhouse: null });
  expect(readEnvironment({ RENCI_DATA: '/d', RENCI_CLICKHOUSE_URL: 'http://h:1' })).toEqual({
    data: '/d',
    logLevel: null,
    clickhouse: { url: 'http://h:1', username: 'default', password: '' },
  });
});

describe('platformSettings', () => {
  test('joins the file, the credentials and the consent codes of the environment', () => {
    const config = load('platforms: { douyin: { batch_size: 5, codes: { a: old, b: kept } } }', {
      DOUYIN_KEY: 'k',
      RENCI_CODE_A: 'new',
    });
    const douyin = { platform: 'douyin', needs: ['DOUYIN_KEY', 'DOUYIN_SECRET'], options: ['DOUYIN_PAGE'] };
    expect(
      platformSettings(config, douyin, [{ id: 'a' }, { id: 'b', externalId: 'UC1' }, { id: 'c' }]),
    ).toEqual({
      accountIds: { b: 'UC1' },
      batchSize: 5,
      credentials: { DOUYIN_KEY: 'k' },
      codes: { a: 'new', b: 'kept' },
    });
    expect(platformSettings(config, { platform: 'weibo', needs: [] }, [])).toEqual({
      credentials: {},
      codes: {},
    });
  });

  test('names every credential that is not set', () => {
    const config = load('data: d', { DOUYIN_KEY: 'k' });
    const needs = ['DOUYIN_KEY', 'DOUYIN_SECRET', 'DOUYIN_THIRD'];
    expect(missingCredentials(config, { platform: 'douyin', needs })).toEqual(
      ['DOUYIN_SECRET', 'DOUYIN_THIRD'].map(field => ({
        file: 'environment',
        line: 0,
        column: 0,
        field,
        message: 'is not set: platform "douyin" needs it.',
      })),
    );
  });

  test('an account id becomes the name of a variable', () => {
    expect(codeVariable('tianjin-radio.2')).toBe('RENCI_CODE_TIANJIN_RADIO_2');
  });
});

test('didYouMean offers only near words', () => {
  expect(didYouMean('titel', ['title', 'url'])).toBe(' Did you mean "title"?');
  expect(didYouMean('Dashbord', ['dashboard'])).toBe(' Did you mean "dashboard"?');
  expect(didYouMean('colour', ['metric', 'id'])).toBe('');
});
