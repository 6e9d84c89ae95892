import { z } from '@hono/zod-openapi';
import { adjustedSchema, adjustmentSchema } from './adjustments.ts';
import {
  bilingual,
  coverageSchema,
  day,
  formulaName,
  instant,
  intervalSchema,
  kind,
  moment,
  number,
  placementCountSchema,
  text,
  totalHigh,
  totalLow,
} from './parts.ts';
import { momentQuery } from './queries.ts';

/** Which works of a campaign. */
export const worksQuery = momentQuery.extend({
  episode: z
    .string()
    .optional()
    .openapi({ description: 'Only this episode; empty: only works of the campaign alone' }),
  work: z.string().optional().openapi({ description: 'Only this work' }),
});

const workRowSchema = z
  .object({
    id: text('Work'),
    title: text('Title'),
    kind,
    series: text('Series it belongs to; empty: none'),
    episodeId: text('Its episode; null for a work of the campaign alone').nullable(),
    publishedAt: instant('Publication; null: not said').nullable(),
    low: totalLow,
    high: totalHigh,
    adjusted: adjustedSchema
      .nullable()
      .openapi({ description: 'What of low and high comes from adjustments; null: nothing' }),
    wording: bilingual('The figure in words'),
    placements: number('Placements expected of it under the formula'),
    coverage: coverageSchema,
  })
  .openapi('WorkRow', { description: 'The total of one work' });

/** GET /api/v1/campaigns/{id}/works?episode=&work= */
export const worksSchema = z
  .object({
    ...moment,
    formula: formulaName,
    works: z.array(workRowSchema).openapi({
      description: 'Largest lower end first; one without any placement under the formula has nothing in it',
    }),
    beside: z.array(placementCountSchema).openapi({
      description: 'Placements of these works whose family the formula does not add: listed, never added',
    }),
    apart: z.array(placementCountSchema).openapi({
      description:
        'Replays of these works that are listed apart, since the count of their live show may hold them',
    }),
    adjustments: z.array(adjustmentSchema).openapi({
      description: 'Every adjustment in the total; those of no placement are in the total and in no work',
    }),
    total: intervalSchema.openapi({
      description: 'The work, the episode or the campaign that was asked for',
    }),
  })
  .openapi('Works', { description: 'A total cut by work' });

const lows = z.array(z.int().nullable()).openapi({
  description: 'Lower end at the end of each day, before adjustments; null while nothing was read',
});

const workTrendSchema = z
  .object({ id: text('Work'), lows })
  .openapi('WorkTrend', { description: 'How one work went' });

const placementTrendSchema = z
  .object({ placementId: z.int().positive().openapi({ description: 'Number of the placement' }), lows })
  .openapi('PlacementTrend', { description: 'How one placement went' });

/** GET /api/v1/campaigns/{id}/trends?episode=&work= */
export const trendsSchema = z
  .object({
    ...moment,
    formula: formulaName,
    timeZone: text('IANA zone in which the days are cut'),
    days: z
      .array(day('Calendar day'))
      .openapi({ description: 'The last 30, oldest first; the last ends at T' }),
    works: z.array(workTrendSchema).openapi({ description: 'In order of their first placement' }),
    placements: z.array(placementTrendSchema).openapi({ description: 'In order of registration' }),
  })
  .openapi('Trends', { description: 'The shape of the last days, for lines beside figures' });

export type Works = z.infer<typeof worksSchema>;
export type WorkRow = z.infer<typeof workRowSchema>;
export type Trends = z.infer<typeof trendsSchema>;
