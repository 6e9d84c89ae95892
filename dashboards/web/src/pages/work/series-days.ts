import type { Series } from '../../../../api/contract.ts';
import type { GrowthDay } from '../../charts/growth-days.ts';

/**
 * The days of a series as the curve draws them, from the first on which anything was expected. A day on which nothing
 * had been read yet has no total: a gap, not a zero.
 */
export const seriesDays = (buckets: Series['buckets']): GrowthDay[] => {
  const first = buckets.findIndex(({ expected }) => expected > 0);
  return first === -1 ? [] : buckets.slice(first).map(dayOf);
};

const dayOf = ({ name, to, low, high, expected }: Series['buckets'][number]): GrowthDay => {
  // Growth is drawn and told from the series itself; which day was overdue it does not say.
  const day = { date: name, at: to, growth: 0, carried: 0 };
  return low === null ? { ...day, low: 0, high: 0, expected: 0 } : { ...day, low, high, expected };
};
