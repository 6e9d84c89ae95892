import { Command, InvalidArgumentError, Option } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import type { Env } from '../config.ts';
import type { ExitCode } from './exit.ts';
import { defineAdjust } from './program-adjust.ts';
import { defineDoubts } from './program-doubts.ts';
import { defineIntake } from './program-intake.ts';
import { definePublications } from './program-publications.ts';
import { defineRecount } from './program-recount.ts';
import { defineTime } from './program-time.ts';

/** A command's work: its arguments as commander gives them, then the environment. Loaded when it is asked for. */
type Work<Args extends unknown[]> = (...args: [...Args, Env]) => Promise<ExitCode>;
/** Makes a command's action of its work. */
export type Run = <Args extends unknown[]>(
  load: () => Promise<Work<Args>>,
) => (...given: unknown[]) => Promise<void>;
/** Adds examples to a command's help. */
export type Example = (command: Command, ...lines: string[]) => Command;

const whole =
  (what: string, low: number, high: number) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= low && value <= high) return value;
    throw new InvalidArgumentError(`Expected ${what}, a whole number from ${low} to ${high}.`);
  };

const pair = (text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> => {
  const at = text.lastIndexOf('=');
  if (at < 1 || at === text.length - 1)
    throw new InvalidArgumentError('Expected HEADING=MEANING, such as views=plays.');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
};

const port = whole('a port', 0, 65_535);
const CONFIG = ['--config <file>', 'the configuration', 'renci.yaml'] as const;
const JSON_FLAG = ['--json', 'answer with one JSON document on stdout'] as const;

const example = (command: Command, ...lines: string[]): Command =>
  command.addHelpText('after', `\nExamples:\n${lines.map(line => `  $ ${line}`).join('\n')}`);

/**
 * The command line of `renci`. Defines everything and loads nothing: what a command needs is imported when it runs.
 * @param end is told the exit code of the command that ran
 */
export const createProgram = (env: Env, end: (code: ExitCode) => void): Command => {
  const program = new Command('renci');
  program
    .description('Renci 人次: how far a media campaign reached, counted every night, with evidence.')
    .version(packageJson.version)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'renci: ')) })
    .showHelpAfterError('Run it with --help to see what it takes.')
    .addHelpText(
      'after',
      '\nExit codes: 0 done · 1 unexpected · 2 wrong usage, configuration or input · 3 ran, and something is missing\n' +
        '            4 cannot reach or start what it needs',
    );

  /** Runs a command's module with the last argument (the Command itself) replaced by the environment. */
  const run =
    <Args extends unknown[]>(load: () => Promise<Work<Args>>) =>
    async (...given: unknown[]): Promise<void> => {
      const work = await load();
      end(await work(...(given.slice(0, -1) as Args), env));
    };

  example(
    program
      .command('demo')
      .description('replay a real campaign with simulated partners and show its totals and dashboard')
      .option('--once', 'end when the totals are there, without the dashboard')
      .option(...JSON_FLAG)
      .option('--port <port>', 'port of the dashboard', port, 8420)
      .option(
        '--data <folder>',
        'where to keep its data, in a folder demo that is emptied first (default: .renci)',
      )
      .action(run(async () => (await import('./commands/demo.ts')).demo)),
    'renci demo',
    'renci demo --once --json',
  );

  example(
    program
      .command('start')
      .description('run the database, the schedule and the dashboard in one process')
      .option(...CONFIG)
      .option('--port <port>', 'port of the dashboard, over the configuration', port)
      .action(run(async () => (await import('./commands/start.ts')).start)),
    'renci start --config renci.yaml',
  );

  example(
    program
      .command('init')
      .description('write a commented renci.yaml and catalogue.yaml to fill in')
      .argument('[folder]', 'where to write them', '.')
      .action(run(async () => (await import('./commands/init.ts')).init)),
    'renci init my-campaign',
  );

  example(
    program
      .command('migrate')
      .description('bring the database to the newest shape of its tables')
      .option(...CONFIG)
      .option(...JSON_FLAG)
      .action(run(async () => (await import('./commands/migrate.ts')).migrate)),
    'renci migrate',
  );

  const catalogue = program
    .command('catalogue')
    .description('what is measured: campaigns, episodes, works and where they were published');
  for (const [name, what] of [
    ['plan', 'show what a catalogue file would change; changes nothing'],
    ['apply', 'register what a catalogue file lists'],
  ] as const) {
    const command = catalogue
      .command(name)
      .description(what)
      .argument('[file]', 'a catalogue file (default: those of the configuration)');
    if (name === 'apply') command.option('--by <name>', 'who signs it (default: RENCI_BY, or your login)');
    example(
      command
        .option(...CONFIG)
        .option(...JSON_FLAG)
        .action(run(async () => (await import('./commands/catalogue.ts'))[name])),
      `renci catalogue ${name}`,
      `renci catalogue ${name} catalogue.yaml --json`,
    );
  }

  example(
    program
      .command('collect')
      .description('read all counters of the catalogue, now')
      .option('--campaign <id>', 'only this campaign')
      .option('--platform <id>', 'only this platform')
      .option(...CONFIG)
      .option(...JSON_FLAG)
      .action(run(async () => (await import('./commands/collect.ts')).collect)),
    'renci collect',
    'renci collect --platform douyin --json',
  );

  example(
    program
      .command('import')
      .description(
        "take in a partner's sheet (CSV, XLSX, XLS): whole, or not at all with every mistake named",
      )
      .argument('<file>', 'the sheet')
      .option('--platform <id>', 'platform of every row, where the sheet has no such column')
      .option('--account <name>', 'account of every row, where the sheet has no such column')
      .option('--at <moment>', 'moment of every count, where the sheet has no such column')
      .addOption(
        new Option('--metric <heading=metric>', 'what a column counts; may be repeated').argParser(pair),
      )
      .addOption(
        new Option('--column <heading=field>', 'what a column holds, or ignore; may be repeated').argParser(
          pair,
        ),
      )
      .option('--date-format <tokens>', "form of the dates, such as 'dd.MM' (luxon tokens)")
      .option('--year <year>', 'year of dates written without one', whole('a year', 1970, 9999))
      .option('--time <hh:mm>', 'time of day of dates written without one')
      .option('--time-zone <zone>', "zone of the sheet's times (default: the configuration's)")
      .option('--every-days <days>', 'how often such a sheet comes', whole('days', 1, 366), 1)
      .option(
        '--sheet <name>',
        'the sheet of a workbook to read (default: every visible one with a heading row)',
      )
      .option('--keep-good', 'take the good rows of a sheet with mistakes')
      .option('--create', "make a campaign of the sheet's own items; needs --campaign and --platform")
      .option('--broadcast', 'a rating report: its figures go into the broadcast panel, never into a total')
      .option('--author <who>', 'with --broadcast: who states it, where the report has no such column')
      .option(
        '--method <words>',
        'with --broadcast: 样本, 日记卡, 测量仪 or 回传数据, where no column says so',
      )
      .option('--period <days>', 'with --broadcast: 2022-12-05至2022-12-11, where no column says so')
      .option('--campaign <id>', 'with --create: id of the campaign; with --broadcast: which one')
      .option('--name <name>', 'with --create: its name')
      .option(
        '--counts <metric>',
        'with --create: what its items are totalled by, where the sheet has several',
      )
      .option(...CONFIG)
      .option(...JSON_FLAG)
      .action(run(async () => (await import('./commands/import.ts')).importFile)),
    'renci import 合作媒体1230.csv',
    "renci import 收视周报.csv --broadcast --campaign interviews --author 收视调查机构 --method 测量仪 --at '2022-12-12 10:00'",
    "renci import series.csv --create --campaign trending-2017 --platform youtube --metric views=plays --date-format 'dd.MM' --year 2017 --time 23:59 --time-zone Europe/London",
  );

  example(
    program
      .command('totals')
      .description('the figure of a campaign: its sentence, its bounds, and what is missing')
      .option('--campaign <id>', 'which campaign, where there are several')
      .option('--as-of <moment>', 'readings up to then (2022-12-30 18:00; a day means its end; default: now)')
      .option('--known-at <moment>', 'known by then (default: now)')
      .option('--formula <name>', "a formula (default: the campaign's own)")
      .option(...CONFIG)
      .option(...JSON_FLAG)
      .action(run(async () => (await import('./commands/totals.ts')).totals)),
    'renci totals',
    "renci totals --as-of '2022-12-30 18:00' --formula content_view_times@1 --json",
  );

  example(
    program
      .command('collectors')
      .description('every collector: what it reads, how much, how far back, and what it needs')
      .option(...CONFIG)
      .option(...JSON_FLAG)
      .action(run(async () => (await import('./commands/collectors.ts')).collectors)),
    'renci collectors',
    'renci collectors --json',
  );

  example(
    program
      .command('doctor')
      .description('look for whatever would keep a night from being complete: 0 well, 3 warnings, 2 problems')
      .option(...CONFIG)
      .option(...JSON_FLAG)
      .action(run(async () => (await import('./commands/doctor.ts')).doctor)),
    'renci doctor',
    'renci doctor --json',
  );
  defineIntake(program, run, example);
  defineAdjust(program, run, example);
  defineDoubts(program, run, example);
  definePublications(program, run, example);
  defineRecount(program, run, example);
  defineTime(program, run, example);
  return program;
};
