import { z } from '@hono/zod-openapi';
import { ACTS } from '../../../pipeline/domain/metrics.ts';
import { family, formulaName, moment, placementCountSchema, totalHigh, totalLow } from './parts.ts';

/** GET /api/v1/campaigns/{id}/beside */
export const besidePlacementsSchema = z
  .object({
    ...moment,
    formula: formulaName,
    family,
    metric: z
      .enum(ACTS)
      .nullable()
      .openapi({ description: 'The act; null: placements that are counted by the family' }),
    added: z
      .boolean()
      .openapi({ description: 'True: low and high are a sum; false: the largest placement’s' }),
    low: totalLow.nullable().openapi({ description: 'Lower end; null while nothing was read' }),
    high: totalHigh.openapi({ description: 'Upper end; null when open, and while nothing was read' }),
    placements: z.array(placementCountSchema).openapi({ description: 'In order of registration' }),
  })
  .openapi('BesidePlacements', { description: 'Where a figure beside the total comes from' });

export type BesidePlacements = z.infer<typeof besidePlacementsSchema>;
