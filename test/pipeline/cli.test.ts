import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { parseCatalogue } from '../../pipeline/catalogue/load.ts';

// Each command is a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 });

const CLI = fileURLToPath(new URL('../../pipeline/cli.ts', import.meta.url));
const TEMPLATES = fileURLToPath(new URL('../../pipeline/cli/templates/', import.meta.url));
const newFolder = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'renci-cli-')));

type Ended = { code: number; out: string; err: string };
const renci = (args: readonly string[], { cwd = newFolder(), env = {} } = {}): Promise<Ended> =>
  new Promise(resolve => {
    const options = { cwd, env: { PATH: process.env.PATH, ...env } };
    execFile(process.execPath, [CLI, ...args], options, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });

/** A folder with these files. */
const folderWith = (files: Record<string, string>): string => {
  const cwd = newFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return cwd;
};

describe('usage', () => {
  test('without a command shows the help and is wrong usage', async () => {
    const [bare, asked] = await Promise.all([renci([]), renci(['--help'])]);
    expect([bare.code, bare.out, asked.code, asked.err]).toEqual([2, '', 0, '']);
    expect(asked.out.startsWith(bare.err)).toBe(true);
    expect(asked.out.slice(bare.err.length)).toBe(
      '\nExit codes: 0 done · 1 unexpected · 2 wrong usage, configuration or input · 3 ran, and something is missing\n' +
        '            4 cannot reach or start what it needs\n',
    );
  });

  test('tells its version', async () => {
    expect(await renci(['--version'])).toEqual({ code: 0, out: `${packageJson.version}\n`, err: '' });
  });

  test.each<[args: string[], message: string]>([
    [['colect'], "unknown command 'colect'\n(Did you mean collect?)"],
    [['totals', '--as-off', 'x'], "unknown option '--as-off'\n(Did you mean --as-of?)"],
    [['import'], "missing required argument 'file'"],
    [
      ['demo', '--port', '80k'],
      "option '--port <port>' argument '80k' is invalid. Expected a port, a whole number from 0 to 65535.",
    ],
    [
      ['import', 's.csv', '--metric', 'views'],
      "option '--metric <heading=metric>' argument 'views' is invalid. Expected HEADING=MEANING, such as views=plays.",
    ],
  ])('refuses %j', async (args, message) => {
    expect(await renci(args)).toEqual({
      code: 2,
      out: '',
      err: `renci: ${message}\nRun it with --help to see what it takes.\n`,
    });
  });
});

describe('init', () => {
  test('writes both files once, and never over somebody’s work', async () => {
    const cwd = newFolder();
    const folder = join(cwd, 'mine');
    expect(await renci(['init', 'mine'], { cwd })).toEqual({
      code: 0,
      out: `Wrote ${folder}/renci.yaml\nWrote ${folder}/catalogue.yaml\nFill them in, then: cd mine && renci catalogue plan\n`,
      err: '',
    });
    for (const file of ['renci.yaml', 'catalogue.yaml']) {
      expect(readFileSync(join(folder, file), 'utf8')).toBe(readFileSync(join(TEMPLATES, file), 'utf8'));
    }
    writeFileSync(join(folder, 'renci.yaml'), 'data: mine\n');
    expect(await renci(['init'], { cwd: folder })).toEqual({
      code: 2,
      out: '',
      err:
        `renci: ${folder}/renci.yaml and ${folder}/catalogue.yaml are there already, and nothing was written. ` +
        'Move them away, or name another folder: renci init <folder>.\n',
    });
    expect(readFileSync(join(folder, 'renci.yaml'), 'utf8')).toBe('data: mine\n');
  });

  test('leaves a catalogue that says what is to be filled in, line by line', async () => {
    const cwd = newFolder();
    await renci(['init'], { cwd });
    const id = 'is missing: expected an id of letters, digits and . _ : - without spaces.';
    expect(await renci(['catalogue', 'plan'], { cwd })).toEqual({
      code: 2,
      out: '',
      err: `renci: ${cwd}/catalogue.yaml has 13 mistakes and was refused.
  catalogue.yaml:6:3    campaign.id  ${id}
  catalogue.yaml:7:3    campaign.name  is missing: expected a name.
  catalogue.yaml:8:3    campaign.name_en  is missing: expected a name in English.
  catalogue.yaml:9:3    campaign.organiser  is missing: expected who organises it.
  catalogue.yaml:11:3   campaign.starts_on  is missing: expected a day such as 2022-12-05.
  catalogue.yaml:12:3   campaign.ends_on  is missing: expected a day such as 2022-12-05.
  catalogue.yaml:37:5   episodes[0].id  ${id}
  catalogue.yaml:39:5   episodes[0].title  is missing: expected a title.
  catalogue.yaml:40:5   episodes[0].organisation  is missing: expected an organisation's name.
  catalogue.yaml:41:5   episodes[0].organisation_en  is missing: expected an organisation's name in English.
  catalogue.yaml:46:9   episodes[0].works[0].id  ${id}
  catalogue.yaml:48:9   episodes[0].works[0].title  is missing: expected a title.
  catalogue.yaml:57:13  episodes[0].works[0].placements[0].external_id  is missing: expected the platform's own item id, as text in quotes.
`,
    });
  });

  test('leaves examples that hold once their mark is taken away', () => {
    const template = readFileSync(join(TEMPLATES, 'catalogue.yaml'), 'utf8');
    const filled = template
      .replaceAll(/^( *(?:- )?\w+:) # (\S.*)$/gm, '$1 $2')
      .replaceAll(/^( *)# (- \{ id: .*)$/gm, '$1$2');
    const { platforms, accounts, placements } = parseCatalogue(filled, 'catalogue.yaml');
    expect({ platforms, accounts, placements: placements.length }).toEqual({
      platforms: [
        { id: 'douyin', name: '抖音', nameEn: 'Douyin', group: 'account' },
        { id: 'youtube', name: 'YouTube', nameEn: 'YouTube', group: 'account' },
        { id: 'kuaishou', name: '快手', nameEn: 'Kuaishou', group: 'account', replayInLiveCount: 'no' },
        {
          id: 'iptv',
          name: 'IPTV',
          nameEn: 'IPTV',
          group: 'broadcast',
          rules: { plays: '点播开始播放计一次' },
        },
      ],
      accounts: [
        { id: 'city-news-douyin', platformId: 'douyin', name: '城市新闻' },
        { id: 'city-news-youtube', platformId: 'youtube', name: 'City News', externalId: '@citynews' },
      ],
      placements: 1,
    });
  });
});

describe('wrong configuration and input', () => {
  test('start without a configuration explains init and demo', async () => {
    const cwd = newFolder();
    expect(await renci(['start'], { cwd })).toEqual({
      code: 2,
      out: '',
      err: `renci: There is no configuration at ${cwd}/renci.yaml, so there is nothing to start yet.
  renci init    writes a commented renci.yaml and catalogue.yaml to fill in; then run \`renci start\` again
  renci demo    shows the whole system at work with simulated partners, without any configuration
`,
    });
  });

  test('every mistake of file and environment is listed by place', async () => {
    const cwd = folderWith({ 'renci.yaml': 'datta: ./data\ndashboard:\n  port: web\n' });
    expect(await renci(['totals', '--json'], { cwd, env: { RENCI_LOG_LEVEL: 'loud' } })).toEqual({
      code: 2,
      out: '',
      err: `renci: ${cwd}/renci.yaml has 3 mistakes and was refused.
  renci.yaml:1:1  datta  is not a known field. Did you mean "data"?
  renci.yaml:3:9  dashboard.port  expected a port, a whole number from 0 to 65535, found "web".
  environment     RENCI_LOG_LEVEL  expected one of debug, info, warn, error, silent, found "loud".
`,
    });
  });

  test.each<[args: string[], message: string]>([
    [['import', 'none.csv'], 'There is no file <cwd>/none.csv.'],
    [
      ['import', 's.csv', '--create'],
      '--create needs --campaign (the id of the new campaign) and --platform.',
    ],
    [
      ['import', 's.csv', '--campaign', 'x'],
      '--campaign only means something with --create: items are known by platform and id.',
    ],
    [['import', 's.csv', '--time', '25:00'], '--time "25:00" is no time of day such as 23:59.'],
    [
      ['import', 's.csv', '--at', 'noon'],
      '--at "noon" is neither a moment such as "2022-12-30 18:00" nor a day such as 2022-12-30.',
    ],
    [
      ['import', 's.csv', '--create', '--campaign', 'x', '--platform', 'y', '--counts', 'play'],
      '--counts "play" is no metric. Did you mean "plays"?',
    ],
    [
      ['totals', '--as-of', '2022-13-01'],
      '--as-of "2022-13-01" is neither a moment such as "2022-12-30 18:00" nor a day such as 2022-12-30.',
    ],
    [['catalogue', 'plan', 'none.yaml'], '<cwd>/none.yaml cannot be read: there is no such file.'],
    [['catalogue', 'apply', '.'], '<cwd> cannot be read: it is a folder.'],
  ])('refuses %j', async (args, message) => {
    const cwd = folderWith({ 'renci.yaml': 'data: ./data\n', 's.csv': 'x\n' });
    expect(await renci(args, { cwd })).toEqual({
      code: 2,
      out: '',
      err: `renci: ${message.replaceAll('<cwd>', cwd)}\n`,
    });
  });
});

describe('a port in use', () => {
  test.each([['demo'], ['start']])('ends %s at once with one sentence', async command => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const cwd = folderWith({ 'renci.yaml': 'data: ./data\n' });
    const ended = await renci([command, '--port', port], { cwd });
    server.close();
    expect(ended).toEqual({
      code: 4,
      out: '',
      err: `renci: Port ${port} on 127.0.0.1 is taken by another program: stop it, or choose another port.\n`,
    });
  });
});
