import { type Command, Option } from 'commander';
import { WORK_KINDS } from '../domain/reading.ts';
import type { Example, Run } from './program.ts';

const CONFIG = ['--config <file>', 'the configuration', 'renci.yaml'] as const;
const JSON_FLAG = ['--json', 'answer with one JSON document on stdout'] as const;

/** Flags that say where items belong. */
const withDestination = (command: Command): Command =>
  command
    .option('--campaign <id>', 'which campaign, where there are several')
    .option('--episode <id>', 'its episode; left out: the campaign alone')
    .option('--work <id>', 'a work that is there, of which this is another placement')
    .addOption(new Option('--kind <kind>', 'kind of a new work').choices([...WORK_KINDS]))
    .option('--account <id>', 'whose it is, where the platform has several accounts')
    .option('--title <text>', 'title of a new work');

/** The commands by which placements and topics come in: add, discover, inbox, hot. */
export const defineIntake = (program: Command, run: Run, example: Example): void => {
  example(
    withDestination(
      program
        .command('add')
        .description('register what links or share texts lead to, as placements of one work')
        .argument('<link...>', 'links, short links or whole share texts'),
    )
      .option('--published <moment>', 'when it was published (2022-12-30 18:00)')
      .option('--plan', 'show what would be registered; changes nothing')
      .option(...CONFIG)
      .option(...JSON_FLAG)
      .action(run(async () => (await import('./commands/add.ts')).add)),
    "renci add https://m.weibo.cn/detail/4844577145688377 --episode education --title '教育大动作'",
    'renci add https://v.kuaishou.com/abc123 --work education-clip-1 --plan',
  );

  example(
    program
      .command('discover')
      .description('list the new items of our accounts into the inbox, with where they seem to belong')
      .option('--platform <id>', 'only this platform')
      .option('--account <id>', 'only this account')
      .option(...CONFIG)
      .option(...JSON_FLAG)
      .action(run(async () => (await import('./commands/discover.ts')).discover)),
    'renci discover',
    'renci discover --platform kuaishou --json',
  );

  const inbox = program.command('inbox').description('items of our accounts that wait to be registered');
  example(
    inbox
      .command('list')
      .description('show what waits')
      .addOption(
        new Option('--state <state>', 'what to show')
          .choices(['waiting', 'accepted', 'ignored', 'all'])
          .default('waiting'),
      )
      .option(...CONFIG)
      .option(...JSON_FLAG)
      .action(run(async () => (await import('./commands/inbox.ts')).list)),
    'renci inbox list',
    'renci inbox list --state ignored',
  );
  example(
    withDestination(
      inbox
        .command('accept')
        .description('register entries where they were proposed, or where the flags say')
        .argument('[entry...]', 'entries, by their id'),
    )
      .option('--proposed', 'every entry whose place is sure')
      .option(...CONFIG)
      .option(...JSON_FLAG)
      .action(run(async () => (await import('./commands/inbox.ts')).accept)),
    'renci inbox accept 3f9c1d20aa41 --episode education',
    'renci inbox accept --proposed',
  );
  example(
    inbox
      .command('ignore')
      .description('leave entries out for good')
      .argument('<entry...>', 'entries, by their id')
      .option(...CONFIG)
      .option(...JSON_FLAG)
      .action(run(async () => (await import('./commands/inbox.ts')).ignore)),
    'renci inbox ignore 3f9c1d20aa41',
  );

  example(
    program
      .command('hot')
      .description("where a campaign's topics stood on hot lists, how high and for how long")
      .option('--campaign <id>', 'which campaign, where there are several')
      .option('--now', 'look at the lists first')
      .option(...CONFIG)
      .option(...JSON_FLAG)
      .action(run(async () => (await import('./commands/hot.ts')).hot)),
    'renci hot',
    'renci hot --now --json',
  );
};
