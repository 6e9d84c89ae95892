import { z } from '@hono/zod-openapi';
import { GRAINS } from '../../../pipeline/domain/buckets.ts';
import { FALL_CLASSES } from '../../../pipeline/domain/series.ts';
import {
  bilingual,
  coverageSchema,
  formulaName,
  instant,
  intervalSchema,
  moment,
  number,
  text,
  totalHigh,
  totalLow,
} from './parts.ts';

const signed = (description: string) => z.int().nullable().openapi({ description });

export const growthSchema = z
  .object({
    low: signed('At least so much, signed; null: the count at the beginning has no upper end'),
    high: signed('At most so much, signed; null: the count at the end has no upper end'),
  })
  .openapi('Growth', { description: 'A difference of two counts, as an interval' });

const bounds = {
  low: totalLow
    .nullable()
    .openapi({ description: 'Lower end; null while nothing was read, which is no zero' }),
  high: totalHigh.openapi({ description: 'Upper end; null when open, and while nothing was read' }),
};

const placementId = z.int().positive().nullable();
const tolerance = number('How close a reading must lie to an instant to be the count there, seconds');

const stepSchema = z
  .object({
    at: instant(
      'When it took place: the instant of the reading that fell, or from when the adjustment counts',
    ),
    placementId: placementId.openapi({ description: 'Placement; null for an adjustment of none' }),
    kind: z.enum(['fall', 'adjustment']).openapi({ description: 'What it is' }),
    class: z
      .enum(FALL_CLASSES)
      .nullable()
      .openapi({ description: 'Why a counter fell; null for an adjustment' }),
    reason: text('Why somebody adjusted; empty for a fall'),
    change: growthSchema,
  })
  .openapi('SeriesStep', {
    description: 'A change that is no growth. It is in the growth of its bucket already',
  });

const bucketSchema = z
  .object({
    name: text('The day, or the beginning of the hour, in the zone').openapi({ example: '2022-12-30' }),
    from: instant('First instant'),
    to: instant('First instant after it; T for the one that holds T'),
    ...bounds,
    expected: number('Placements expected at its end'),
    counted: number(
      'Of them with a count: low and high are their last accepted readings, the total at its end',
    ),
    end: z
      .object({
        ...bounds,
        read: number('Placements read within the tolerance'),
        interpolated: number('Placements drawn between two readings, or from 0 at publication to the first'),
        carried: number('Placements not read after it: their last count stands'),
        unread: number('Placements without a count, which is no zero'),
      })
      .openapi('SeriesEdge', { description: 'The count at the end itself, and how it is had' }),
    growth: growthSchema
      .nullable()
      .openapi({ description: 'Growth within it; null where nobody knows it, which is no zero' }),
    risen: z.int().nullable().openapi({
      description:
        'low minus the low of the bucket before, signed: what the total rose by; null while low is null',
    }),
    acrossStart: z.int().openapi({
      description:
        'Of `risen`: what lies between the last reading of a placement before the ' +
        'bucket and its first one in it. On which side of the beginning that grew is an estimate; the rest grew within',
    }),
    estimated: z.boolean().openapi({ description: 'The growth has interpolated parts: an estimate' }),
    grown: number('Placements whose growth is in it'),
    interpolated: number('Of them with an interpolated end'),
    partial: number('Of them known only up to a reading before its end'),
    unknown: number('Placements expected whose growth nobody knows: not in the growth'),
    wavered: number('Placements in it that fell by no more than platforms do daily'),
    sourceChanged: number('Placements in it that are counted from another source than before'),
    steps: z
      .array(stepSchema)
      .openapi({ description: 'Falls and adjustments within it, each with its reason' }),
  })
  .openapi('SeriesBucket', { description: 'One calendar day or hour' });

