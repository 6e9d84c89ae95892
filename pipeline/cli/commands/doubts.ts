import type { Env } from '../../config/environment.ts';
import { loadConfig } from '../../config.ts';
import type { FallClass } from '../../domain/series.ts';
import { renderDecided, renderDoubts, renderFalls, renderTodo } from '../doubts-text.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { withApp } from '../open.ts';
import { json, print } from '../output.ts';
import { signature } from '../signature.ts';

type Options = { readonly config: string; readonly json?: boolean; readonly campaign?: string };
type ListOptions = Options & { readonly placement?: number };
type WordOptions = Options & {
  readonly placement?: number;
  readonly by?: string;
  readonly reason: string;
};

/** `renci doubts list`: what the rules doubt, or persons decided on; with --placement every reading of one. */
export const list = async (options: ListOptions, env: Env): Promise<ExitCode> => {
  const config = loadConfig(options.config, env);
  const { doubts, zone } = await withApp(config, async app => {
    const { findCampaign } = await import('../../jobs/figures.ts');
    const { readDoubts, doubtsOf } = await import('../../jobs/doubts.ts');
    const campaign = await findCampaign(app.db, options.campaign);
    const moment = await app.now();
    return {
      zone: campaign.timeZone,
      doubts:
        options.placement === undefined
          ? await readDoubts(app.db, campaign.id, moment)
          : await doubtsOf(app.db, campaign.id, options.placement, moment),
    };
  });
  if (options.json) json({ readings: doubts });
  else if (doubts.length === 0) print('No reading is in doubt.');
  else print([renderDoubts(doubts, zone), renderTodo(doubts)].filter(part => part !== '').join('\n\n'));
  return EXIT.ok;
};

const decide =
  (decision: 'accept' | 'hold' | 'undo') =>
  async (id: string, options: WordOptions, env: Env): Promise<ExitCode> => {
    const config = loadConfig(options.config, env);
    const by = signature(options.by, env);
    const decided = await withApp(config, async app => {
      const { decideOn, findById } = await import('../../jobs/doubts.ts');
      const { readCampaigns } = await import('../../store/catalogue.ts');
      const campaigns = (await readCampaigns(app.db)).map(campaign => campaign.id);
      const reading = await findById(app, id, {
        campaigns,
        ...(options.placement !== undefined && { placement: options.placement }),
      });
      return decideOn(app, reading, { decision, by, reason: options.reason });
    });
    if (options.json) json(decided);
    else print(renderDecided(decided));
    return decided.stored ? EXIT.ok : EXIT.incomplete;
  };

/** `renci doubts accept`: makes a reading the count. */
export const accept = decide('accept');
/** `renci doubts hold`: takes a reading out. */
export const hold = decide('hold');
/** `renci doubts undo`: gives a reading back to the rules. */
export const undo = decide('undo');

/** `renci falls list`: counters that went down for good, and why. */
export const falls = async (options: Options, env: Env): Promise<ExitCode> => {
  const config = loadConfig(options.config, env);
  const { found, zone } = await withApp(config, async app => {
    const { findCampaign } = await import('../../jobs/figures.ts');
    const { readFalls } = await import('../../jobs/falls.ts');
    const campaign = await findCampaign(app.db, options.campaign);
    return { found: await readFalls(app, campaign.id, await app.now()), zone: campaign.timeZone };
  });
  if (options.json) json({ falls: found });
  else if (found.length === 0) print('No counter has gone down for good.');
  else print(renderFalls(found, zone));
  return EXIT.ok;
};

/** `renci falls classify`: says why a counter fell. */
export const classify = async (
  id: string,
  fallClass: FallClass,
  options: WordOptions,
  env: Env,
): Promise<ExitCode> => {
  const config = loadConfig(options.config, env);
  const by = signature(options.by, env);
  const fall = await withApp(config, async app => {
    const { classifyFall } = await import('../../jobs/falls.ts');
    return classifyFall(app, options.campaign, id, { class: fallClass, by, reason: options.reason });
  });
  if (options.json) json({ fall });
  else print(`Fall ${fall.id} of placement ${fall.placementId}: ${fall.class}, says ${fall.classedBy}.`);
  return EXIT.ok;
};
