import { z } from '@hono/zod-openapi';
import { GRAINS } from '../../../pipeline/domain/buckets.ts';
import { instantParameter, momentQuery } from './queries.ts';

export const seriesQuery = momentQuery.extend({
  by: z.enum(GRAINS).default('day').openapi({ description: 'Calendar days or hours of the campaign’s zone' }),
  from: instantParameter(
    'Beginning; its whole day or hour is in. Left out: the campaign’s first day, of hours the last 48',
    '2022-12-28T00:00:00+08:00',
  ),
  to: instantParameter('End. Left out, or later than T: T. Of hours at most 14 days after the beginning'),
  episode: z
    .string()
    .optional()
    .openapi({ description: 'Only this episode; empty: only works of the campaign alone' }),
  work: z.string().optional().openapi({ description: 'Only this work' }),
  placement: z.coerce
    .number()
    .int()
    .min(1)
    .max(4_294_967_295)
    .optional()
    .openapi({ description: 'Only this placement, by its number', type: 'integer', example: 17 }),
});

export const campaignComparisonQuery = momentQuery.extend({
  with: z.string().optional().openapi({
    description: 'The other campaign. Left out: the one before it, as its catalogue says',
    example: 'reporting-2021',
  }),
});

export const growthQuery = momentQuery.omit({ asOf: true }).extend({
  from: instantParameter('The earlier moment', '2022-12-29T18:00:00+08:00').nonoptional(),
  to: instantParameter('The later moment. Left out: now'),
});
