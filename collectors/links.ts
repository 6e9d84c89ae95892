import type { Metric } from '../pipeline/domain/metrics.ts';
import type { WorkKind } from '../pipeline/domain/reading.ts';
import type { Collector, LinkTarget } from './contract.ts';
import { CollectorError } from './errors.ts';
import type { Http } from './http.ts';

/** The item a link leads to, in the words of the catalogue. */
export type ResolvedLink = {
  readonly platform: string;
  readonly externalId: string;
  readonly metric: Metric;
  readonly kind: WorkKind;
  /** The canonical address of the item, for people. */
  readonly url: string;
  /** The platform's interface calls the item otherwise: `externalId` is what its page is called. */
  readonly isWebId: boolean;
  /** What it may be instead: the link does not tell; null where it does. */
  readonly either: Omit<ResolvedLink, 'either'> | null;
};

type LinkFault =
  | 'link-without-address'
  | 'link-repeated'
  | 'link-of-no-item'
  | 'link-of-unknown-host'
  | 'link-not-followed'
  | 'link-leads-nowhere';

/** A text from which no item can be had; the message says why and what to do, `told` the same as data. */
export class LinkError extends Error {
  override readonly name = 'LinkError';
  readonly told: { readonly code: LinkFault; readonly params: Readonly<Record<string, string>> };

  constructor(message: string, code: LinkFault, params: Readonly<Record<string, string>>, cause?: Error) {
    super(message, { cause });
    this.told = { code, params };
  }
}

type Linking = Pick<Collector, 'platform' | 'name' | 'links'>;
type Found = { readonly collector: Linking; readonly target: LinkTarget };

/**
 * The item that a link or a share text leads to. Mobile, desktop and short forms of one item give the same answer; a
 * short link is asked once where it leads, and what it leads to is not opened.
 * @throws LinkError: no link in the text, a host nobody knows, a page that is no item, a short link that leads nowhere.
 */
export const resolveLink = async (
  text: string,
  collectors: readonly Linking[],
  http: Pick<Http, 'send'>,
): Promise<ResolvedLink> => {
  const urls = urlsIn(text, hostsOf(collectors));
  const url = urls.find(({ hostname }) => hostsOf(collectors).has(bare(hostname))) ?? urls[0];
  if (!url) {
    throw new LinkError(
      `There is no link in “${shorten(text)}”. Paste the address of the item.`,
      'link-without-address',
      { text: shorten(text) },
    );
  }
  const found = find(url, collectors);
  if (!('follow' in found.target)) return resolved(found.collector, found.target);
  const next = await destinationOf(url, found.collector, http);
  const after = find(next, collectors, url);
  if ('follow' in after.target) {
    throw new LinkError(
      `${shown(url)} leads to another short link, ${shown(next)}. Open it in a browser and paste the address it ends at.`,
      'link-repeated',
      { link: shown(url), next: shown(next) },
    );
  }
  return resolved(after.collector, after.target);
};

/**
 * Every address of a text as it stands there, each once, in order: those of hosts that a platform here has and, where a
 * line has none of these, its others. Words around them (a share text) are passed over.
 */
export const addressesIn = (text: string, collectors: readonly Linking[]): string[] => {
  const hosts = hostsOf(collectors);
  const addresses = text.split(/\n/).flatMap(line => {
    const urls = urlsIn(line, hosts);
    const known = urls.filter(({ hostname }) => hosts.has(bare(hostname)));
    return (known.length > 0 ? known : urls).map(({ href }) => href);
  });
  return [...new Set(addresses)];
};

/** The item a full address names, without asking anybody; null for short links and everything else. */
export const recogniseLink = (address: string, collectors: readonly Linking[]): ResolvedLink | null => {
  const url = URL.parse(address);
  if (!url) return null;
  for (const collector of collectors) {
    const target = recognise(url, collector);
    if (target && !('follow' in target)) return resolved(collector, target);
  }
  return null;
};

