import type { Env } from '../../config/environment.ts';
import { type AskOptions, ask } from '../ask.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { renderComparison, renderEqualAge } from '../time-text.ts';

/** `renci compare episodes`: all of them at equal age. */
export const episodes = async (options: AskOptions, env: Env): Promise<ExitCode> => {
  await ask(
    options,
    env,
    async ({ db, campaign, moment }) => {
      const [{ readEqualAge }, { equalAgeDocument }] = await Promise.all([
        import('../../jobs/equal-age.ts'),
        import('../../jobs/time-documents.ts'),
      ]);
      return equalAgeDocument(await readEqualAge(db, campaign, moment, options.formula));
    },
    renderEqualAge,
  );
  return EXIT.ok;
};

/** `renci compare campaigns`: a campaign beside the one before it. */
export const campaigns = async (
  options: AskOptions & { readonly with?: string },
  env: Env,
): Promise<ExitCode> => {
  await ask(
    options,
    env,
    async ({ db, campaign, moment }) => {
      const [{ readComparison }, { comparisonDocument }] = await Promise.all([
        import('../../jobs/comparison.ts'),
        import('../../jobs/comparison-document.ts'),
      ]);
      const { with: other, formula } = options;
      return comparisonDocument(await readComparison(db, campaign, moment, { other, formula }));
    },
    renderComparison,
  );
  return EXIT.ok;
};
