import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Example, Run } from './program.ts';
import { whole } from './whole.ts';

const CONFIG = ['--config <file>', 'the configuration', 'renci.yaml'] as const;
const JSON_FLAG = ['--json', 'answer with one JSON document on stdout'] as const;

const pair = (text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> => {
  const at = text.lastIndexOf('=');
  if (at < 1 || at === text.length - 1)
    throw new InvalidArgumentError('Expected HEADING=MEANING, such as views=plays.');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
};

/** The command by which partners' sheets come in: import. */
export const defineImport = (program: Command, run: Run, example: Example): void => {
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
      .option(
        '--statement',
        'figures a partner wrote down: each counts once a second person confirms it (renci doubts); needs --author and --by',
      )
      .option(
        '--author <who>',
        'with --statement: who states it; with --broadcast: the same, where the report has no such column',
      )
      .option(
        '--by <name>',
        'with --statement, or plays in a --broadcast report: who takes it in (default: RENCI_BY)',
      )
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
    "renci import 央广网申报.csv --statement --author 央广网编辑部 --by '值班编辑'",
    "renci import 收视周报.csv --broadcast --campaign interviews --author 收视调查机构 --method 测量仪 --at '2022-12-12 10:00'",
    "renci import series.csv --create --campaign trending-2017 --platform youtube --metric views=plays --date-format 'dd.MM' --year 2017 --time 23:59 --time-zone Europe/London",
  );
};
