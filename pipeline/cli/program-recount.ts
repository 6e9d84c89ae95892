import type { Command } from 'commander';
import type { Example, Run } from './program.ts';

/** The command that judges everything anew. */
export const defineRecount = (program: Command, run: Run, example: Example): void => {
  example(
    program
      .command('recount')
      .description('judge every reading anew and form every total again; goes on where it was cut off')
      .option('--check', 'compare and change nothing: ends with 3 when something is not as the rules say')
      .option('--by <name>', 'who brings other rules of renci.yaml into force (default: RENCI_BY)')
      .option('--reason <text>', 'on what grounds')
      .option('--config <file>', 'the configuration', 'renci.yaml')
      .option('--json', 'answer with one JSON document on stdout')
      .action(run(async () => (await import('./commands/recount.ts')).recount)),
    'renci recount --check',
    "renci recount --by '值班编辑' --reason '突增阈值按年度约定调整'",
  );
};
