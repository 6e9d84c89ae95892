import type { Command } from 'commander';
import type { Example, Run } from './program.ts';

const CONFIG = ['--config <file>', 'the configuration', 'renci.yaml'] as const;
const JSON_FLAG = ['--json', 'answer with one JSON document on stdout'] as const;

/** The commands around collecting: collect, cancel, authorise. */
export const defineCollect = (program: Command, run: Run, example: Example): void => {
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
      .command('cancel')
      .description('stop the collection that is under way: it asks nothing more, and what was read is kept')
      .argument('[run]', 'which one, where several are under way')
      .option('--by <name>', 'who stops it (default: RENCI_BY)')
      .option(...CONFIG)
      .option(...JSON_FLAG)
      .action(run(async () => (await import('./commands/cancel.ts')).cancel)),
    "renci cancel --by '值班编辑'",
  );
  example(
    program
      .command('authorise')
      .description(
        'exchange a consent code for the authorisation of an account; the code is read from standard input and kept nowhere',
      )
      .argument('<platform>', 'platform id')
      .argument('<account>', 'account id')
      .option('--by <name>', 'who enters it (default: RENCI_BY)')
      .option(...CONFIG)
      .option(...JSON_FLAG)
      .action(run(async () => (await import('./commands/authorise.ts')).authorise)),
    "renci authorise douyin tianjin-radio-douyin --by '值班编辑' < code.txt",
  );
};
