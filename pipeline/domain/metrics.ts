/**
 * What a counter counts, and what it may be added to (families of counting, not units of display).
 * A metric belongs to exactly one family; a formula lists families; everything else is refused.
 */
export const FAMILIES = [
  'play',
  'read',
  'live_entry',
  'page_view',
  'exposure',
  'person',
  'concurrent',
  'duration',
  'rating',
  'index',
  'engagement',
] as const;
export type Family = (typeof FAMILIES)[number];

/** The family of every metric a collector or a sheet may report. */
export const METRIC_FAMILY = {
  plays: 'play',
  /** YouTube's stricter views, kept beside `plays` and never the counting metric. */
  engaged_views: 'play',
  live_entries: 'live_entry',
  reads: 'read',
  page_views: 'page_view',
  exposures: 'exposure',
  viewers: 'person',
  readers: 'person',
  concurrent: 'concurrent',
  minutes: 'duration',
  listening_rate: 'rating',
  viewing_rate: 'rating',
  heat: 'index',
  likes: 'engagement',
  comments: 'engagement',
  shares: 'engagement',
  favourites: 'engagement',
} as const satisfies Record<string, Family>;
export type Metric = keyof typeof METRIC_FAMILY;
export const METRICS = Object.keys(METRIC_FAMILY) as [Metric, ...Metric[]];

/** Families that no formula may ever sum: persons, gauges, shares, indices and acts are not view-times. */
export const NEVER_ADDED: ReadonlySet<Family> = new Set([
  'person',
  'concurrent',
  'rating',
  'index',
  'engagement',
]);

/** Acts of people, counted by kind: likes are added to likes, never to comments, and never to view-times. */
export const ACTS = ['likes', 'comments', 'shares', 'favourites'] as const satisfies readonly Metric[];
export type Act = (typeof ACTS)[number];

/** Only counters that accumulate are judged for falls and jumps; the rest are accepted as read. */
export const isCumulative = (metric: Metric): boolean =>
  !['concurrent', 'rating', 'index'].includes(METRIC_FAMILY[metric]);
