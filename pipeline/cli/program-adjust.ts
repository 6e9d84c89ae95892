import { type Command, InvalidArgumentError, Option } from 'commander';
import { FAMILIES, NEVER_ADDED } from '../domain/metrics.ts';
import type { Example, Run } from './program.ts';

const CONFIG = ['--config <file>', 'the configuration', 'renci.yaml'] as const;
const JSON_FLAG = ['--json', 'answer with one JSON document on stdout'] as const;

const signed = (text: string): number => {
  const plain = text.replaceAll(',', '').replace('−', '-');
  if (/^[+-]?\d+$/.test(plain)) return Number(plain);
  throw new InvalidArgumentError('Expected a whole number of view-times, such as -1200.');
};

const placement = (text: string): number => {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected the number of a placement.');
};

/** Whoever changes a figure is named. */
const withSignature = (command: Command): Command =>
  command
    .option('--by <name>', 'who signs it (default: RENCI_BY)')
    .requiredOption('--reason <text>', 'why; printed wherever it counts')
    .option(...CONFIG)
    .option(...JSON_FLAG);

/** The commands by which totals are changed by hand: adjust add, exclude, list, withdraw. */
export const defineAdjust = (program: Command, run: Run, example: Example): void => {
  const adjust = program
    .command('adjust')
    .description('signed changes of totals by hand, printed wherever they count, and taken back as openly');
  const families = FAMILIES.filter(family => !NEVER_ADDED.has(family));
  example(
    withSignature(
      adjust
        .command('add')
        .description('add an amount to the totals of a placement, an episode or the campaign alone')
        .argument('<low>', 'view-times; below 0 to take out (after --, so that it is no flag)', signed)
        .argument('[high]', 'the upper end, where the amount is not exact', signed)
        .option('--campaign <id>', 'which campaign, where there are several')
        .option('--episode <id>', 'its episode; left out, and no placement: the campaign alone')
        .option('--placement <number>', 'the placement it corrects', placement)
        .addOption(new Option('--family <family>', 'what it is added to').choices(families))
        .requiredOption('--effective-at <moment>', "from when on, in the campaign's zone (2022-12-30 18:00)"),
    ).action(run(async () => (await import('./commands/adjust.ts')).add)),
    "renci adjust add --placement 12 --effective-at '2022-12-28 09:00' --by 值班编辑 --reason 同一视频重复统计 -- -1200",
  );
  example(
    withSignature(
      adjust
        .command('exclude')
        .description('take the rise of a jump out of totals, as boosted')
        .argument('<placement>', 'number of the placement', placement)
        .requiredOption('--observed-at <moment>', 'when the reading that jumped was taken'),
    ).action(run(async () => (await import('./commands/adjust.ts')).exclude)),
    "renci adjust exclude 12 --observed-at '2022-12-28 02:00' --by 值班编辑 --reason 平台通报刷量",
  );
  example(
    adjust
      .command('list')
      .description('every adjustment of a campaign, withdrawn ones included')
      .option('--campaign <id>', 'which campaign, where there are several')
      .option('--known-at <moment>', 'known by then (default: now)')
      .option(...CONFIG)
      .option(...JSON_FLAG)
      .action(run(async () => (await import('./commands/adjust.ts')).list)),
    'renci adjust list',
  );
  example(
    withSignature(
      adjust
        .command('withdraw')
        .description('take an adjustment back; it stays on record')
        .argument('<adjustment>', 'its id')
        .option('--campaign <id>', 'which campaign, where there are several'),
    ).action(run(async () => (await import('./commands/adjust.ts')).withdraw)),
    'renci adjust withdraw 3f9c1d20aa41 --by 值班编辑 --reason 平台已恢复计数',
  );
};
