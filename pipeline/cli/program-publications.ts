import type { Command } from 'commander';
import type { Example, Run } from './program.ts';

const CONFIG = ['--config <file>', 'the configuration', 'renci.yaml'] as const;
const JSON_FLAG = ['--json', 'answer with one JSON document on stdout'] as const;
const AS_OF = [
  '--as-of <moment>',
  'readings up to then (2022-12-30 18:00; a day means its end; default: now)',
] as const;
const KNOWN_AT = ['--known-at <moment>', 'known by then (default: now)'] as const;

/** The commands by which a figure is frozen and defended: publish, publications, prune. */
export const definePublications = (program: Command, run: Run, example: Example): void => {
  example(
    program
      .command('publish')
      .description('freeze a total for good: its moment, formula, readings and hash')
      .option('--campaign <id>', 'which campaign, where there are several')
      .option(...AS_OF)
      .option(...KNOWN_AT)
      .option('--formula <name>', "a formula (default: the campaign's own)")
      .option('--title <text>', "what it is published as (default: the campaign's name)")
      .option('--note <text>', 'what is to be said of it')
      .option('--by <name>', 'who publishes it (default: RENCI_BY)')
      .option(...CONFIG)
      .option(...JSON_FLAG)
      .action(run(async () => (await import('./commands/publications.ts')).publishTotal)),
    "renci publish --by '值班编辑'",
    "renci publish --as-of '2022-12-30 18:00' --title '年终访谈收官' --by '值班编辑'",
  );

  const publications = program.command('publications').description('totals that were frozen');
  example(
    publications
      .command('list')
      .description('show them, newest first')
      .option('--campaign <id>', 'only this campaign')
      .option(...CONFIG)
      .option(...JSON_FLAG)
      .action(run(async () => (await import('./commands/publications.ts')).list)),
    'renci publications list',
  );
  example(
    publications
      .command('show')
      .description('show one, line by line')
      .argument('<publication>', 'its id')
      .option('--canonical', 'print the document that is hashed: its SHA-256 is the hash')
      .option(...CONFIG)
      .option(...JSON_FLAG)
      .action(run(async () => (await import('./commands/publications.ts')).show)),
    'renci publications show 3f9c1d20aa41',
    'renci publications show 3f9c1d20aa41 --canonical | sha256sum',
  );
  example(
    publications
      .command('verify')
      .description('form one anew from the readings: 0 it is the same to the hash, 3 it is not')
      .argument('<publication>', 'its id')
      .option(...CONFIG)
      .option(...JSON_FLAG)
      .action(run(async () => (await import('./commands/publications.ts')).verify)),
    'renci publications verify 3f9c1d20aa41',
  );
  example(
    publications
      .command('compare')
      .description('what became known of one since, and what came after, line by line')
      .argument('<publication>', 'its id')
      .option('--with <publication>', 'another publication, in place of a moment')
      .option(...AS_OF)
      .option(...KNOWN_AT)
      .option(...CONFIG)
      .option(...JSON_FLAG)
      .action(run(async () => (await import('./commands/publications.ts')).compare)),
    'renci publications compare 3f9c1d20aa41',
    'renci publications compare 3f9c1d20aa41 --with 81b2c0d4e5f6 --json',
  );

  example(
    program
      .command('prune')
      .description('take away what platforms said longer ago than keep_payloads_days, as every night does')
      .option(...CONFIG)
      .option(...JSON_FLAG)
      .action(run(async () => (await import('./commands/prune.ts')).prune)),
    'renci prune',
  );
};
