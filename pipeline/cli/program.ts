import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import type { Env } from '../config/environment.ts';
import type { ExitCode } from './exit.ts';
import { defineAdjust } from './program-adjust.ts';
import { defineCollect } from './program-collect.ts';
import { defineDoubts } from './program-doubts.ts';
import { defineImport } from './program-import.ts';
import { defineIntake } from './program-intake.ts';
import { definePublications } from './program-publications.ts';
import { defineRecount } from './program-recount.ts';
import { defineTime } from './program-time.ts';
import { whole } from './whole.ts';

/** A command's work: its arguments as commander gives them, then the environment. Loaded when it is asked for. */
type Work<Args extends unknown[]> = (...args: [...Args, Env]) => Promise<ExitCode>;
/** Makes a command's action of its work. */
export type Run = <Args extends unknown[]>(
  load: () => Promise<Work<Args>>,
) => (...given: unknown[]) => Promise<void>;
/** Adds examples to a command's help. */
export type Example = (command: Command, ...lines: string[]) => Command;

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
      .option('--still', 'stop the simulated clock at the end of the month, so that every figure stays')
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
    if (name === 'apply') {
      command
        .option('--by <name>', 'who signs it (default: RENCI_BY, or your login)')
        .option('--shared', 'also change platforms and accounts that other campaigns use');
    }
    example(
      command
        .option(...CONFIG)
        .option(...JSON_FLAG)
        .action(run(async () => (await import('./commands/catalogue.ts'))[name])),
      `renci catalogue ${name}`,
      `renci catalogue ${name} catalogue.yaml --json`,
    );
  }

  defineCollect(program, run, example);
  defineImport(program, run, example);
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
