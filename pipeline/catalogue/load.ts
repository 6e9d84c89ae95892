import type { Catalogue, Episode, Placement, Work } from '../domain/catalogue.ts';
import type { Instant } from '../domain/reading.ts';
import { refusal } from '../problems.ts';
import { parseYaml, readYaml, validate, type YamlFile } from '../yaml-file.ts';
import { checkCatalogue } from './checks.ts';
import { itemKey, replacedItem } from './replaced.ts';
import { type CatalogueFile, catalogueSchema, type WorkEntry } from './schema.ts';

const orNull = <T>(value: T | undefined): T | null => (value === undefined ? null : value);

const worksOf = (
  entries: readonly WorkEntry[],
  campaignId: string,
  episode: Pick<Episode, 'id' | 'airedAt'> | null,
): { works: Work[]; placements: Placement[] } => {
  const works = entries.map(
    (entry): Work => ({
      id: entry.id,
      campaignId,
      episodeId: episode ? episode.id : null,
      kind: entry.kind,
      title: entry.title,
      series: entry.series ?? '',
      publishedAt: entry.published_at ?? (episode ? episode.airedAt : null),
    }),
  );
  const placements = entries.flatMap((entry, index) =>
    entry.placements.map(
      (item): Placement => ({
        ...ownersOf(item),
        id: 0,
        workId: entry.id,
        platformId: item.platform,
        externalId: item.external_id,
        url: item.url ?? '',
        ...(item.replaces !== undefined && { replaces: item.replaces }),
        metric: item.metric,
        publishedAt: item.published_at ?? works[index]?.publishedAt ?? null,
        registeredAt: NOT_REGISTERED,
      }),
    ),
  );
  return { works, placements };
};

const ownersOf = ({
  account,
  accounts = [],
}: WorkEntry['placements'][number]): Pick<Placement, 'accountId' | 'alsoOn'> => {
  const [accountId = '', ...alsoOn] = account === undefined ? accounts : [account];
  return { accountId, ...(alsoOn.length > 0 && { alsoOn }) };
};

/** Names the earlier upload of each new one by its platform and id, however the file names it. */
const withReplaced = (placements: readonly Placement[]): Placement[] => {
  const items = placements.map(({ platformId, externalId, url }) => ({
    platform: platformId,
    externalId,
    url,
  }));
  return placements.map(({ replaces, ...placement }) => {
    const earlier = replaces === undefined ? null : replacedItem(replaces, placement.platformId, items);
    return { ...placement, ...(earlier && { replaces: itemKey(earlier) }) };
  });
};

/** Placements of a file have no registration yet: the store sets the moment, once. */
const NOT_REGISTERED: Instant = 0;

const toCatalogue = ({ campaign, platforms, accounts, episodes, works }: CatalogueFile): Catalogue => {
  const programmes = episodes.map(
    (entry): Episode => ({
      id: entry.id,
      campaignId: campaign.id,
      number: entry.number,
      title: entry.title,
      organisation: entry.organisation,
      organisationEn: entry.organisation_en,
      status: entry.status,
      airedAt: orNull(entry.aired_at),
    }),
  );
  const parts = [
    ...episodes.map((entry, index) => worksOf(entry.works, campaign.id, programmes[index] ?? null)),
    worksOf(works, campaign.id, null),
  ];
  return {
    campaign: {
      id: campaign.id,
      name: campaign.name,
      nameEn: campaign.name_en,
      organiser: campaign.organiser,
      timeZone: campaign.time_zone,
      startsOn: campaign.starts_on,
      endsOn: campaign.ends_on,
      formula: campaign.formula,
      goal: orNull(campaign.goal),
      simulated: campaign.simulated,
      note: campaign.note ?? '',
      previous: orNull(campaign.previous),
    },
    episodes: programmes,
    works: parts.flatMap(part => part.works),
    platforms: platforms.map(({ id, name, name_en, group, rules, replay_in_live_count }) => ({
      ...{ id, name, nameEn: name_en, group },
      ...(replay_in_live_count && { replayInLiveCount: replay_in_live_count }),
      ...(rules && { rules }),
    })),
    accounts: accounts.map(({ id, platform, name, external_id }) => ({
      ...{ id, platformId: platform, name },
      ...(external_id !== undefined && { externalId: external_id }),
    })),
    placements: withReplaced(parts.flatMap(part => part.placements)),
  };
};

const read = (yaml: YamlFile): Catalogue => {
  const { value, problems } = validate(yaml, catalogueSchema);
  const all = [...problems, ...checkCatalogue(yaml)];
  if (value === null || all.length > 0) throw refusal(yaml.file, all);
  return toCatalogue(value);
};

/**
 * A campaign's catalogue from its YAML file. Works without `published_at` take their episode's `aired_at`, placements
 * their work's; placements have id 0 and registeredAt 0 until the store registers them.
 * @throws ConfigError with every mistake by place: the file is taken whole or not at all.
 */
export const loadCatalogue = (file: string): Catalogue => read(readYaml(file));

/** {@link loadCatalogue} from text; `file` is only its name in messages. */
export const parseCatalogue = (text: string, file: string): Catalogue => read(parseYaml(text, file));
