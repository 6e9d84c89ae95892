import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64 } from '../days.ts';
import { APART } from '../domain/apart.ts';
import { type Missed, type SeriesEnd, type Standing, standingOf } from '../domain/coverage.ts';
import { ACTS, METRIC_FAMILY, METRICS, type Metric } from '../domain/metrics.ts';
import { type Instant, SOURCES, type WorkKind } from '../domain/reading.ts';
import type { PlacementCount } from '../domain/totals.ts';
import type { Bilingual } from '../domain/wording.ts';
import { readAccounts, readPlatforms, readWorks } from './catalogue.ts';
import { readEpisodesKnown } from './catalogue-known.ts';
import { readSeriesEnds } from './series-ends.ts';

/**
 * The two clocks of a total: readings observed at or before `asOf`, recorded at or before `knownAt`. `isNow` says that
 * both are the present and nothing waits in the spool, so that the rollups may answer.
 */
export type Moment = { readonly asOf: Instant; readonly knownAt: Instant; readonly isNow?: boolean };

const instant = z.string().transform(fromDateTime64);
const key = { placement_id: z.number(), metric: z.enum(METRICS), source: z.enum(SOURCES), last_at: instant };
const moment = z.object({ campaign: z.string(), as_of: z.string(), known_at: z.string() });

const missesAsOf = defineQuery({
  name: 'misses-as-of',
  params: moment,
  row: z.object({
    ...key,
    last: z.tuple([z.enum(['absent', 'hidden', 'removed', 'failed']), z.string()]),
    hidden_a_week_ago: instant,
    absent_this_week: z.coerce.boolean(),
  }),
});

const expectedPlacements = defineQuery({
  name: 'placements-expected',
  params: moment.omit({ as_of: true }),
  row: z.object({
    placement_id: z.number(),
    episode_id: z.string(),
    work_id: z.string(),
    platform: z.string(),
    account_id: z.string(),
    external_id: z.string(),
    url: z.string(),
    metric: z.enum(METRICS),
    since: instant,
    also_on: z.array(z.string()),
    replaces: z.string(),
    counted_apart: z.enum(['', ...APART]),
  }),
});

/** A placement as registered by K: what is expected of it from `since` on. */
export type ExpectedPlacement = Pick<
  CountedPlacement,
  'placementId' | 'episodeId' | 'workId' | 'platformId' | 'metric' | 'family' | 'apart' | 'since'
>;

/** Every placement of a campaign that is expected at some time, as the catalogue said by K. */
export const readExpectedPlacements = async (
  db: Database,
  campaign: string,
  knownAt: Instant,
): Promise<ExpectedPlacement[]> =>
  (await expectedPlacements(db, { campaign, known_at: dateTime64(knownAt) })).map(row => ({
    placementId: row.placement_id,
    episodeId: row.episode_id === '' ? null : row.episode_id,
    workId: row.work_id,
    platformId: row.platform,
    metric: row.metric,
    family: METRIC_FAMILY[row.metric],
    since: row.since,
    ...(row.counted_apart !== '' && { apart: row.counted_apart }),
  }));

/** What a placement counts as at a moment, and why. */
export type CountedPlacement = PlacementCount &
  Standing & {
    readonly externalId: string;
    readonly url: string;
    /** Further accounts that show the same item with the same counter. */
    readonly alsoOn: readonly string[];
    /** `platform/external id` of the item it is a new upload of; empty: none. */
    readonly replaces: string;
    readonly metric: Metric;
    /** From when on it is expected: its publication, or its registration where that is unknown. */
    readonly since: Instant;
  };

/** The same with the names a person needs to find it. */
export type NamedCount = CountedPlacement & {
  readonly episodeTitle: string | null;
  readonly workTitle: string;
  readonly kind: WorkKind;
  readonly platformName: Bilingual;
  /** The names of all the accounts that show it, the one it is collected through first: “津云号、天津广播号”. */
  readonly account: string;
};

/** Every expected placement of a campaign, whatever its family, as of (T, K), in order of registration. */
export const readPlacementCounts = (
  db: Database,
  campaign: string,
  moment: Moment,
): Promise<CountedPlacement[]> => readCounts(db, campaign, moment, metric => [metric]);

/**
 * The acts (likes, comments …) of expected placements as of (T, K): one for each placement and kind of act that was ever
 * read of it, beside what it is counted by. A kind nobody ever read of a placement is not stated there, and no zero.
 */
