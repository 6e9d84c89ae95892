import { join } from 'node:path';
import { withFileLock } from '../../collectors/file-lock.ts';
import type { Change } from '../catalogue/plan.ts';
import { type Snippet, snippetOf } from '../catalogue/snippet.ts';
import type { Campaign, Placement, Work } from '../domain/catalogue.ts';
import type { Metric } from '../domain/metrics.ts';
import type { Instant, WorkKind } from '../domain/reading.ts';
import { ConfigError, didYouMean } from '../problems.ts';
import { applyCatalogue, CatalogueConflict } from '../store/apply-catalogue.ts';
import { insertAudit } from '../store/audit.ts';
import {
  readAccounts,
  readEpisodes,
  readPlacements,
  readPlatforms,
  readWorks,
  type StoredPlacement,
} from '../store/catalogue.ts';
import { inboxId, insertInbox, readInbox } from '../store/inbox.ts';
import type { App } from './app.ts';
import { findCampaign } from './figures.ts';
import { workOf } from './place-work.ts';

/** An item of a platform that is to be a placement. */
export type Item = {
  readonly platform: string;
  readonly externalId: string;
  readonly metric: Metric;
  readonly kind: WorkKind;
  readonly url: string;
  /** Null: the only account of the platform. */
  readonly accountId: string | null;
  readonly title: string;
  readonly publishedAt: Instant | null;
};

/** Where items are to be registered. Without an episode or a work: a new work of the campaign alone. */
export type Destination = {
  /** Left out: the only campaign there is. */
  readonly campaign?: string | undefined;
  readonly episode?: string | undefined;
  /** A work that is there; left out: a new one, which then needs a title. */
  readonly work?: string | undefined;
  readonly kind?: WorkKind | undefined;
  readonly title?: string | undefined;
  readonly account?: string | undefined;
  /** Who signs it, for the trail. */
  readonly by?: string | undefined;
};

/** What was registered, or would be. */
export type Placed = {
  readonly campaign: Campaign;
  readonly work: Work;
  readonly isNewWork: boolean;
  /** With number 0 in a plan. */
  readonly placements: readonly Placement[];
  /** The lines that the catalogue file lacks. */
  readonly snippet: Snippet;
  readonly isPlan: boolean;
};

/**
 * Registers items as placements of one work; they are counted from the next run on. Inbox entries of the items become
 * accepted. One process at a time, since each placement takes the next free number.
 * @throws CatalogueConflict when an item is a placement already: nothing is registered then. ConfigError when the
 *   destination is not there or not said. UnknownCampaign.
 */
export const place = (
  app: App,
  items: readonly Item[],
  destination: Destination,
  { isPlan = false, action = 'add' }: { readonly isPlan?: boolean; readonly action?: 'add' | 'accept' } = {},
): Promise<Placed> =>
  withFileLock(join(app.config.data, 'catalogue'), async () => {
    const { db } = app;
    const campaign = await findCampaign(db, destination.campaign);
    const [stored, works, episodes, accountOf] = await Promise.all([
      readPlacements(db),
      readWorks(db),
      readEpisodes(db, campaign.id),
      accountsOf(app, destination),
    ]);
    refuseDuplicates(items, stored, works, destination.account);
    const own = works.filter(({ campaignId }) => campaignId === campaign.id);
    const { work, isNewWork, inherited } = workOf(items, destination, campaign, own, episodes);
    const placements = items.map(
      (item): Placement => ({
        id: 0,
        workId: work.id,
        platformId: item.platform,
        accountId: accountOf(item),
        externalId: item.externalId,
        url: item.url,
        metric: item.metric,
        publishedAt: item.publishedAt ?? work.publishedAt,
        registeredAt: 0,
      }),
    );
    const planned = {
      campaign,
      work,
      isNewWork,
      snippet: snippetOf(campaign, work, isNewWork, inherited, placements),
    };
    if (isPlan) return { ...planned, placements, isPlan };
    const now = app.clock.now();
    await insertAudit(db, {
      ...{ recordedAt: now, action, author: destination.by?.trim() ?? '', reason: '', fileHash: '' },
      ...{ campaignId: campaign.id, subject: work.id, changes: additionsOf(work, isNewWork, placements) },
    });
    const addition = { campaign, episodes: [], works: [work], platforms: [], accounts: [], placements };
    const registered = await applyCatalogue(db, addition, now);
    await settleInbox(app, work, registered, now);
    return { ...planned, placements: registered, isPlan };
  });

