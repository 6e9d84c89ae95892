import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64 } from '../days.ts';
import { type Missed, type SeriesEnd, type Standing, standingOf } from '../domain/coverage.ts';
import { METRIC_FAMILY, METRICS, type Metric } from '../domain/metrics.ts';
import { type Instant, SOURCES, type Source, type WorkKind } from '../domain/reading.ts';
import type { PlacementCount } from '../domain/totals.ts';
import type { Bilingual } from '../domain/wording.ts';
import { readAccounts, readPlatforms, readWorks } from './catalogue.ts';
import { readEpisodesKnown } from './catalogue-known.ts';

/**
 * The two clocks of a total: readings observed at or before `asOf`, recorded at or before `knownAt`. `isNow` says that
 * both are the present and nothing waits in the spool, so that the rollups may answer.
 */
export type Moment = { readonly asOf: Instant; readonly knownAt: Instant; readonly isNow?: boolean };

const instant = z.string().transform(fromDateTime64);
const count = z.coerce.number();
const key = { placement_id: z.number(), metric: z.enum(METRICS), source: z.enum(SOURCES), last_at: instant };
const moment = z.object({ campaign: z.string(), as_of: z.string(), known_at: z.string() });

const lastJudgement = z
  .tuple([
    z.enum(['accepted', 'held']),
    z.string(),
    z.boolean(),
    count,
    count.nullable(),
    instant.nullable(),
    z.number(),
  ])
  .transform(([verdict, reason, hasCount, low, high, acceptedAt, intervalS]) => ({
    verdict,
    reason,
    count: hasCount ? { low, high } : null,
    acceptedAt,
    intervalS,
  }));

const seriesEnds = defineQuery({
  name: 'series-ends',
  params: moment,
  row: z.object({ ...key, last: lastJudgement }),
});

const seriesEndsNow = defineQuery({
  name: 'series-ends-now',
  params: z.object({ campaign: z.string() }),
  row: z.object({ ...key, last: lastJudgement, known_since: instant }),
});

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
  params: moment,
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
  }),
});

/** What a placement counts as at a moment, and why. */
export type CountedPlacement = PlacementCount &
  Standing & {
    readonly externalId: string;
    readonly url: string;
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
  readonly account: string;
};

/** Every expected placement of a campaign, whatever its family, as of (T, K), in order of registration. */
export const readPlacementCounts = async (
  db: Database,
  campaign: string,
  { asOf, knownAt, isNow = false }: Moment,
): Promise<CountedPlacement[]> => {
  const clocks = { campaign, as_of: dateTime64(asOf), known_at: dateTime64(knownAt) };
  const [placements, ends, misses] = await Promise.all([
    expectedPlacements(db, clocks),
    isNow ? readEndsNow(db, campaign, { asOf, knownAt }) : readEnds(db, campaign, { asOf, knownAt }),
    readMissed(db, clocks),
  ]);
  const seriesOf = Map.groupBy(ends, counterKey);
  const missesOf = Map.groupBy(misses, counterKey);
  return placements.map(row => {
    const counter = counterKey({ placementId: row.placement_id, metric: row.metric });
    return {
      placementId: row.placement_id,
      campaignId: campaign,
      episodeId: row.episode_id === '' ? null : row.episode_id,
      workId: row.work_id,
      platformId: row.platform,
      accountId: row.account_id,
      externalId: row.external_id,
      url: row.url,
      metric: row.metric,
      since: row.since,
      family: METRIC_FAMILY[row.metric],
      ...standingOf(seriesOf.get(counter) ?? [], missesOf.get(counter) ?? [], asOf),
    };
  });
};

/** {@link readPlacementCounts} with the names of works, episodes, platforms and accounts. */
export const readNamedCounts = async (
  db: Database,
  campaign: string,
  moment: Moment,
): Promise<NamedCount[]> => {
  const [placements, works, episodes, platforms, accounts] = await Promise.all([
    readPlacementCounts(db, campaign, moment),
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
      account: names.accounts.get(placement.accountId)?.name ?? placement.accountId,
    };
  });
};

const counterKey = ({ placementId, metric }: Pick<SeriesEnd, 'placementId' | 'metric'>): string =>
  `${placementId}/${metric}`;

const readEnds = async (db: Database, campaign: string, { asOf, knownAt }: Moment): Promise<SeriesEnd[]> =>
  (await seriesEnds(db, { campaign, as_of: dateTime64(asOf), known_at: dateTime64(knownAt) })).map(
    toSeriesEnd,
  );

/** From the rollup, unless something newer than the moment has come into it since. */
const readEndsNow = async (db: Database, campaign: string, clocks: Moment): Promise<SeriesEnd[]> => {
  const rows = await seriesEndsNow(db, { campaign });
  const isNewer = rows.some(row => row.last_at > clocks.asOf || row.known_since > clocks.knownAt);
  return isNewer ? readEnds(db, campaign, clocks) : rows.map(toSeriesEnd);
};

type EndRow = { placement_id: number; metric: SeriesEnd['metric']; source: Source; last_at: Instant } & {
  last: Pick<SeriesEnd, 'verdict' | 'reason' | 'count' | 'acceptedAt' | 'intervalS'>;
};

const toSeriesEnd = (row: EndRow): SeriesEnd => ({
  placementId: row.placement_id,
  metric: row.metric,
  source: row.source,
  lastAt: row.last_at,
  ...row.last,
});

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
