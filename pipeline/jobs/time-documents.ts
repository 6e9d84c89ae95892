import { iso } from '../days.ts';
import type { Count } from '../domain/count.ts';
import { type Growth, TOLERANCE_MS } from '../domain/edges.ts';
import { AGES, type AtAge } from '../domain/equal-age.ts';
import { type Formula, formulaName } from '../domain/formula.ts';
import type { Instant } from '../domain/reading.ts';
import type { Total } from '../domain/totals.ts';
import type { Moment } from '../store/placement-counts.ts';
import type { AgedEpisode, EqualAge } from './equal-age.ts';
import type { MomentGrowth } from './growth.ts';
import type { Series } from './series.ts';

/**
 * The answers about time as the API and `--json` give them: instants ISO 8601 in UTC, missing counts null, never 0.
 */
export const momentText = ({ asOf, knownAt }: Moment) => ({ asOf: iso(asOf), knownAt: iso(knownAt) });
const nameOf = (formula: Formula | null): string | null => formula && formulaName(formula);
const isoOrNull = (at: Instant | null): string | null => (at === null ? null : iso(at));

const bounds = ({ low, high }: Count): Count => ({ low, high });
/** Nothing expected adds up to 0; of what is expected and was never read nobody knows the sum. */
export const boundsOf = (
  count: Count,
  counted: number,
  expected: number,
): { low: number | null; high: number | null } =>
  counted === 0 && expected > 0 ? { low: null, high: null } : bounds(count);
/** What a total rose by from one edge to the next, by its lower ends; null while nothing was read of what is expected. */
export const risenFrom = (
  before: Series['samples'][number],
  after: Series['samples'][number],
): number | null => (after.counted === 0 && after.expected > 0 ? null : after.known.low - before.known.low);
export const growthText = (growth: Growth | null): Growth | null =>
  growth && { low: growth.low, high: growth.high };

export const seriesDocument = ({
  campaign,
  moment,
  grain,
  scope,
  formula,
  buckets,
  samples,
  intervals,
}: Series) => ({
  ...momentText(moment),
  campaignId: campaign.id,
  timeZone: campaign.timeZone,
  by: grain,
  episodeId: scope.kind === 'episode' ? (scope.id ?? '') : null,
  workId: scope.kind === 'work' ? scope.id : null,
  placementId: scope.kind === 'placement' ? scope.id : null,
  formula: nameOf(formula),
  toleranceS: TOLERANCE_MS / 1000,
  buckets: buckets.map(({ name, from, to }, index) => {
    const [before, sample, interval] = [samples[index], samples[index + 1], intervals[index]];
    if (!before || !sample || !interval)
      throw new Error(`The series of ${campaign.id} has no figures for ${name}.`);
    const { known, drawn, expected, counted, read, interpolated, carried, unread } = sample;
    return {
      name,
      from: iso(from),
      to: iso(to),
      ...boundsOf(known, counted, expected),
      expected,
      counted,
      end: {
        ...boundsOf(drawn, expected - unread, expected),
        ...{ read, interpolated, carried, unread },
      },
      growth: growthText(interval.growth),
      risen: risenFrom(before, sample),
      acrossStart: interval.acrossStart,
      estimated: interval.estimated > 0,
      grown: interval.grown,
      interpolated: interval.estimated,
      partial: interval.partial,
      unknown: interval.unknown,
      wavered: interval.wavered,
      sourceChanged: interval.changed,
      steps: interval.steps.map(({ at, placementId, kind, class: why, reason, change }) => ({
        at: iso(at),
        placementId,
        kind,
        class: why,
        reason,
        change: { low: change.low, high: change.high },
      })),
    };
  }),
});
export type SeriesDocument = ReturnType<typeof seriesDocument>;

const totalText = ({ low, high, coverage }: Total) => ({ low, high, coverage });

export const growthDocument = ({
  campaign,
  formula,
  from,
  to,
  knownAt,
  before,
  after,
  growth,
  unread,
  episodes,
}: MomentGrowth) => ({
  campaignId: campaign.id,
  timeZone: campaign.timeZone,
  formula: formulaName(formula),
  from: iso(from),
  to: iso(to),
  knownAt: iso(knownAt),
  label: { zh: '两个时刻之间的增长', en: 'growth between two moments' },
  before: totalText(before),
  after: totalText(after),
  growth: growthText(growth),
  unread,
  episodes: episodes.map(({ id, growth: ofEpisode }) => ({ episodeId: id, growth: growthText(ofEpisode) })),
});
export type GrowthDocument = ReturnType<typeof growthDocument>;

export const ageDocument = (age: AtAge | null) =>
  age && {
    at: iso(age.at),
    ...boundsOf(age.total, age.counted, age.expected),
    expected: age.expected,
    counted: age.counted,
    read: age.read,
    estimated: age.interpolated > 0,
    estimate: boundsOf(age.estimate, age.counted + age.interpolated, age.expected),
  };

const agesDocument = ({ ages }: Pick<AgedEpisode, 'ages'>) =>
  Object.fromEntries(AGES.map(({ id }, index) => [id, ageDocument(ages[index] ?? null)]));

export const equalAgeDocument = ({ campaign, moment, formula, episodes }: EqualAge) => ({
  ...momentText(moment),
  campaignId: campaign.id,
  timeZone: campaign.timeZone,
  formula: formulaName(formula),
  toleranceS: TOLERANCE_MS / 1000,
  ages: AGES.map(({ id, ms }) => ({ id, hours: ms / 3_600_000 })),
  episodes: episodes.map(({ episode, ages }) => ({
    id: episode.id,
    number: episode.number,
    title: episode.title,
    organisation: episode.organisation,
    organisationEn: episode.organisationEn,
    airedAt: isoOrNull(episode.airedAt),
    at: agesDocument({ ages }),
  })),
});
export type EqualAgeDocument = ReturnType<typeof equalAgeDocument>;
