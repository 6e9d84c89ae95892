import type { Env } from '../../config/environment.ts';
import { loadConfig } from '../../config.ts';
import type { WorkKind } from '../../domain/reading.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { momentOf, withApp } from '../open.ts';
import { json, print } from '../output.ts';
import { placedDocument, renderPlaced } from '../placed-text.ts';

type Options = {
  readonly config: string;
  readonly json?: boolean;
  readonly plan?: boolean;
  readonly campaign?: string;
  readonly episode?: string;
  readonly work?: string;
  readonly kind?: WorkKind;
  readonly account?: string;
  readonly title?: string;
  readonly published?: string;
};

/** `renci add`: registers what links lead to, and prints what the catalogue file lacks. */
export const add = async (texts: string[], options: Options, env: Env): Promise<ExitCode> => {
  const config = loadConfig(options.config, env);
  const { campaign, episode, work, kind, account, title, published } = options;
  const publishedAt =
    published === undefined ? undefined : momentOf('--published', published, config.timeZone);
  const placed = await withApp(config, async app => {
    const { createDesk } = await import('../../jobs/desk.ts');
    const request = { texts, campaign, episode, work, kind, account, title, publishedAt };
    return createDesk(app).add(request, { isPlan: options.plan === true });
  });
  if (options.json) json(placedDocument(placed));
  else print(renderPlaced(placed));
  return EXIT.ok;
};
