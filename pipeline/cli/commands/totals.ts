import type { Env } from '../../config/environment.ts';
import { loadConfig } from '../../config.ts';
import { isComplete } from '../../domain/totals.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { checkMoments, given, momentOf, withApp } from '../open.ts';
import { json, print } from '../output.ts';
import { renderTotals } from '../totals-text.ts';

type Options = {
  readonly config: string;
  readonly json?: boolean;
  readonly campaign?: string;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly formula?: string;
};

/** `renci totals`: the figure; ends with "incomplete" when something that should be in it is not. */
export const totals = async (options: Options, env: Env): Promise<ExitCode> => {
  const config = loadConfig(options.config, env);
  checkMoments({ '--as-of': options.asOf, '--known-at': options.knownAt });
  const document = await withApp(config, async app => {
    const { readTotals } = await import('../../jobs/totals.ts');
    const { findCampaign } = await import('../../jobs/figures.ts');
    const campaign = await findCampaign(app.db, options.campaign);
    const moment = (flag: string, text: string | undefined): number | undefined =>
      text === undefined ? undefined : momentOf(flag, text, campaign.timeZone);
    const question = given({
      campaignId: campaign.id,
      asOf: moment('--as-of', options.asOf),
      knownAt: moment('--known-at', options.knownAt),
      formula: options.formula,
    });
    return readTotals(app, question);
  });
  if (options.json) json(document);
  else print(renderTotals(document));
  return isComplete(document.coverage) ? EXIT.ok : EXIT.incomplete;
};
