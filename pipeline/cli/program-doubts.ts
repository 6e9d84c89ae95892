import { Argument, type Command, InvalidArgumentError } from 'commander';
import { FALL_CLASSES } from '../domain/series.ts';
import type { Example, Run } from './program.ts';

const CONFIG = ['--config <file>', 'the configuration', 'renci.yaml'] as const;
const JSON_FLAG = ['--json', 'answer with one JSON document on stdout'] as const;
const CAMPAIGN = ['--campaign <id>', 'which campaign, where there are several'] as const;
const BY = ['--by <name>', 'who decides (default: RENCI_BY)'] as const;
const WHY = ['--reason <text>', 'on what grounds'] as const;

const placement = (text: string): number => {
  const value = Number(text);
  if (/^\d+$/.test(text) && value > 0) return value;
  throw new InvalidArgumentError('Expected the number of a placement.');
};

/** The commands by which persons stand over the rules: doubts, falls. */
export const defineDoubts = (program: Command, run: Run, example: Example): void => {
  const doubts = program
    .command('doubts')
    .description('readings that the rules doubt, and what persons decide of them');
  example(
    doubts
      .command('list')
      .description('show held readings, unconfirmed jumps, and what was decided')
      .option(...CAMPAIGN)
      .option('--placement <number>', 'every reading of this placement instead', placement)
      .option(...CONFIG)
      .option(...JSON_FLAG)
      .action(run(async () => (await import('./commands/doubts.ts')).list)),
    'renci doubts list',
    'renci doubts list --placement 17',
  );
  const word = (name: string, description: string): Command =>
    doubts
      .command(name)
      .description(description)
      .argument('<reading>', 'the reading, by its name in the list')
      .option(...BY)
      .requiredOption(...WHY)
      .option('--placement <number>', 'its placement, for a reading that is in no doubt', placement)
      .option(...CONFIG)
      .option(...JSON_FLAG);
  example(
    word('accept', 'make a reading the count, whatever the rules say').action(
      run(async () => (await import('./commands/doubts.ts')).accept),
    ),
    "renci doubts accept 3f9c1d20aa41 --by '值班编辑' --reason '平台确认清理刷量'",
  );
  example(
    word('hold', 'take a reading out, whatever the rules say').action(
      run(async () => (await import('./commands/doubts.ts')).hold),
    ),
    "renci doubts hold 3f9c1d20aa41 --placement 17 --by '值班编辑' --reason '截图与后台不符'",
  );
  example(
    word('undo', 'give a reading back to the rules').action(
      run(async () => (await import('./commands/doubts.ts')).undo),
    ),
    "renci doubts undo 3f9c1d20aa41 --by '值班编辑' --reason '误操作'",
  );

  const falls = program.command('falls').description('counters that went down for good, and why');
  example(
    falls
      .command('list')
      .description('show them, newest first')
      .option(...CAMPAIGN)
      .option(...CONFIG)
      .option(...JSON_FLAG)
      .action(run(async () => (await import('./commands/doubts.ts')).falls)),
    'renci falls list',
  );
  example(
    falls
      .command('classify')
      .description('say why a counter fell; no figure moves')
      .argument('<fall>', 'the fall, by its name in the list')
      .addArgument(new Argument('<class>', 'why it fell').choices([...FALL_CLASSES]))
      .option(...CAMPAIGN)
      .option(...BY)
      .requiredOption(...WHY)
      .option(...CONFIG)
      .option(...JSON_FLAG)
      .action(run(async () => (await import('./commands/doubts.ts')).classify)),
    "renci falls classify 3f9c1d20aa41 private --by '值班编辑' --reason '作者设为私密'",
  );
};
