import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64 } from '../days.ts';
import type { EdgedPlacement, Stretch } from '../domain/edges.ts';
import { type Family, METRIC_FAMILY, METRICS } from '../domain/metrics.ts';
import { type Instant, SOURCES, type Source } from '../domain/reading.ts';
import type { Moment } from './placement-counts.ts';

const readingsAroundEdges = defineQuery({
  name: 'readings-around-edges',
  params: z.object({
    campaign: z.string(),
    families: z.array(z.string()),
    placements: z.array(z.number()),
    edges: z.array(z.number()),
    episodes: z.array(z.string()),
    origins: z.array(z.number()),
    from_publication: z.boolean(),
    with_apart: z.boolean(),
    as_of: z.string(),
    known_at: z.string(),
  }),
  row: z.object({
    placement_id: z.number(),
    episode_id: z.string(),
    work_id: z.string(),
    metric: z.enum(METRICS),
    origin: z.number(),
    since: z.number(),
    is_published: z.coerce.boolean(),
    source: z.enum([...SOURCES, '']),
    // A million numbers for a campaign of 1,000 placements: looking at each through a schema takes longer than reading them.
    stretches: z.custom<number[]>(numbers => Array.isArray(numbers) && numbers.every(Number.isFinite)),
  }),
});

export type AroundEdges = {
  readonly campaign: string;
  readonly families: readonly Family[];
  /** Rising instants; counted from their episode's origin where origins are given. */
  readonly edges: readonly Instant[];
  /** Only these placements; left out, every one. */
  readonly placements?: readonly number[] | undefined;
  /** Only placements of these episodes, each with its own origin. */
  readonly origins?: ReadonlyMap<string, Instant> | undefined;
  /** Edges are counted from each placement's own publication, or its registration where that is unknown. */
  readonly isFromPublication?: boolean;
  /** Those that are counted apart as well, for questions of one placement each: their counts may not be added. */
  readonly withApart?: boolean;
};

/**
 * The readings nearest to each edge, of every placement registered by K, whether it is expected by T or not. One query
 * for all edges.
 */
export const readAroundEdges = async (
  db: Database,
  {
    campaign,
    families,
    edges,
    placements = [],
    origins = new Map(),
    isFromPublication = false,
    withApart = false,
  }: AroundEdges,
  { asOf, knownAt }: Moment,
): Promise<EdgedPlacement[]> => {
  const rows = await readingsAroundEdges(db, {
    campaign,
    families: [...families],
    placements: [...placements],
    edges: [...edges],
    episodes: [...origins.keys()],
    origins: [...origins.values()],
    from_publication: isFromPublication,
    with_apart: withApart,
    as_of: dateTime64(asOf),
    known_at: dateTime64(knownAt),
  });
  return [...Map.groupBy(rows, ({ placement_id }) => placement_id).values()].flatMap(ofPlacement => {
    const [row] = ofPlacement;
    if (!row) return [];
    return [
      {
        placementId: row.placement_id,
        episodeId: row.episode_id === '' ? null : row.episode_id,
        workId: row.work_id,
        metric: row.metric,
        family: METRIC_FAMILY[row.metric],
        origin: row.origin,
        since: row.since,
        isPublished: row.is_published,
        sources: new Map(
          ofPlacement.flatMap(({ source, stretches }): [Source, ReadonlyMap<number, Stretch>][] =>
            source === '' ? [] : [[source, stretchesOf(stretches)]],
          ),
        ),
      },
    ];
  });
};

/** Numbers of one stretch: see the query. */
const WIDTH = 9;

const stretchesOf = (numbers: readonly number[]): Map<number, Stretch> => {
  const stretches = new Map<number, Stretch>();
  for (let start = 0; start < numbers.length; start += WIDTH) {
    const [place, lastAt, lastLow, lastHigh, intervalS, firstAt, firstLow, firstHigh, wavered] =
      numbers.slice(start, start + WIDTH) as [
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        number,
      ];
    stretches.set(place, {
      last: lastLow < 0 ? null : { at: lastAt, ...bounds(lastLow, lastHigh), intervalS },
      first: firstLow < 0 ? null : { at: firstAt, ...bounds(firstLow, firstHigh) },
      wavered: wavered === 1,
    });
  }
  return stretches;
};

const bounds = (low: number, high: number) => ({ low, high: high < 0 ? null : high });