const resolved = (
  { platform, links }: Linking,
  { externalId, metric, kind, isWebId, either }: Exclude<LinkTarget, { follow: true }>,
): ResolvedLink => {
  const item = { platform, externalId, url: links === undefined ? '' : links.url(externalId) };
  return {
    ...{ ...item, metric, kind, isWebId: isWebId === true },
    either: either
      ? { ...item, metric: either.metric, kind: either.kind, isWebId: either.isWebId === true }
      : null,
  };
};

const recognise = (url: URL, { links }: Linking): LinkTarget | null =>
  links?.hosts.includes(bare(url.hostname)) ? links.recognise(url) : null;

/** An item before a short link, where several collectors of a platform know the host. */
const find = (url: URL, collectors: readonly Linking[], from?: URL): Found => {
  const targets = collectors.flatMap((collector): Found[] => {
    const target = recognise(url, collector);
    return target ? [{ collector, target }] : [];
  });
  const best = targets.find(({ target }) => !('follow' in target)) ?? targets[0];
  if (best) return best;
  const which = from ? `${shown(from)} leads to ${shown(url)}, which` : shown(url);
  const owner = collectors.find(({ links }) => links?.hosts.includes(bare(url.hostname)));
  if (owner) {
    throw new LinkError(
      `${which} is a page of ${owner.name.en} but no item of it that is counted (a login page, a list, a profile?). ` +
        'Open the item itself and paste its address.',
      'link-of-no-item',
      { link: shown(url), platform: owner.name.zh },
    );
  }
  const known = [...new Set(collectors.flatMap(({ platform, links }) => (links ? [platform] : [])))].sort();
  throw new LinkError(
    `${which} is on a host that no platform here knows. Links are known of: ${known.join(', ')}. ` +
      "Items of other platforms go into the catalogue file, with the platform's own id.",
    'link-of-unknown-host',
    { link: shown(url), known: known.join('、') },
  );
};

/** Where a short link leads, from the one answer it gives. */
const destinationOf = async (url: URL, collector: Linking, http: Pick<Http, 'send'>): Promise<URL> => {
  const caller = { runId: 'links', platform: collector.platform, collector: 'links', accountId: '' };
  try {
    const { location } = await http.send(
      url.origin,
      { path: `${url.pathname}${url.search}` },
      { caller, follow: false },
    );
    const next = location === undefined ? null : URL.parse(location, url);
    if (next && /^https?:$/.test(next.protocol)) return next;
  } catch (error) {
    if (!(error instanceof CollectorError)) throw error;
    throw new LinkError(
      `${shown(url)} could not be followed: ${error.message}. Paste the full address instead.`,
      'link-not-followed',
      { link: shown(url), why: error.message },
      error,
    );
  }
  throw new LinkError(
    `${shown(url)} leads nowhere: it may have expired, or open only in the app. Paste the address of the item itself.`,
    'link-leads-nowhere',
    { link: shown(url) },
  );
};

const hostsOf = (collectors: readonly Linking[]): ReadonlySet<string> =>
  new Set(collectors.flatMap(({ links }) => links?.hosts ?? []));

const bare = (hostname: string): string => hostname.replace(/^www\./, '');

/** Addresses end where the Chinese text around them goes on, and never in a full stop or a bracket. */
const ADDRESS =
  /(https?:\/\/)?((?:[a-z\d-]+\.)+[a-z]{2,}|(?:\d{1,3}\.){3}\d{1,3})(:\d+)?(?:[/?][\w\-.~:/?#[\]@!$&'()*+,;=%]*)?/gi;

/** Every address of a text, in order; one written without its scheme counts where its host is known. */
const urlsIn = (text: string, hosts: ReadonlySet<string>): URL[] =>
  [...text.matchAll(ADDRESS)].flatMap(([address, scheme, host = '']) => {
    const trimmed = address.replace(/[.,;:!?'"()[\]]+$/, '');
    if (scheme === undefined && !hosts.has(bare(host.toLowerCase()))) return [];
    const url = URL.parse(scheme === undefined ? `https://${trimmed}` : trimmed);
    return url ? [url] : [];
  });

const shown = (url: URL): string => `${url.host}${url.pathname}`;
const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);
