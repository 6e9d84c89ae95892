import type { Database } from '../clickhouse/client.ts';
import type { Env } from '../config/environment.ts';
import { type Config, loadConfig } from '../config.ts';
import type { Campaign } from '../domain/catalogue.ts';
import type { Moment } from '../store/placement-counts.ts';
import { checkMoments, momentOf, withApp } from './open.ts';
import { json, print } from './output.ts';

/** What every question about one campaign may say. */
export type AskOptions = {
  readonly config: string;
  readonly json?: boolean;
  readonly campaign?: string;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly formula?: string;
};

/** What a question is answered from: the campaign, and the two clocks it is asked for. */
export type Asked = {
  readonly db: Database;
  readonly config: Config;
  readonly campaign: Campaign;
  readonly moment: Moment;
  /** A moment that was typed, in the campaign's zone; undefined where none was. */
  typed(flag: string, text: string | undefined): number | undefined;
};

/** Opens, finds the campaign and the moment, and prints what `answer` says: as JSON, or as `render` puts it. */
export const ask = async <Document>(
  options: AskOptions,
  env: Env,
  answer: (asked: Asked) => Promise<Document>,
  render: (document: Document) => string,
): Promise<Document> => {
  const config = loadConfig(options.config, env);
  checkMoments({ '--as-of': options.asOf, '--known-at': options.knownAt });
  const document = await withApp(config, async app => {
    const { findCampaign } = await import('../jobs/figures.ts');
    const campaign = await findCampaign(app.db, options.campaign);
    const typed = (flag: string, text: string | undefined): number | undefined =>
      text === undefined ? undefined : momentOf(flag, text, campaign.timeZone);
    const now = await app.now();
    const asOf = typed('--as-of', options.asOf) ?? now.asOf;
    const knownAt = typed('--known-at', options.knownAt) ?? now.knownAt;
    const moment = asOf === now.asOf && knownAt === now.knownAt ? now : { asOf, knownAt };
    return answer({ db: app.db, config, campaign, moment, typed });
  });
  if (options.json) json(document);
  else print(render(document));
  return document;
};