/** GET /api/v1/campaigns/{id}/series?by=hour|day */
export const seriesSchema = z
  .object({
    ...moment,
    campaignId: text('Campaign'),
    timeZone: text('IANA zone in which days and hours are cut'),
    by: z.enum(GRAINS).openapi({ description: 'hour or day' }),
    episodeId: text(
      'Only this episode; empty: only works of the campaign alone; null: everything',
    ).nullable(),
    workId: text('Only this work; null: all').nullable(),
    placementId: placementId.openapi({ description: 'Only this placement; null: all' }),
    formula: formulaName.nullable().openapi({ description: 'Null for one placement, which needs none' }),
    toleranceS: tolerance,
    buckets: z.array(bucketSchema).openapi({ description: 'Oldest first' }),
  })
  .openapi('Series', { description: 'Counts and growth by calendar day or hour, from uneven readings' });

const totalSchema = intervalSchema
  .extend({ coverage: coverageSchema })
  .openapi('TotalAt', { description: 'A total and its coverage' });

/** GET /api/v1/campaigns/{id}/growth?from=&to= */
export const momentGrowthSchema = z
  .object({
    campaignId: text('Campaign'),
    timeZone: text('IANA zone of the campaign'),
    formula: formulaName,
    from: instant('The earlier moment'),
    to: instant('The later moment'),
    knownAt: instant('K: both totals as known then'),
    label: bilingual('What it is called'),
    before: totalSchema,
    after: totalSchema,
    growth: growthSchema,
    unread: number('Placements counted from the same reading at both: they are in it with 0'),
    episodes: z
      .array(
        z
          .object({
            episodeId: text('Episode; null: works of the campaign alone').nullable(),
            growth: growthSchema,
          })
          .openapi('EpisodeGrowth', { description: 'The part of one episode' }),
      )
      .openapi({ description: 'Their sum is the growth' }),
  })
  .openapi('MomentGrowth', { description: 'total(to, K) − total(from, K): growth between two moments' });

const atAgeSchema = z
  .object({
    at: instant('The instant of that age'),
    ...bounds,
    expected: number('Placements expected then'),
    counted: number('Of them with a count by then: low and high are the total at that instant'),
    read: number('Of them read within the tolerance'),
    estimated: z.boolean().openapi({ description: 'The estimate has interpolated parts' }),
    estimate: z
      .object(bounds)
      .openapi('AgeEstimate', { description: 'The count at the instant itself, drawn between readings' }),
  })
  .openapi('AtAge', { description: 'Where it stood at an age' });

export const agesSchema = z
  .record(z.string(), atAgeSchema.nullable())
  .openapi({ description: 'By age (1h, 1d, 3d, 7d, 30d); null: not that old yet' });
const ageListSchema = z
  .array(
    z
      .object({ id: text('Name'), hours: number('Hours after the broadcast') })
      .openapi('Age', { description: 'An age that is compared' }),
  )
  .openapi({ description: 'Youngest first' });

const agedEpisodeSchema = z
  .object({
    id: text('Episode'),
    number: number('Place in the series, from 1'),
    title: text('Title'),
    organisation: text('Whose episode it is, Chinese'),
    organisationEn: text('Whose episode it is, English'),
    airedAt: instant('Start of the broadcast; null where it is not set').nullable(),
    at: agesSchema,
  })
  .openapi('AgedEpisode', { description: 'One episode at each age since its broadcast' });

/** GET /api/v1/campaigns/{id}/equal-age */
export const equalAgeSchema = z
  .object({
    ...moment,
    campaignId: text('Campaign'),
    timeZone: text('IANA zone of the campaign'),
    formula: formulaName,
    toleranceS: tolerance,
    ages: ageListSchema,
    episodes: z
      .array(agedEpisodeSchema)
      .openapi({ description: 'In order of the series, cancelled ones left out' }),
  })
  .openapi('EqualAge', { description: 'Episodes compared at equal age' });

export type Series = z.infer<typeof seriesSchema>;
export type EqualAge = z.infer<typeof equalAgeSchema>;
