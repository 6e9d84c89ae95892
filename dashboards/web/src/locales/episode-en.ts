import type { episodeZh } from './episode-zh.ts';

/** The page of an episode, in English. */
export const episodeEn: typeof episodeZh = {
  number: n => `Episode ${n}`,
  aired: 'Aired',
  status: { planned: 'not aired yet', aired: 'aired', cancelled: 'cancelled' },
  age: {
    title: 'At equal age since the broadcast',
    subtitle: 'View-times at that age; the place is among the episodes that have reached it.',
    hours: n =>
      n % 24 === 0 ? `${n / 24} ${n === 24 ? 'day' : 'days'}` : `${n} ${n === 1 ? 'hour' : 'hours'}`,
    rank: (place, of) => `place ${place} of ${of}`,
    estimated: 'estimate',
    notYet: 'not that old yet',
    nothing: 'nothing was read by then',
    what: 'The comparison at equal age',
    age: 'Age',
    low: 'View-times, lower end',
    high: 'View-times, upper end',
    place: 'Place',
    of: 'Episodes of that age',
    at: 'Moment',
  },
};