export const readActCounts = (db: Database, campaign: string, moment: Moment): Promise<CountedPlacement[]> =>
  readCounts(db, campaign, moment, (counting, read) => ACTS.filter(act => act === counting || read.has(act)));

/** @param metricsOf which counters of a placement are wanted, by its counting metric and those ever read of it */
const readCounts = async (
  db: Database,
  campaign: string,
  { asOf, knownAt, isNow = false }: Moment,
  metricsOf: (counting: Metric, read: ReadonlySet<Metric>) => readonly Metric[],
): Promise<CountedPlacement[]> => {
  const clocks = { campaign, as_of: dateTime64(asOf), known_at: dateTime64(knownAt) };
  const expected = expectedPlacements(db, { campaign, known_at: clocks.known_at }).then(registered =>
    registered.filter(({ since }) => since <= asOf),
  );
  const wanted = expected.then(rows => new Set(rows.map(row => row.placement_id)));
  const [placements, ends, misses] = await Promise.all([
    expected,
    readSeriesEnds(db, campaign, { asOf, knownAt, isNow }, wanted),
    readMissed(db, clocks),
  ]);
  const readOf = Map.groupBy(ends, ({ placementId }) => placementId);
  const seriesOf = Map.groupBy(ends, counterKey);
  const missesOf = Map.groupBy(misses, counterKey);
  return placements.flatMap(row => {
    const placementId = row.placement_id;
    const read = new Set(readOf.get(placementId)?.map(({ metric }) => metric));
    return metricsOf(row.metric, read).map(metric => {
      const counter = counterKey({ placementId, metric });
      return {
        placementId,
        campaignId: campaign,
        episodeId: row.episode_id === '' ? null : row.episode_id,
        workId: row.work_id,
        platformId: row.platform,
        accountId: row.account_id,
        externalId: row.external_id,
        url: row.url,
        metric,
        since: row.since,
        alsoOn: row.also_on,
        replaces: row.replaces,
        ...(row.counted_apart !== '' && { apart: row.counted_apart }),
        family: METRIC_FAMILY[metric],
        ...standingOf(seriesOf.get(counter) ?? [], missesOf.get(counter) ?? [], asOf),
      };
    });
  });
};

/** {@link readPlacementCounts}, or other counts, with the names of works, episodes, platforms and accounts. */
export const readNamedCounts = async (
  db: Database,
  campaign: string,
  moment: Moment,
  read: typeof readActCounts = readPlacementCounts,
): Promise<NamedCount[]> => {
  const [placements, works, episodes, platforms, accounts] = await Promise.all([
    read(db, campaign, moment),
    readWorks(db, campaign),
    readEpisodesKnown(db, campaign, moment.knownAt),
    readPlatforms(db),
    readAccounts(db),
  ]);
  const byId = <Item extends { readonly id: string }>(items: readonly Item[]): Map<string, Item> =>
    new Map(items.map(item => [item.id, item]));
  const names = {
    works: byId(works),
    episodes: byId(episodes),
    platforms: byId(platforms),
    accounts: byId(accounts),
  };
  return placements.map(placement => {
    const work = names.works.get(placement.workId);
    if (!work)
      throw new Error(
        `Placement ${placement.placementId} names work ${placement.workId}, which is not stored.`,
      );
    const platform = names.platforms.get(placement.platformId);
    return {
      ...placement,
      episodeTitle:
        placement.episodeId && (names.episodes.get(placement.episodeId)?.title ?? placement.episodeId),
      workTitle: work.title,
      kind: work.kind,
      platformName: {
        zh: platform?.name ?? placement.platformId,
        en: platform?.nameEn ?? placement.platformId,
      },
      account: [placement.accountId, ...placement.alsoOn]
        .map(id => names.accounts.get(id)?.name ?? id)
        .join('、'),
    };
  });
};

const counterKey = ({ placementId, metric }: Pick<SeriesEnd, 'placementId' | 'metric'>): string =>
  `${placementId}/${metric}`;

const readMissed = async (db: Database, clocks: z.input<typeof moment>): Promise<Missed[]> =>
  (await missesAsOf(db, clocks)).map(row => ({
    placementId: row.placement_id,
    metric: row.metric,
    source: row.source,
    at: row.last_at,
    status: row.last[0],
    reason: row.last[1],
    hiddenAWeekAgo: row.hidden_a_week_ago === 0 ? null : row.hidden_a_week_ago,
    absentThisWeek: row.absent_this_week,
  }));
