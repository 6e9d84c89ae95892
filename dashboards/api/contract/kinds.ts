import { z } from '@hono/zod-openapi';
import { adjustmentSchema } from './adjustments.ts';
import {
  coverageSchema,
  formulaName,
  intervalSchema,
  kind,
  moment,
  number,
  text,
  totalHigh,
  totalLow,
} from './parts.ts';

const part = {
  low: totalLow,
  high: totalHigh,
  works: number('Works with a placement in it'),
  coverage: coverageSchema,
};

/** GET /api/v1/campaigns/{id}/kinds */
export const kindsSchema = z
  .object({
    ...moment,
    formula: formulaName,
    kinds: z
      .array(z.object({ kind, ...part }).openapi('KindRow', { description: 'The part of one kind of work' }))
      .openapi({ description: 'Largest lower end first' }),
    series: z
      .array(
        z
          .object({ name: text('Series, as the catalogue names it'), ...part })
          .openapi('WorkSeriesRow', { description: 'The works of one series' }),
      )
      .openapi({
        description: 'Works that belong to a series, largest first; the others are in none of these',
      }),
    adjustments: z.array(adjustmentSchema).openapi({
      description:
        'Every adjustment in the total; those of no placement are of no work, and in none of the parts',
    }),
    total: intervalSchema,
  })
  .openapi('Kinds', { description: 'A campaign cut by kind of work, and its series of works' });

export type Kinds = z.infer<typeof kindsSchema>;
