import { LinkError, type ResolvedLink, recogniseLink, resolveLink } from '../../collectors/links.ts';
import type { Instant, WorkKind } from '../domain/reading.ts';
import { ConfigError, type Told } from '../problems.ts';
import { CatalogueConflict } from '../store/apply-catalogue.ts';
import { readPlacements, readWorks } from '../store/catalogue.ts';
import { readInbox } from '../store/inbox.ts';
import type { App } from './app.ts';
import { alreadyPlaced, type Destination, type Item, type Placed, place } from './place.ts';

/** A link, and whose item it leads to where the platform has several accounts. */
type AccountedLink = {
  readonly link: string;
  readonly account?: string | undefined;
  /** What it leads to, where the link cannot tell. */
  readonly as?: WorkKind | undefined;
};

/** Links or share texts of one work, and where it belongs. */
export type AddRequest = Destination & {
  readonly texts: readonly (string | AccountedLink)[];
  /** Where the platform does not say it: when it was published. */
  readonly publishedAt?: Instant | undefined;
};

/**
 * Registers what links lead to as placements of one work.
 * @throws ConfigError for a link that leads to no item (nothing is registered then), and what {@link place} throws.
 */
export const add = async (
  app: App,
  { texts, publishedAt, ...destination }: AddRequest,
  options: { readonly isPlan?: boolean } = {},
): Promise<Placed> => {
  const items: Item[] = [];
  for (const text of texts) {
    const { link, account, as }: AccountedLink = typeof text === 'string' ? { link: text } : text;
    const item = await itemOf(app, link, publishedAt ?? null, as ?? destination.kind);
    items.push(account === undefined ? item : { ...item, accountId: account });
  }
  return place(app, items, destination, options);
};

/**
 * The item that a link or a share text leads to.
 * @param as what it is, where the link cannot tell
 * @throws ConfigError where it leads to none, CatalogueConflict where only a placement tells that it is one already.
 */
export const itemOf = async (
  app: App,
  text: string,
  publishedAt: Instant | null,
  as?: WorkKind,
): Promise<Item> => {
  const link = chosen(await resolve(app, text), as, text);
  if (link.isWebId) return listedItem(app, link, publishedAt);
  const { platform, externalId, metric, kind, url } = link;
  return { platform, externalId, metric, kind, url, accountId: null, title: '', publishedAt };
};

/** A link that does not tell what it leads to: whoever registers it has to. */
export class EitherLink extends ConfigError {
  readonly kinds: readonly WorkKind[];

  constructor(message: string, told: Told, kinds: readonly WorkKind[]) {
    super(message, [], { told });
    this.kinds = kinds;
  }
}

/** An article and a video may have the same address: which it is, nobody guesses. */
const chosen = (link: ResolvedLink, as: WorkKind | undefined, text: string): Omit<ResolvedLink, 'either'> => {
  const { either } = link;
  if (either === null || as === link.kind) return link;
  if (as === either.kind) return either;
  const [one, other] = [link.kind, either.kind];
  throw new EitherLink(
    `${link.url || text.trim()} may be ${one === 'article' ? 'an article' : `a ${one}`} or a ${other}: the link does not tell. ` +
      `Say which it is: --kind ${one} or --kind ${other}.`,
    { code: 'link-either', params: { link: link.url || text.trim(), platform: link.platform } },
    [one, other],
  );
};

const resolve = async (app: App, text: string): Promise<ResolvedLink> => {
  const [any] = app.collectors;
  if (!any) throw new ConfigError('There is no collector that knows a link.');
  try {
    return await resolveLink(text, app.collectors, app.context(any, 'links').http);
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    throw new ConfigError(error.message, [], { cause: error, told: error.told });
  }
};

/** The item of an account's list whose page a link leads to: the platform's interface knows it by another id. */
const listedItem = async (
  app: App,
  link: Omit<ResolvedLink, 'either'>,
  publishedAt: Instant | null,
): Promise<Item> => {
  const { platform, externalId, url } = link;
  const isSame = (address: string): boolean => {
    const other = recogniseLink(address, app.collectors);
    return other?.platform === platform && other.externalId === externalId;
  };
  const [entries, placements] = await Promise.all([readInbox(app.db), readPlacements(app.db)]);
  const known = placements.find(each => each.platformId === platform && isSame(each.url));
  if (known) throw new CatalogueConflict(alreadyPlaced(known, await readWorks(app.db)), known.id);
  const entry = entries.find(each => each.platform === platform && isSame(each.url));
  if (!entry) {
    throw new ConfigError(
      `${url} cannot be added by its link alone: the interface of platform "${platform}" calls its items otherwise than ` +
        `its pages do, and only the account's own list tells how. Run \`renci discover --platform ${platform}\` and add it again, or ` +
        'accept it in the inbox (`renci inbox list`) where that list gives no addresses.',
      [],
      { told: { code: 'link-of-page-id', params: { url, platform } } },
    );
  }
  const { metric, kind, accountId, title } = entry;
  return {
    platform,
    externalId: entry.externalId,
    metric,
    kind,
    url,
    accountId,
    title,
    publishedAt: publishedAt ?? entry.publishedAt,
  };
};
