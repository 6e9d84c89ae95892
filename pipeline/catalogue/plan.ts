import type { Catalogue, Placement } from '../domain/catalogue.ts';

type FieldChange = { readonly field: string; readonly before: unknown; readonly after: unknown };

/**
 * What applying a file does to one entity. Nothing is ever deleted: what is stored and not in the file is `keep`, since
 * its readings are evidence. An episode that will not take place has the status `cancelled`.
 */
export type Change = {
  readonly entity: 'campaign' | 'platform' | 'account' | 'episode' | 'work' | 'placement';
  readonly action: 'add' | 'change' | 'keep';
  /** Placements have `platform/external id`: their identity. */
  readonly id: string;
  readonly name: string;
  /** Of an addition every field with `before` null; of a change the fields that differ; else empty. */
  readonly fields: readonly FieldChange[];
};

type Entity = Readonly<Record<string, unknown>>;
type Named = { readonly id: string; readonly name: string; readonly fields: Entity };

const placementKey = ({ platformId, externalId }: Placement): string => `${platformId}/${externalId}`;

const entitiesOf = (catalogue: Catalogue): Record<Change['entity'], Named[]> => {
  const { campaign, platforms, accounts, episodes, works, placements } = catalogue;
  const titles = new Map(works.map(work => [work.id, work.title]));
  return {
    campaign: [{ id: campaign.id, name: campaign.name, fields: campaign }],
    platform: platforms.map(({ rules = {}, ...platform }) => ({
      id: platform.id,
      name: platform.name,
      // A rule that the file says nothing of stands as it is stored, and is no change.
      fields: {
        ...platform,
        ...Object.fromEntries(Object.entries(rules).map(([metric, rule]) => [`rules.${metric}`, rule])),
      },
    })),
    account: accounts.map(account => ({
      id: account.id,
      name: account.name,
      // An id that the file has no more is a change as well.
      fields: { ...account, externalId: account.externalId ?? null },
    })),
    episode: episodes.map(episode => ({ id: episode.id, name: episode.title, fields: episode })),
    work: works.map(work => ({ id: work.id, name: work.title, fields: work })),
    placement: placements.map(placement => {
      const { id: _id, registeredAt: _registeredAt, alsoOn = [], replaces = '', ...fields } = placement;
      return {
        id: placementKey(placement),
        name: titles.get(placement.workId) ?? '',
        fields: {
          ...fields,
          // Taken out of the file they are a change as well.
          ...{ alsoOn: alsoOn.join(', '), replaces },
        },
      };
    }),
  };
};

/** Fields of a placement that most have not, and that are nothing to tell of a new one. */
const UNSAID: ReadonlySet<string> = new Set(['alsoOn', 'replaces']);

/** Platforms and accounts are shared by all campaigns: of the stored ones only those this campaign is on concern it. */
const ofCampaign = (stored: Catalogue): Catalogue => {
  const platforms = new Set(stored.placements.map(placement => placement.platformId));
  const accounts = new Set(stored.placements.flatMap(({ accountId, alsoOn = [] }) => [accountId, ...alsoOn]));
  return {
    ...stored,
    platforms: stored.platforms.filter(({ id }) => platforms.has(id)),
    accounts: stored.accounts.filter(({ id }) => accounts.has(id)),
  };
};

type Shared = Pick<Catalogue, 'platforms' | 'accounts'>;
const NOTHING_SHARED: Shared = { platforms: [], accounts: [] };
const NOTHING = { episodes: [], works: [], placements: [] };

/** A platform or account that a file changes, and the other campaigns that use it. */
export type SharedChange = Pick<Change, 'entity' | 'id' | 'name'> & { readonly campaigns: readonly string[] };

/** What of a plan changes platforms and accounts of other campaigns: whoever applies it must know. */
export const sharedChanges = (
  changes: readonly Change[],
  campaign: string,
  placements: readonly (Pick<Placement, 'platformId' | 'accountId' | 'alsoOn'> & {
    readonly campaignId: string;
  })[],
): SharedChange[] =>
  changes.flatMap(({ entity, action, id, name }) => {
    if (action !== 'change' || (entity !== 'platform' && entity !== 'account')) return [];
    const uses = ({ platformId, accountId, alsoOn = [] }: (typeof placements)[number]): boolean =>
      entity === 'platform' ? platformId === id : accountId === id || alsoOn.includes(id);
    const campaigns = new Set(
      placements.flatMap(each => (each.campaignId !== campaign && uses(each) ? [each.campaignId] : [])),
    );
    return campaigns.size > 0 ? [{ entity, id, name, campaigns: [...campaigns].sort() }] : [];
  });

const differences = (before: Entity, after: Entity): FieldChange[] =>
  Object.keys(after).flatMap(field =>
    before[field] === after[field] ? [] : [{ field, before: before[field], after: after[field] }],
  );

/**
 * What applying a catalogue file would change, in the order it would be done. Pure.
 * @param stored what the database has of this campaign; null when it is new
 * @param shared the platforms and accounts of all campaigns: a new one changes those that are there
 */
export const planCatalogue = (
  file: Catalogue,
  stored: Catalogue | null,
  shared: Shared = NOTHING_SHARED,
): Change[] => {
  const wanted = entitiesOf(file);
  const present = entitiesOf(stored ?? { ...file, ...NOTHING, ...shared });
  const relevant = stored ? entitiesOf(ofCampaign(stored)) : null;
  return (Object.keys(wanted) as Change['entity'][]).flatMap(entity => {
    const isThere = stored !== null || entity === 'platform' || entity === 'account';
    const before = new Map(isThere ? present[entity].map(named => [named.id, named]) : []);
    const after = new Set(wanted[entity].map(named => named.id));
    const written = wanted[entity].flatMap(({ id, name, fields }): Change[] => {
      const known = before.get(id);
      if (!known) {
        const all = Object.entries(fields)
          .filter(([field, value]) => !(UNSAID.has(field) && value === ''))
          .map(([field, value]) => ({ field, before: null, after: value }));
        return [{ entity, action: 'add', id, name, fields: all }];
      }
      const changed = differences(known.fields, fields);
      return changed.length === 0 ? [] : [{ entity, action: 'change', id, name, fields: changed }];
    });
    const kept = relevant ? relevant[entity].filter(({ id }) => !after.has(id)) : [];
    return [
      ...written,
      ...kept.map(({ id, name }): Change => ({ entity, action: 'keep', id, name, fields: [] })),
    ];
  });
};
