import type { Env } from '../../config/environment.ts';
import { type Config, loadConfig } from '../../config.ts';
import type { WorkKind } from '../../domain/reading.ts';
import type { App } from '../../jobs/app.ts';
import type { Accepted } from '../../jobs/decide.ts';
import { ConfigError } from '../../problems.ts';
import type { InboxState } from '../../store/inbox.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { renderInbox } from '../inbox-text.ts';
import { withApp } from '../open.ts';
import { json, print } from '../output.ts';
import { placedDocument, renderPlaced } from '../placed-text.ts';

type Options = { readonly config: string; readonly json?: boolean };
type ListOptions = Options & { readonly state: InboxState | 'all' };
type AcceptOptions = Options & {
  readonly proposed?: boolean;
  readonly campaign?: string;
  readonly episode?: string;
  readonly work?: string;
  readonly kind?: WorkKind;
  readonly account?: string;
  readonly title?: string;
};

/** `renci inbox list`: what waits, or what was decided. */
export const list = async (options: ListOptions, env: Env): Promise<ExitCode> => {
  const config = loadConfig(options.config, env);
  const entries = await withApp(config, async app => {
    const { readInbox } = await import('../../store/inbox.ts');
    return readInbox(app.db, options.state === 'all' ? {} : { states: [options.state] });
  });
  if (options.json) json({ entries });
  else if (entries.length === 0) print('Nothing is waiting. `renci discover` looks for what is new.');
  else print(renderInbox(entries, config.timeZone));
  return EXIT.ok;
};

/** `renci inbox accept`: registers entries where they were proposed, or where the flags say. */
export const accept = async (ids: string[], options: AcceptOptions, env: Env): Promise<ExitCode> => {
  const config = loadConfig(options.config, env);
  if (options.proposed ? ids.length > 0 : ids.length === 0) {
    throw new ConfigError('Name the entries to accept, or accept every sure one with --proposed.');
  }
  const accepted = await withApp(config, app => acceptAll(app, ids, options));
  if (options.json) {
    json({
      accepted: accepted.map(({ entry, placed, note }) => ({
        entry,
        note,
        placed: placed && placedDocument(placed),
      })),
    });
  } else {
    for (const { placed, note } of accepted) print(placed ? renderPlaced(placed) : note);
    print(`Accepted ${accepted.length}.`);
  }
  return EXIT.ok;
};

const acceptAll = async (app: App, ids: readonly string[], options: AcceptOptions): Promise<Accepted[]> => {
  const { createDesk } = await import('../../jobs/desk.ts');
  const { readInbox } = await import('../../store/inbox.ts');
  const { campaign, episode, work, kind, account, title } = options;
  const chosen = options.proposed
    ? (await readInbox(app.db, { states: ['waiting'] })).filter(({ proposal }) => proposal?.isConfident)
    : ids.map(id => ({ id }));
  const desk = createDesk(app);
  const accepted: Accepted[] = [];
  for (const { id } of chosen) {
    accepted.push(await desk.accept(id, { campaign, episode, work, kind, account, title }));
  }
  return accepted;
};

/** `renci inbox ignore`: leaves entries out for good. */
export const ignore = async (ids: string[], options: Options, env: Env): Promise<ExitCode> => {
  const config: Config = loadConfig(options.config, env);
  const ignored = await withApp(config, async app => {
    const { createDesk } = await import('../../jobs/desk.ts');
    const desk = createDesk(app);
    return Promise.all([...new Set(ids)].map(id => desk.ignore(id)));
  });
  if (options.json) json({ ignored });
  else print(`Ignored ${ignored.length}: they are not proposed again.`);
  return EXIT.ok;
};
