import { randomUUID } from 'node:crypto';
import type { Collector, Discovered } from '../../collectors/contract.ts';
import { discoverAccount, type Listed } from '../../collectors/discover.ts';
import { isEnabled } from '../../collectors/registry.ts';
import { unofficialPlatforms } from '../config/platform-settings.ts';
import { DAY, endOfDay, startOfDay } from '../days.ts';
import type { Campaign } from '../domain/catalogue.ts';
import { type MatchCampaign, NO_RULES, type Proposal, propose } from '../domain/match.ts';
import type { Instant } from '../domain/reading.ts';
import { ConfigError } from '../problems.ts';
import { readAccounts, readCampaigns, readEpisodes, readPlacements, readWorks } from '../store/catalogue.ts';
import { type InboxEntry, inboxId, insertInbox, readInbox } from '../store/inbox.ts';
import type { App } from './app.ts';

/** Items are published some days before a campaign opens (trailers) and for weeks after it has closed. */
const BEFORE = 14 * DAY;
const AFTER = 60 * DAY;

/** How one account's list ended. */
export type ListedAccount = {
  readonly platform: string;
  readonly accountId: string;
  /** Items of the campaigns' time. */
  readonly listed: number;
  readonly known: number;
  readonly found: number;
  /** Why the list could not be read to its end; null when it was. */
  readonly error: string | null;
};

export type Discoveries = {
  readonly accounts: readonly ListedAccount[];
  /** What is new in the inbox, newest item first. */
  readonly found: readonly InboxEntry[];
  /** Entries that waited already and whose proposal is another one now. */
  readonly changed: readonly InboxEntry[];
};

export type DiscoverScope = { readonly platform?: string | undefined; readonly account?: string | undefined };

/**
 * Lists the new items of our accounts into the inbox, each with where it seems to belong. What is registered, accepted
 * or ignored stays as it is. An account whose list cannot be read does not stop the others.
 * @param progress told of each list that ended
 * @throws ConfigError when the platform or account named has no list here.
 */
export const discover = async (
  app: App,
  scope: DiscoverScope = {},
  progress: (total: number, accounts: readonly ListedAccount[]) => void = () => {},
): Promise<Discoveries> => {
  const { db, clock } = app;
  const [campaigns, placements, entries] = await Promise.all([
    readMatchCampaigns(app),
    readPlacements(db),
    readInbox(db),
  ]);
  const sources = await sourcesOf(app, scope);
  const since = startOfInterest(campaigns, clock.now());
  const registered = new Set(placements.map(each => inboxId(each.platformId, each.externalId)));
  const before = new Map(entries.map(entry => [entry.id, entry]));
  const found = new Map<string, InboxEntry>();
  const changed = new Map<string, InboxEntry>();
  const accounts: ListedAccount[] = [];
  // Consent codes and the accounts' own ids are known from here on.
  await app.expected();
  progress(sources.length, accounts);
  for (const { collector, accountId } of sources) {
    const list = await readList(app, collector, accountId, since);
    const now = clock.now();
    const fresh = list.items.flatMap(item => {
      const entry = entryOf(collector.platform, accountId, item, propose(item, campaigns), now);
      if (registered.has(entry.id) || found.has(entry.id)) return [];
      const known = before.get(entry.id);
      if (!known) return [entry];
      const again = proposedAnew(known, entry, now);
      if (again) changed.set(again.id, again);
      return [];
    });
    for (const entry of fresh) found.set(entry.id, entry);
    await insertInbox(db, fresh);
    accounts.push({
      platform: collector.platform,
      accountId,
      listed: list.items.length,
      known: list.items.length - fresh.length,
      found: fresh.length,
      error: list.error?.message ?? null,
    });
    progress(sources.length, accounts);
  }
  await insertInbox(db, [...changed.values()]);
  const byTime = (a: InboxEntry, b: InboxEntry): number =>
    (b.publishedAt ?? b.discoveredAt) - (a.publishedAt ?? a.discoveredAt);
  return { accounts, found: [...found.values()].sort(byTime), changed: [...changed.values()].sort(byTime) };
};

/** Lists are read back to the first campaign that is not over; to the first of all where every one is. */
const startOfInterest = (campaigns: readonly MatchCampaign[], now: Instant): Instant => {
  const open = campaigns.filter(({ ends }) => ends > now);
  return Math.min(...(open.length > 0 ? open : campaigns).map(({ starts }) => starts));
};

