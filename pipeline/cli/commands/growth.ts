import type { Env } from '../../config/environment.ts';
import { type AskOptions, ask } from '../ask.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { renderGrowth } from '../time-text.ts';

type Options = AskOptions & { readonly from: string; readonly to?: string };

/** `renci growth`: what the total became between two moments. */
export const growth = async (options: Options, env: Env): Promise<ExitCode> => {
  await ask(
    options,
    env,
    async ({ db, campaign, moment, typed }) => {
      const [{ readGrowth }, { growthDocument }] = await Promise.all([
        import('../../jobs/growth.ts'),
        import('../../jobs/time-documents.ts'),
      ]);
      const from = typed('--from', options.from) ?? moment.asOf;
      const to = typed('--to', options.to) ?? moment.asOf;
      const { knownAt } = moment;
      return growthDocument(await readGrowth(db, campaign, { from, to, knownAt, formula: options.formula }));
    },
    renderGrowth,
  );
  return EXIT.ok;
};