/** What is registered, as the plan of a file would say it. */
const additionsOf = (work: Work, isNewWork: boolean, placements: readonly Placement[]): Change[] => {
  const name = work.title;
  return [
    ...(isNewWork ? [{ entity: 'work', action: 'add', id: work.id, name, fields: [] } as const] : []),
    ...placements.map(
      ({ platformId, externalId }) =>
        ({
          entity: 'placement',
          action: 'add',
          id: `${platformId}/${externalId}`,
          name,
          fields: [],
        }) as const,
    ),
  ];
};

/** @throws CatalogueConflict naming the placement that each item is already. */
const refuseDuplicates = (
  items: readonly Item[],
  stored: readonly StoredPlacement[],
  works: readonly Work[],
  named: string | undefined,
): void => {
  const seen = new Set<string>();
  for (const { platform, externalId, accountId } of items) {
    const account = named ?? accountId;
    const known = stored.find(other => other.platformId === platform && other.externalId === externalId);
    if (known) {
      throw new CatalogueConflict(alreadyPlaced(known, works) + onAnother(known, account), known.id);
    }
    const key = `${platform} ${externalId}`;
    if (seen.has(key)) {
      throw new CatalogueConflict(
        `${platform} item ${externalId} was given twice: one item has one counter.`,
      );
    }
    seen.add(key);
  }
};

/** The sentence that refuses an item which is counted already. */
export const alreadyPlaced = (
  { id, platformId, externalId, accountId, workId, campaignId }: StoredPlacement,
  works: readonly Work[],
): string => {
  const work = works.find(each => each.id === workId && each.campaignId === campaignId);
  return (
    `${platformId} item ${externalId} is already placement ${id}: “${work?.title ?? workId}” (work ${workId}) on account ` +
    `${accountId}, campaign ${campaignId}. One item has one counter; nothing was registered.`
  );
};

/** How an item that is shown on a further account is told to the catalogue. */
const onAnother = ({ accountId, alsoOn = [] }: StoredPlacement, account: string | null): string => {
  const all = [accountId, ...alsoOn];
  return account === null || all.includes(account)
    ? ''
    : ` If ${account} shows it too, list both in the catalogue file: accounts: [${[...all, account].join(', ')}].`;
};

/** The account of each item: its own, the one named, or the only one of its platform. */
const accountsOf = async ({ db }: App, { account: named }: Destination): Promise<(item: Item) => string> => {
  const [accounts, platforms] = await Promise.all([readAccounts(db), readPlatforms(db)]);
  return ({ platform, accountId }) => {
    const own = accounts.filter(({ platformId }) => platformId === platform).map(({ id }) => id);
    const wanted = named ?? accountId;
    if (!platforms.some(({ id }) => id === platform) || own.length === 0) {
      throw new ConfigError(
        `No account of platform "${platform}" is in a catalogue yet. Add the platform and the account to the ` +
          'catalogue file and run `renci catalogue apply`.',
        [],
        { told: { code: 'platform-without-account', params: { platform } } },
      );
    }
    if (wanted !== null) {
      if (own.includes(wanted)) return wanted;
      throw new ConfigError(
        `Platform "${platform}" has no account "${wanted}".${didYouMean(wanted, own) || ` There are: ${own.join(', ')}.`}`,
        [],
        { told: { code: 'unknown-account', params: { platform, account: wanted, known: own.join('、') } } },
      );
    }
    const [only, ...others] = own;
    if (only !== undefined && others.length === 0) return only;
    throw new ConfigError(
      `Platform "${platform}" has several accounts, ${own.join(', ')}: say which one it is on.`,
      [],
      { told: { code: 'several-accounts', params: { platform, known: own.join('、') } } },
    );
  };
};

const settleInbox = async (
  { db }: App,
  { id, campaignId, episodeId }: Work,
  placements: readonly Placement[],
  now: Instant,
): Promise<void> => {
  const byId = new Map(placements.map(each => [inboxId(each.platformId, each.externalId), each.id]));
  const entries = await readInbox(db, { ids: [...byId.keys()] });
  await insertInbox(
    db,
    entries.map(entry => ({
      ...entry,
      proposal: {
        campaignId,
        episodeId,
        workId: id,
        rule: entry.proposal?.rule ?? '',
        isConfident: entry.proposal?.isConfident ?? false,
        doubt: entry.proposal?.doubt ?? '',
      },
      state: 'accepted' as const,
      placementId: byId.get(entry.id) ?? null,
      updatedAt: Math.max(now, entry.updatedAt + 1),
    })),
  );
};
