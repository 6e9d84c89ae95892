import type { Database } from '../clickhouse/client.ts';
import { insertRows } from '../clickhouse/insert.ts';
import { dateTime64 } from '../days.ts';
import type { Catalogue, Placement } from '../domain/catalogue.ts';
import type { Instant } from '../domain/reading.ts';
import { readPlacements, readWorks, type StoredPlacement } from './catalogue.ts';
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
  const episodeOf = new Map(catalogue.works.map(work => [work.id, work.episodeId]));
  const placements = catalogue.placements.map(placement => {
    const known = byItem.get(itemOf(placement));
    if (known) return { ...placement, id: known.id, registeredAt: known.registeredAt };
    next += 1;
    return { ...placement, id: next, registeredAt: now };
  });
  const storedWorks = new Map((await readWorks(db, catalogue.campaign.id)).map(work => [work.id, work]));
  // A version is written of what is new or changed: the history tells when that was.
  const changed = placements.filter(placement => {
    const known = byItem.get(itemOf(placement));
    const work = storedWorks.get(placement.workId);
    return !known || !work || work.episodeId !== episodeOf.get(placement.workId) || !isSame(known, placement);
  });
  await write(db, { ...catalogue, placements: changed }, episodeOf, now);
  return placements;
};

const isSame = (known: StoredPlacement, placement: Placement): boolean =>
  known.workId === placement.workId &&
  known.accountId === placement.accountId &&
  known.url === placement.url &&
  known.metric === placement.metric &&
  known.publishedAt === placement.publishedAt;

const write = async (
  db: Database,
  catalogue: Catalogue,
  episodeOf: ReadonlyMap<string, string | null>,
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
    catalogue.platforms.map(({ id, name, nameEn, group }) => ({
      platform: id,
      name,
      name_en: nameEn,
      group_name: group,
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
    catalogue.placements.map(placement => ({
      placement_id: placement.id,
      work_id: placement.workId,
      campaign_id: campaign.id,
      episode_id: episodeOf.get(placement.workId) ?? '',
      platform: placement.platformId,
      account_id: placement.accountId,
      external_id: placement.externalId,
      url: placement.url,
      metric: placement.metric,
      published_at: optional(placement.publishedAt),
      registered_at: dateTime64(placement.registeredAt),
      updated_at,
    })),
  );
};
