import { z } from '@hono/zod-openapi';
import { PLATFORM_GROUPS } from '../../../pipeline/domain/catalogue.ts';
import { adjustedSchema, adjustmentSchema } from './adjustments.ts';
import {
  bilingual,
  coverageSchema,
  day,
  formulaName,
  instant,
  intervalSchema,
  metric,
  moment,
  number,
  placementCountSchema,
  text,
  totalHigh,
  totalLow,
} from './parts.ts';

const adjusted = adjustedSchema
  .nullable()
  .openapi({ description: 'What of low and high comes from adjustments; null: nothing' });
const adjustments = z
  .array(adjustmentSchema)
  .openapi({ description: 'Every adjustment in these figures, in order of recording' });

/** GET /api/v1/campaigns/{id}/episodes */
const episodeRowSchema = z
  .object({
    id: text('Episode'),
    number: number('Place in the series, from 1'),
    title: text('Title'),
    organisation: text('Whose episode it is, Chinese'),
    organisationEn: text('Whose episode it is, English'),
    status: z.enum(['planned', 'aired', 'cancelled']).openapi({ description: 'As the catalogue says' }),
    airedAt: instant('Start of the broadcast; null where it is not set').nullable(),
    low: totalLow,
    high: totalHigh,
    adjusted,
    wording: bilingual('The figure in words'),
    coverage: coverageSchema,
  })
  .openapi('EpisodeRow', { description: 'The total of one episode' });

export const episodesSchema = z
  .object({
    ...moment,
    formula: formulaName,
    episodes: z.array(episodeRowSchema).openapi({ description: 'Largest lower end first' }),
    campaignLevel: intervalSchema.extend({ adjusted, coverage: coverageSchema }).openapi('CampaignLevel', {
      description: 'Works of the campaign alone: episodes + campaignLevel = total, for both ends',
    }),
    adjustments,
    total: intervalSchema,
  })
  .openapi('Episodes', { description: 'A campaign cut by episode' });

const platformRowSchema = z
  .object({
    id: text('Platform id'),
    name: bilingual('Name of the platform'),
    group: z.enum(PLATFORM_GROUPS).openapi({ description: 'Kind of channel' }),
    low: totalLow,
    high: totalHigh,
    adjusted,
    placements: number('Placements expected there'),
    coverage: coverageSchema,
  })
  .openapi('PlatformRow', { description: 'The part of one platform' });

/** GET /api/v1/campaigns/{id}/platforms */
export const platformsSchema = z
  .object({
    ...moment,
    formula: formulaName,
    platforms: z.array(platformRowSchema).openapi({ description: 'Largest lower end first' }),
    adjustments: adjustments.openapi({
      description:
        'Every adjustment in the total, in order of recording; those without a platform are in none of the parts',
    }),
    total: intervalSchema,
  })
  .openapi('Platforms', { description: 'A campaign cut by platform' });

const dayRowSchema = z
  .object({
    date: day('Calendar day of the campaign’s zone'),
    at: instant('The instant of this total: the last of the day, or T'),
    low: totalLow,
    high: totalHigh,
    growth: z.int().openapi({
      description:
        'low minus the low of the day before, signed; a fall, and an adjustment that takes effect, are in it. What of ' +
        'it may have grown the day before is `acrossStart` of the daily series',
    }),
    expected: number('Placements expected by then'),
    carried: number(
      'Placements without a count at the end of the day, or whose last accepted reading was overdue then: older than ' +
        '1.5 times the interval its schedule asked for. Statements and removed ones are not waited for',
    ),
  })
  .openapi('DayRow', { description: 'The cumulative total at the end of a day' });

const broadcastSchema = z
  .object({
    date: day('Calendar day of the campaign’s zone'),
    at: instant('Start of the broadcast'),
    episodeId: text('Episode'),
    label: text('Whose episode it is, Chinese'),
    labelEn: text('Whose episode it is, English'),
  })
  .openapi('Broadcast', { description: 'An episode that went on the air' });

export const breakSchema = z
  .object({
    date: day('First day of the new rule'),
    platform: text('Platform id'),
    platformName: bilingual('Name of the platform'),
    metric,
    before: bilingual('What the number counted until then'),
    after: bilingual('What it counts since'),
  })
  .openapi('DefinitionBreak', { description: 'A change of what one number of one platform counts' });

/** GET /api/v1/campaigns/{id}/daily: the cumulative total at the end of each day (the last one at T). */
export const dailySchema = z
  .object({
    ...moment,
    formula: formulaName,
    timeZone: text('IANA zone in which the days are cut'),
    days: z.array(dayRowSchema).openapi({
      description:
        'From the first day (or the first publication) to the day of T; at most the last 1,100 days',
    }),
    adjustments,
    breaks: z.array(breakSchema).openapi({
      description: 'Changes of rule from the first day of the campaign to T: the curve breaks there',
    }),
    broadcasts: z.array(broadcastSchema).openapi({ description: 'Episodes aired by T, in order' }),
  })
  .openapi('Daily', { description: 'The curve of a campaign' });

/** GET /api/v1/campaigns/{id}/placements?episode=&platform=&state= */
export const placementsSchema = z
  .object({
    ...moment,
    formula: formulaName,
    placements: z.array(placementCountSchema).openapi({ description: 'In order of registration' }),
    apart: z.array(placementCountSchema).openapi({
      description: 'Replays listed apart, filtered in the same way: in no total',
    }),
    total: intervalSchema,
  })
  .openapi('Placements', {
    description: 'The placements of a total, and the sum of those listed, before adjustments',
  });

export type Episodes = z.infer<typeof episodesSchema>;
export type Platforms = z.infer<typeof platformsSchema>;
export type Daily = z.infer<typeof dailySchema>;
export type Placements = z.infer<typeof placementsSchema>;