/** Requests and answers are kept like those of a run. */
const readList = async (
  app: App,
  collector: Collector,
  accountId: string,
  since: Instant,
): Promise<Listed> => {
  const context = app.context(collector, `discover-${randomUUID()}`);
  const list = await discoverAccount(collector, accountId, context, since);
  const { attempts, payloads, error } = list;
  if (error) app.log.warn({ platform: collector.platform, accountId, kind: error.kind }, error.message);
  if (attempts.length > 0) {
    await app.spool.append({ batch: { readings: [], misses: [], rejects: [], attempts, payloads } });
  }
  return list;
};

type Source = { readonly collector: Collector; readonly accountId: string };

const sourcesOf = async (app: App, { platform, account }: DiscoverScope): Promise<Source[]> => {
  const accounts = await readAccounts(app.db);
  const enabled = unofficialPlatforms(app.config);
  const listing = app.collectors.filter(
    collector => collector.discovery !== undefined && isEnabled(collector, enabled),
  );
  const sources = listing.flatMap(collector =>
    accounts
      .filter(({ id, platformId }) => platformId === collector.platform && (account ?? id) === id)
      .filter(({ externalId }) => isListedBy(collector, externalId, listing))
      .map(({ id }) => ({ collector, accountId: id })),
  );
  const asked = sources.filter(({ collector }) => (platform ?? collector.platform) === collector.platform);
  if (asked.length > 0) return asked;
  const platforms = [...new Set(listing.map(collector => collector.platform))].join(', ');
  throw new ConfigError(
    `There is no account to list${platform === undefined ? '' : ` on platform "${platform}"`}` +
      `${account === undefined ? '' : ` called "${account}"`}. Accounts come from the catalogue; lists of: ${platforms}.`,
    [],
    { told: { code: 'no-listing', params: { what: account ?? platform ?? '' } } },
  );
};

/** A platform may list videos and articles apart, by ids of two forms: an account is asked for where its id is known. */
const isListedBy = (
  { id, platform, discovery }: Collector,
  externalId: string | undefined,
  listing: readonly Collector[],
): boolean => {
  if (externalId === undefined || discovery?.account === undefined || discovery.account.test(externalId))
    return true;
  return !listing.some(
    other => other.platform === platform && other.id !== id && other.discovery?.account?.test(externalId),
  );
};

/** @throws ConfigError when there is no campaign yet. */
const readMatchCampaigns = async (app: App): Promise<MatchCampaign[]> => {
  const campaigns = await readCampaigns(app.db);
  if (campaigns.length === 0) {
    throw new ConfigError(
      'There is no campaign yet: fill in a catalogue and run `renci catalogue apply`.',
      [],
      {
        told: { code: 'nothing-registered', params: {} },
      },
    );
  }
  return Promise.all(campaigns.map(campaign => matchCampaign(app, campaign)));
};

const matchCampaign = async (app: App, campaign: Campaign): Promise<MatchCampaign> => {
  const { id, startsOn, endsOn, timeZone } = campaign;
  const [episodes, works] = await Promise.all([readEpisodes(app.db, id), readWorks(app.db, id)]);
  return {
    campaign,
    starts: startOfDay(startsOn, timeZone) - BEFORE,
    ends: endOfDay(endsOn, timeZone) + AFTER,
    episodes,
    works,
    rules: app.config.campaigns[id] ?? NO_RULES,
  };
};

const entryOf = (
  platform: string,
  accountId: string,
  item: Discovered,
  proposal: Proposal | null,
  now: Instant,
): InboxEntry => ({
  id: inboxId(platform, item.externalId),
  platform,
  accountId,
  externalId: item.externalId,
  title: item.title,
  url: item.url,
  kind: item.kind,
  metric: item.metric,
  publishedAt: item.publishedAt,
  discoveredAt: now,
  proposal,
  state: 'waiting',
  placementId: null,
  updatedAt: now,
});

/** A waiting entry with the proposal that rules, catalogue and title make now; null when it is the same. */
const proposedAnew = (known: InboxEntry, listed: InboxEntry, now: Instant): InboxEntry | null => {
  if (known.state !== 'waiting') return null;
  const { title, publishedAt, proposal } = listed;
  const isSame =
    JSON.stringify([known.title, known.publishedAt, known.proposal]) ===
    JSON.stringify([title, publishedAt, proposal]);
  return isSame
    ? null
    : { ...known, title, publishedAt, proposal, updatedAt: Math.max(now, known.updatedAt + 1) };
};
