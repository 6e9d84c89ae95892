import { HOUR } from '../../pipeline/days.ts';
import type { EdgedPlacement } from '../../pipeline/domain/edges.ts';
import type { Source } from '../../pipeline/domain/reading.ts';

export const EDGES = [HOUR, 2 * HOUR, 3 * HOUR];

/** A placement read at some instants: [at, value]. */
export const placement = (
  placementId: number,
  points: readonly (readonly [at: number, value: number])[],
  more: Partial<EdgedPlacement> & { readonly wavered?: number; readonly source?: Source } = {},
): EdgedPlacement => {
  const { wavered, source = 'api', ...rest } = more;
  const places = Map.groupBy(points, ([at]) => EDGES.filter(edge => edge < at).length);
  return {
    placementId,
    episodeId: null,
    workId: 'w',
    metric: 'plays',
    family: 'play',
    origin: 0,
    since: 0,
    isPublished: true,
    sources: new Map([
      [
        source,
        new Map(
          [...places].map(([place, inside]) => {
            const [first, last] = [inside[0]!, inside.at(-1)!];
            const point = ([at, value]: readonly [number, number]) => ({ at, low: value, high: value });
            return [
              place,
              { first: point(first), last: { ...point(last), intervalS: 3_600 }, wavered: wavered === place },
            ];
          }),
        ),
      ],
    ]),
    ...rest,
  };
};
