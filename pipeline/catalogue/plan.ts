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
      const { id: _id, registeredAt: _registeredAt, ...fields } = placement;
      return { id: placementKey(placement), name: titles.get(placement.workId) ?? '', fields };
    }),
  };
};

/** Platforms and accounts are shared by all campaigns: of the stored ones only those this campaign is on concern it. */
const ofCampaign = (stored: Catalogue): Catalogue => {
  const platforms = new Set(stored.placements.map(placement => placement.platformId));
  const accounts = new Set(stored.placements.map(placement => placement.accountId));
  return {
    ...stored,
    platforms: stored.platforms.filter(({ id }) => platforms.has(id)),
    accounts: stored.accounts.filter(({ id }) => accounts.has(id)),
  };
};

const differences = (before: Entity, after: Entity): FieldChange[] =>
  Object.keys(after).flatMap(field =>
    before[field] === after[field] ? [] : [{ field, before: before[field], after: after[field] }],
  );

/**
 * What applying a catalogue file would change, in the order it would be done. Pure.
 * @param stored what the database has of this campaign; null when it is new
 */
export const planCatalogue = (file: Catalogue, stored: Catalogue | null): Change[] => {
  const wanted = entitiesOf(file);
  const present = stored ? entitiesOf(stored) : null;
  const relevant = stored ? entitiesOf(ofCampaign(stored)) : null;
  return (Object.keys(wanted) as Change['entity'][]).flatMap(entity => {
    const before = new Map(present?.[entity].map(named => [named.id, named]));
    const after = new Set(wanted[entity].map(named => named.id));
    const written = wanted[entity].flatMap(({ id, name, fields }): Change[] => {
      const known = before.get(id);
      if (!known) {
        const all = Object.entries(fields).map(([field, value]) => ({ field, before: null, after: value }));
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
