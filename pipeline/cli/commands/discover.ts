import type { Env } from '../../config/environment.ts';
import { loadConfig } from '../../config.ts';
import type { Discoveries } from '../../jobs/discover.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { renderInbox } from '../inbox-text.ts';
import { withApp } from '../open.ts';
import { json, note, print } from '../output.ts';

type Options = {
  readonly config: string;
  readonly json?: boolean;
  readonly platform?: string;
  readonly account?: string;
};

const sentence = ({ accounts, found, changed }: Discoveries): string => {
  const listed = accounts.reduce((sum, account) => sum + account.listed, 0);
  const sure = found.filter(({ proposal }) => proposal?.isConfident).length;
  const again = changed.length > 0 ? ` ${changed.length} that waited have another proposal.` : '';
  return (
    `Listed ${listed} items of ${accounts.length} accounts: ${found.length} new in the inbox, ${sure} of them sure.${again} ` +
    '`renci inbox accept --proposed` registers what is sure.'
  );
};

/** `renci discover`: lists what is new on our accounts; "incomplete" when a list could not be read. */
export const discover = async (options: Options, env: Env): Promise<ExitCode> => {
  const config = loadConfig(options.config, env);
  const discoveries = await withApp(config, async app => {
    const job = await import('../../jobs/discover.ts');
    const done = await job.discover(app, { platform: options.platform, account: options.account });
    await app.drain();
    return done;
  });
  if (options.json) json(discoveries);
  else {
    if (discoveries.found.length > 0) print(renderInbox(discoveries.found, config.timeZone));
    print(sentence(discoveries));
  }
  const failed = discoveries.accounts.filter(({ error }) => error !== null);
  for (const { accountId, error } of failed) note(`renci: the list of ${accountId} is not whole: ${error}`);
  return failed.length > 0 ? EXIT.incomplete : EXIT.ok;
};
