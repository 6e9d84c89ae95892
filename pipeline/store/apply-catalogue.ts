import type { Database } from '../clickhouse/client.ts';
import { insertRows } from '../clickhouse/insert.ts';
import { dateTime64 } from '../days.ts';
import { type Apart, apartOf } from '../domain/apart.ts';
import type { Catalogue, Placement, Platform, Work } from '../domain/catalogue.ts';
import type { Instant } from '../domain/reading.ts';
import { readPlacements, readPlatforms, readWorks, type StoredPlacement } from './catalogue.ts';
import { writeStatedRules } from './stated-rules.ts';

/** An item that is a placement already. */
export class CatalogueConflict extends Error {
  override readonly name = 'CatalogueConflict';
  /** The placement it is; null where it was only given twice. */
  readonly placementId: number | null;

  constructor(message: string, placementId: number | null = null) {
    super(message);
    this.placementId = placementId;
  }
}

const itemOf = ({ platformId, externalId }: Placement): string => `${platformId} ${externalId}`;

/** The stored placements of other campaigns that hold items of this catalogue: one counter belongs to one campaign. */
export const conflictsOf = (
  { campaign, placements }: Catalogue,
  stored: readonly StoredPlacement[],
): StoredPlacement[] => {
  const items = new Set(placements.map(itemOf));
  return stored.filter(known => known.campaignId !== campaign.id && items.has(itemOf(known)));
};

/** The sentence that refuses a catalogue for such an item. */
export const conflictText = ({ id, platformId, externalId, campaignId }: StoredPlacement): string =>
  `${platformId} item ${externalId} is already placement ${id} of campaign ${campaignId}: one counter belongs to ` +
  'one campaign.';

/**
 * Writes a catalogue: new versions of its dimensions, and a number for each placement not registered yet. Nothing is
 * deleted; a placement keeps its number and its time of registration for ever.
 * @throws CatalogueConflict when another campaign already holds one of the platform items.
 */
export const applyCatalogue = async (
  db: Database,
  catalogue: Catalogue,
  now: Instant,
): Promise<Placement[]> => {
  const stored = await readPlacements(db);
  const [conflict] = conflictsOf(catalogue, stored);
  if (conflict) throw new CatalogueConflict(conflictText(conflict), conflict.id);
  const byItem = new Map(stored.map(placement => [itemOf(placement), placement]));
  let next = stored.reduce((highest, { id }) => Math.max(highest, id), 0);
  const placements = catalogue.placements.map(placement => {
    const known = byItem.get(itemOf(placement));
    if (known) return { ...placement, id: known.id, registeredAt: known.registeredAt };
    next += 1;
    return { ...placement, id: next, registeredAt: now };
  });
  const [storedWorks, storedPlatforms] = await Promise.all([readWorks(db), readPlatforms(db)]);
  const platforms = withKnownRules(catalogue.platforms, storedPlatforms);
  const works = overwritten(storedWorks, catalogue.works, workKey);
  const ofFile = placements.map(placement => ({ ...placement, campaignId: catalogue.campaign.id }));
  const all = overwritten<StoredPlacement>(stored, ofFile, itemOf);
  const apart = apartOf(
    works,
    all,
    overwritten(storedPlatforms, platforms, ({ id }) => id),
  );
  const [before, after] = [episodesOf(storedWorks), episodesOf(works)];
  // A version is written of what is new or changed: the history tells when that was. A rule of a platform, or a live show
  // that comes in, decides on replays that the file does not name.
  const changed = all.flatMap(({ apart: _, ...placement }): WrittenPlacement[] => {
    const known = byItem.get(itemOf(placement));
    const [key, why] = [workKey({ ...placement, id: placement.workId }), apart(placement)];
    const episodeId = after.get(key) ?? null;
    const isAsStored =
      known && before.get(key) === episodeId && isSame(known, placement) && (known.apart ?? null) === why;
    return isAsStored ? [] : [{ ...placement, episodeId, apart: why }];
  });
  await write(db, { ...catalogue, platforms }, changed, now);
  return placements;
};

/** A placement as a version of it is written. */
type WrittenPlacement = Omit<StoredPlacement, 'apart'> & {
  readonly episodeId: string | null;
  readonly apart: Apart | null;
};

const workKey = ({ campaignId, id }: { readonly campaignId: string; readonly id: string }): string =>
  `${campaignId}\n${id}`;

