import type { Env } from '../../config/environment.ts';
import { loadConfig } from '../../config.ts';
import { canonicalDocument } from '../../domain/publication.ts';
import type { App } from '../../jobs/app.ts';
import type { Against, ComparedPublication } from '../../jobs/compare-publication.ts';
import { ConfigError } from '../../problems.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { checkMoments, momentOf, withApp } from '../open.ts';
import { json, print } from '../output.ts';
import {
  renderComparison,
  renderPublication,
  renderPublications,
  renderVerification,
} from '../publications-text.ts';
import { signature } from '../signature.ts';

type Options = { readonly config: string; readonly json?: boolean };
type Clocks = { readonly asOf?: string; readonly knownAt?: string };
type PublishOptions = Options &
  Clocks & {
    readonly campaign?: string;
    readonly formula?: string;
    readonly title?: string;
    readonly note?: string;
    readonly by?: string;
  };

/** `renci publish`: freezes a total. */
export const publishTotal = async (options: PublishOptions, env: Env): Promise<ExitCode> => {
  const config = loadConfig(options.config, env);
  const by = signature(options.by, env);
  checkMoments({ '--as-of': options.asOf, '--known-at': options.knownAt });
  const { publication, zone } = await withApp(config, async app => {
    const [{ findCampaign }, { publish }] = await Promise.all([
      import('../../jobs/figures.ts'),
      import('../../jobs/publish.ts'),
    ]);
    const { id, timeZone } = await findCampaign(app.db, options.campaign);
    const { formula, title, note } = options;
    const request = { campaignId: id, ...clocksOf(options, timeZone), formula, title, note, by };
    return { publication: await publish(app, request), zone: timeZone };
  });
  if (options.json) json(publication);
  else print(renderPublication(publication, zone));
  return EXIT.ok;
};

const clocksOf = ({ asOf, knownAt }: Clocks, zone: string) => ({
  asOf: asOf === undefined ? undefined : momentOf('--as-of', asOf, zone),
  knownAt: knownAt === undefined ? undefined : momentOf('--known-at', knownAt, zone),
});

/** `renci publications list`: what was frozen. */
export const list = async (
  options: Options & { readonly campaign?: string },
  env: Env,
): Promise<ExitCode> => {
  const config = loadConfig(options.config, env);
  const { publications, zones } = await withApp(config, async app => {
    const [{ readCampaigns }, { readPublications }, { chooseCampaign }] = await Promise.all([
      import('../../store/catalogue.ts'),
      import('../../store/publications.ts'),
      import('../../jobs/figures.ts'),
    ]);
    const campaigns = await readCampaigns(app.db);
    const only = options.campaign === undefined ? null : chooseCampaign(campaigns, options.campaign).id;
    return {
      publications: await readPublications(app.db, only),
      zones: new Map(campaigns.map(({ id, timeZone }) => [id, timeZone])),
    };
  });
  if (options.json) json({ publications });
  else if (publications.length === 0) print('Nothing was published yet. `renci publish` freezes a total.');
  else print(renderPublications(publications, zones));
  return EXIT.ok;
};

/** `renci publications show`: one of them, line by line, or the document that is hashed. */
export const show = async (
  id: string,
  options: Options & { readonly canonical?: boolean },
  env: Env,
): Promise<ExitCode> => {
  const config = loadConfig(options.config, env);
  const { publication, zone } = await withApp(config, async app => {
    const { findPublication } = await import('../../jobs/publications.ts');
    const found = await findPublication(app.db, id);
    return { publication: found, zone: await zoneOf(app, found.campaignId) };
  });
  // Without a line feed at its end: the bytes are what is hashed.
  if (options.canonical) process.stdout.write(canonicalDocument(publication.total));
  else if (options.json) json(publication);
  else print(renderPublication(publication, zone));
  return EXIT.ok;
};

const zoneOf = async (app: App, campaignId: string): Promise<string> => {
  const { findCampaign } = await import('../../jobs/figures.ts');
  return (await findCampaign(app.db, campaignId)).timeZone;
};

/** `renci publications verify`: forms it anew; "incomplete" when anything differs. */
export const verify = async (id: string, options: Options, env: Env): Promise<ExitCode> => {
  const config = loadConfig(options.config, env);
  const verification = await withApp(config, async app => {
    const { verifyPublication } = await import('../../jobs/publications.ts');
    return verifyPublication(app.db, id);
  });
  if (options.json) json(verification);
  else print(renderVerification(verification));
  return verification.ok ? EXIT.ok : EXIT.incomplete;
};

type CompareOptions = Options & Clocks & { readonly with?: string };

/** `renci publications compare`: with now, any moment, or another publication. */
export const compare = async (id: string, options: CompareOptions, env: Env): Promise<ExitCode> => {
  const config = loadConfig(options.config, env);
  if (options.with !== undefined && (options.asOf !== undefined || options.knownAt !== undefined)) {
    throw new ConfigError('Compare with another publication (--with) or with a moment, not with both.');
  }
  const { comparison, zone } = await withApp(config, async app => {
    const [{ findPublication }, { comparePublication }] = await Promise.all([
      import('../../jobs/publications.ts'),
      import('../../jobs/compare-publication.ts'),
    ]);
    const { campaignId } = await findPublication(app.db, id);
    const timeZone = await zoneOf(app, campaignId);
    const compared: ComparedPublication = await comparePublication(
      app.db,
      id,
      await againstOf(app, options, timeZone),
    );
    return { comparison: compared, zone: timeZone };
  });
  if (options.json) json(comparison);
  else print(renderComparison(comparison, zone));
  return EXIT.ok;
};

const againstOf = async (app: App, options: CompareOptions, zone: string): Promise<Against> => {
  if (options.with !== undefined) return { publication: options.with };
  const now = await app.now();
  const { asOf, knownAt } = clocksOf(options, zone);
  if ((asOf ?? now.asOf) > now.asOf || (knownAt ?? now.knownAt) > now.knownAt)
    throw new ConfigError('A publication is compared with the past or with now, not with a moment to come.');
  return { asOf: asOf ?? now.asOf, knownAt: knownAt ?? now.knownAt };
};
