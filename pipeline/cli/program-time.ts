import { type Command, InvalidArgumentError, Option } from 'commander';
import { GRAINS } from '../domain/buckets.ts';
import type { Example, Run } from './program.ts';

const CONFIG = ['--config <file>', 'the configuration', 'renci.yaml'] as const;
const JSON_FLAG = ['--json', 'answer with one JSON document on stdout'] as const;

const placement = (text: string): number => {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected the number of a placement.');
};

/** Of which campaign, as of when, known when: moments in the campaign's zone. */
const withMoment = (command: Command): Command =>
  command
    .option('--campaign <id>', 'which campaign, where there are several')
    .option('--as-of <moment>', 'readings up to then (2022-12-30 18:00; a day means its end; default: now)')
    .option('--known-at <moment>', 'known by then (default: now)');

const asUsual = (command: Command): Command => command.option(...CONFIG).option(...JSON_FLAG);
const withFormula = (command: Command): Command =>
  command.option('--formula <name>', "a formula (default: the campaign's own)");

/** The commands about time: series, growth, compare, milestones, hits. */
export const defineTime = (program: Command, run: Run, example: Example): void => {
  example(
    asUsual(
      withFormula(
        withMoment(
          program
            .command('series')
            .description('counts and growth by calendar day or hour, estimates marked')
            .addOption(new Option('--by <grain>', 'what to cut by').choices([...GRAINS]).default('day'))
            .option('--from <moment>', 'beginning (default: the first day; of hours the last 48)')
            .option('--to <moment>', 'end (default: as of)')
            .option('--episode <id>', 'only this episode')
            .option('--placement <number>', 'only this placement', placement),
        ),
      ),
    ).action(run(async () => (await import('./commands/series.ts')).series)),
    'renci series',
    "renci series --by hour --from '2022-12-28 08:00' --to '2022-12-29 08:00' --episode education",
  );
  example(
    asUsual(
      withFormula(
        program
          .command('growth')
          .description('growth of the total between two moments, exactly')
          .requiredOption('--from <moment>', 'the earlier one (2022-12-29 18:00; a day means its end)')
          .option('--to <moment>', 'the later one (default: now)')
          .option('--campaign <id>', 'which campaign, where there are several')
          .option('--known-at <moment>', 'both as known by then (default: now)'),
      ),
    ).action(run(async () => (await import('./commands/growth.ts')).growth)),
    "renci growth --from '2022-12-29 18:00' --to '2022-12-30 18:00'",
  );
  const compare = program.command('compare').description('episodes, or campaigns, at equal age');
  example(
    asUsual(
      withFormula(
        withMoment(
          compare
            .command('episodes')
            .description('every episode 1 hour, 1, 3, 7 and 30 days after its broadcast'),
        ),
      ),
    ).action(run(async () => (await import('./commands/compare.ts')).episodes)),
    'renci compare episodes',
  );
  example(
    asUsual(
      withFormula(
        withMoment(
          compare
            .command('campaigns')
            .description('a campaign beside the one before it, at equal age')
            .option('--with <id>', 'another one than its catalogue names'),
        ),
      ),
    ).action(run(async () => (await import('./commands/compare.ts')).campaigns)),
    'renci compare campaigns --campaign year-end-2026',
    'renci compare campaigns --campaign year-end-2026 --with year-end-2024 --json',
  );
  example(
    asUsual(
      withMoment(program.command('milestones').description('thresholds that totals have crossed, and when')),
    ).action(run(async () => (await import('./commands/milestones.ts')).milestones)),
    'renci milestones',
  );
  example(
    asUsual(
      withFormula(
        withMoment(
          program.command('hits').description('works and placements that fulfil the rule of hits (爆款)'),
        ),
      ),
    ).action(run(async () => (await import('./commands/milestones.ts')).hits)),
    'renci hits',
    "renci hits --as-of '2022-12-30 18:00' --json",
  );
};
