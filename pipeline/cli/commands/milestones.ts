import type { Env } from '../../config/environment.ts';
import { type AskOptions, ask } from '../ask.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { renderHits, renderMilestones } from '../time-text.ts';

/** `renci milestones`: thresholds crossed, oldest first. */
export const milestones = async (options: AskOptions, env: Env): Promise<ExitCode> => {
  await ask(
    options,
    env,
    async ({ db, campaign, moment }) => {
      const { readMilestonesDocument } = await import('../../jobs/milestone-documents.ts');
      return readMilestonesDocument(db, campaign, moment);
    },
    renderMilestones,
  );
  return EXIT.ok;
};

/** `renci hits`: what fulfils the rule of the configuration. */
export const hits = async (options: AskOptions, env: Env): Promise<ExitCode> => {
  await ask(
    options,
    env,
    async ({ db, config, campaign, moment }) => {
      const { readHitsDocument } = await import('../../jobs/milestone-documents.ts');
      return readHitsDocument(db, campaign, moment, { rules: config.hits, formula: options.formula });
    },
    renderHits,
  );
  return EXIT.ok;
};
