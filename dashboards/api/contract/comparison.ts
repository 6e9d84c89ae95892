import { z } from '@hono/zod-openapi';
import {
  coverageSchema,
  day,
  formulaName,
  instant,
  intervalSchema,
  moment,
  number,
  text,
  totalHigh,
  totalLow,
} from './parts.ts';
import { agesSchema, growthSchema } from './time.ts';

const totalSchema = intervalSchema.extend({ coverage: coverageSchema });

const sideSchema = z
  .object({
    id: text('Campaign'),
    name: text('Name, Chinese'),
    nameEn: text('Name, English'),
    startsOn: day('First day'),
    simulated: z.boolean().openapi({ description: 'Its partners are simulated: say so beside every figure' }),
    now: totalSchema.openapi('ComparedNow', { description: 'The total as of T' }),
    equalAt: instant('When it was as old as the campaign is at T'),
    atEqualAge: totalSchema.openapi('ComparedAtAge', { description: 'The total then' }),
  })
  .openapi('ComparedCampaign', { description: 'One side' });

const daySchema = z
  .object({
    date: day('Calendar day of its zone'),
    low: totalLow.nullable().openapi({ description: 'Total at its end; null while nothing was read' }),
    high: totalHigh,
    risen: z.int().nullable().openapi({ description: 'low minus the low of the day before, signed' }),
    growth: growthSchema.nullable().openapi({ description: 'Growth of the day; null where nobody knows it' }),
    estimated: z.boolean().openapi({ description: 'The growth has interpolated parts' }),
    unknown: number('Placements whose growth nobody knows'),
  })
  .nullable()
  .openapi('ComparedDay', { description: 'Null where it has no such day by T' });

const episodeSchema = z
  .object({
    id: text('Episode'),
    title: text('Title'),
    organisation: text('Whose episode it is'),
    at: agesSchema,
  })
  .nullable()
  .openapi('ComparedEpisode', { description: 'Null where there is none in this place' });

/** GET /api/v1/campaigns/{id}/comparison?with= */
export const campaignComparisonSchema = z
  .object({
    ...moment,
    formula: formulaName,
    ageHours: number('Hours since the first day of the campaign began'),
    campaign: sideSchema,
    other: sideSchema,
    days: z
      .array(
        z
          .object({ day: number('1 is the first day'), campaign: daySchema, other: daySchema })
          .openapi('ComparedDays', { description: 'The same day of both' }),
      )
      .openapi({ description: 'At most 400' }),
    episodes: z
      .array(
        z
          .object({
            rank: number('Place in the order of broadcast'),
            campaign: episodeSchema,
            other: episodeSchema,
          })
          .openapi('ComparedEpisodes', { description: 'The episodes in one place of both' }),
      )
      .openapi({ description: 'In order of broadcast' }),
  })
  .openapi('CampaignComparison', { description: 'A campaign beside another at equal age' });

export type CampaignComparison = z.infer<typeof campaignComparisonSchema>;
