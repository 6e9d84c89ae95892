import type { Series } from '../../../../api/contract.ts';
import type { GrowthDay } from '../../charts/growth-days.ts';

/**
 * The days of a series as the curve draws them, from the first on which anything was expected. A day on which nothing
 * had been read yet has no total: a gap, not a zero.
 * @param carried placements overdue at the end of a day, by day: the series itself does not say
 */
export const seriesDays = (buckets: Series['buckets'], carried: ReadonlyMap<string, number>): GrowthDay[] => {
  const first = buckets.findIndex(({ expected }) => expected > 0);
  return first === -1
    ? []
    : buckets.slice(first).map(bucket => ({ ...dayOf(bucket), carried: carried.get(bucket.name) ?? 0 }));
};

const dayOf = ({ name, to, low, high, expected, risen }: Series['buckets'][number]): GrowthDay => {
  const day = { date: name, at: to, carried: 0 };
  return low === null || risen === null
    ? { ...day, growth: 0, low: 0, high: 0, expected: 0 }
    : { ...day, growth: risen, low, high, expected };
};
