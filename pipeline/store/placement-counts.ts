import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64 } from '../days.ts';
import { type Missed, type SeriesEnd, standingOf } from '../domain/coverage.ts';
import { FAMILIES, METRICS } from '../domain/metrics.ts';
import { type Instant, SOURCES, type Source, WORK_KINDS, type WorkKind } from '../domain/reading.ts';
import type { PlacementCount } from '../domain/totals.ts';
import type { Bilingual } from '../domain/wording.ts';

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
    episode_title: z.string(),
    work_id: z.string(),
    work_title: z.string(),
    kind: z.enum(WORK_KINDS),
    platform: z.string(),
    platform_name: z.string(),
    platform_name_en: z.string(),
    account_id: z.string(),
    account: z.string(),
    external_id: z.string(),
    url: z.string(),
    metric: z.enum(METRICS),
    family: z.enum(FAMILIES),
  }),
});

/** A placement's count with the names a person needs to find it. */
export type NamedCount = PlacementCount & {
  readonly episodeTitle: string | null;
  readonly workTitle: string;
  readonly kind: WorkKind;
  readonly platformName: Bilingual;
  readonly account: string;
  readonly externalId: string;
  readonly url: string;
  readonly metric: (typeof METRICS)[number];
  readonly source: Source | null;
  /** Instant of its last reading, whatever its verdict. */
  readonly lastObservedAt: Instant | null;
  /** Why it is not fresh; empty when it is. */
  readonly reason: string;
};

/** Every expected placement of a campaign, whatever its family, as of (T, K), in order of registration. */
export const readPlacementCounts = async (
  db: Database,
  campaign: string,
  { asOf, knownAt, isNow = false }: Moment,
): Promise<NamedCount[]> => {
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
    const standing = standingOf(seriesOf.get(counter) ?? [], missesOf.get(counter) ?? [], asOf);
    const inEpisode = row.episode_id !== '';
    return {
      placementId: row.placement_id,
      campaignId: campaign,
      episodeId: inEpisode ? row.episode_id : null,
      episodeTitle: inEpisode ? row.episode_title : null,
      workId: row.work_id,
      workTitle: row.work_title,
      kind: row.kind,
      platformId: row.platform,
      platformName: { zh: row.platform_name, en: row.platform_name_en },
      accountId: row.account_id,
      account: row.account,
      externalId: row.external_id,
      url: row.url,
      metric: row.metric,
      family: row.family,
      ...standing,
    };
  });
};

const counterKey = ({ placementId, metric }: Pick<SeriesEnd, 'placementId' | 'metric'>): string =>
  `${placementId}/${metric}`;

const readEnds = async (db: Database, campaign: string, { asOf, knownAt }: Moment): Promise<SeriesEnd[]> =>
  (await seriesEnds(db, { campaign, as_of: dateTime64(asOf), known_at: dateTime64(knownAt) })).map(toSeriesEnd);

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