const episodesOf = (works: readonly Work[]): ReadonlyMap<string, string | null> =>
  new Map(works.map(work => [workKey(work), work.episodeId]));

/** What is stored, with the entries of the file in the place of those of the same key. */
const overwritten = <Item>(
  stored: readonly Item[],
  file: readonly Item[],
  keyOf: (item: Item) => string,
): Item[] => [...new Map([...stored, ...file].map(item => [keyOf(item), item])).values()];

/** A file that says nothing of replays leaves the rule that another one gave. */
const withKnownRules = (platforms: readonly Platform[], stored: readonly Platform[]): Platform[] => {
  const known = new Map(stored.map(({ id, replayInLiveCount }) => [id, replayInLiveCount]));
  return platforms.map(platform => {
    const rule = platform.replayInLiveCount ?? known.get(platform.id);
    return { ...platform, ...(rule && { replayInLiveCount: rule }) };
  });
};

const isSame = (known: Placement, placement: Placement): boolean =>
  known.workId === placement.workId &&
  known.accountId === placement.accountId &&
  (known.alsoOn ?? []).join() === (placement.alsoOn ?? []).join() &&
  known.url === placement.url &&
  known.replaces === placement.replaces &&
  known.metric === placement.metric &&
  known.publishedAt === placement.publishedAt;

const write = async (
  db: Database,
  catalogue: Catalogue,
  placements: readonly WrittenPlacement[],
  now: Instant,
): Promise<void> => {
  const { campaign } = catalogue;
  const updated_at = dateTime64(now);
  const optional = (value: Instant | null): string | null => (value === null ? null : dateTime64(value));
  const insert = <Row extends Record<string, unknown>>(table: string, rows: Row[]): Promise<void> => {
    const [first] = rows;
    return first ? insertRows(db, table, Object.keys(first), rows) : Promise.resolve();
  };
  await insert(
    'platforms',
    catalogue.platforms.map(({ id, name, nameEn, group, replayInLiveCount }) => ({
      platform: id,
      name,
      name_en: nameEn,
      group_name: group,
      replay_in_live_count: replayInLiveCount ?? '',
      updated_at,
    })),
  );
  await writeStatedRules(db, catalogue.platforms, now, campaign.timeZone);
  await insert(
    'accounts',
    catalogue.accounts.map(({ id, platformId, name, externalId }) => ({
      account_id: id,
      platform: platformId,
      name,
      external_id: externalId ?? '',
      updated_at,
    })),
  );
  await insert('campaigns', [
    {
      campaign_id: campaign.id,
      name: campaign.name,
      name_en: campaign.nameEn,
      organiser: campaign.organiser,
      time_zone: campaign.timeZone,
      starts_on: campaign.startsOn,
      ends_on: campaign.endsOn,
      formula: campaign.formula,
      goal: campaign.goal,
      simulated: campaign.simulated,
      note: campaign.note,
      previous: campaign.previous ?? '',
      updated_at,
    },
  ]);
  await insert(
    'episodes',
    catalogue.episodes.map(episode => ({
      episode_id: episode.id,
      campaign_id: episode.campaignId,
      number: episode.number,
      title: episode.title,
      organisation: episode.organisation,
      organisation_en: episode.organisationEn,
      status: episode.status,
      aired_at: optional(episode.airedAt),
      updated_at,
    })),
  );
  await insert(
    'works',
    catalogue.works.map(work => ({
      work_id: work.id,
      campaign_id: work.campaignId,
      episode_id: work.episodeId ?? '',
      kind: work.kind,
      title: work.title,
      series: work.series,
      published_at: optional(work.publishedAt),
      updated_at,
    })),
  );
  await insert(
    'placements',
    placements.map(placement => ({
      placement_id: placement.id,
      work_id: placement.workId,
      campaign_id: placement.campaignId,
      episode_id: placement.episodeId ?? '',
      platform: placement.platformId,
      account_id: placement.accountId,
      also_on: placement.alsoOn ?? [],
      external_id: placement.externalId,
      url: placement.url,
      replaces: placement.replaces ?? '',
      metric: placement.metric,
      counted_apart: placement.apart ?? '',
      published_at: optional(placement.publishedAt),
      registered_at: dateTime64(placement.registeredAt),
      updated_at,
    })),
  );
};
