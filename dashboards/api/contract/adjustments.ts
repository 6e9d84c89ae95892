import { z } from '@hono/zod-openapi';
import { ADJUSTMENT_KINDS } from '../../../pipeline/domain/adjustment.ts';
import { FAMILIES } from '../../../pipeline/domain/metrics.ts';
import { family, instant, moment, text } from './parts.ts';

const signedLow = z.int().openapi({ description: 'Added to the lower end, view-times; below 0: taken out' });
const signedHigh = z.int().openapi({ description: 'Added to the upper end, view-times; below 0: taken out' });

/** What of a part of a total comes from adjustments. */
export const adjustedSchema = z
  .object({ low: signedLow, high: signedHigh })
  .openapi('Adjusted', { description: 'What adjustments add up to, both ends signed' });

export const adjustmentSchema = z
  .object({
    id: text('Adjustment'),
    kind: z
      .enum(ADJUSTMENT_KINDS)
      .openapi({ description: 'correction, or exclusion: boosted views taken out by a signed decision' }),
    family,
    episodeId: text('Episode it counts in; null for works of the campaign alone').nullable(),
    placementId: z.int().positive().nullable().openapi({ description: 'Placement it corrects; null: none' }),
    platform: text('Platform of that placement; null where it is of none').nullable(),
    low: signedLow,
    high: signedHigh,
    effectiveAt: instant('Totals as of then and later have it'),
    recordedAt: instant('When it was taken down: known from then on'),
    readingAt: instant('Of an exclusion: instant of the reading whose rise is taken out').nullable(),
    author: text('Who signed it'),
    reason: text('Why'),
  })
  .openapi('Adjustment', { description: 'A signed change of a total by hand' });

const withdrawalSchema = z
  .object({
    author: text('Who took it back'),
    reason: text('Why'),
    recordedAt: instant('When; known from then on'),
  })
  .openapi('Withdrawal', { description: 'An adjustment taken back' });

export const adjustmentRecordSchema = adjustmentSchema
  .extend({
    withdrawal: withdrawalSchema.nullable().openapi({ description: 'Null while it stands' }),
    counts: z.boolean().openapi({
      description:
        'It is in totals as of T under a formula that lists its family. False where it is withdrawn or takes effect ' +
        'later, where its placement is not expected then or is counted by another family, and where its episode is cancelled',
    }),
  })
  .openapi('AdjustmentRecord', { description: 'An adjustment as known at K' });

/** GET /api/v1/campaigns/{id}/adjustments */
export const adjustmentsSchema = z
  .object({
    ...moment,
    adjustments: z
      .array(adjustmentRecordSchema)
      .openapi({ description: 'In order of recording, withdrawn ones included' }),
  })
  .openapi('Adjustments', { description: 'Every adjustment of a campaign' });

const signature = {
  by: z.string().trim().min(1).max(200).openapi({ description: 'Who signs', example: '值班编辑' }),
  reason: z.string().trim().min(1).max(2_000).openapi({ description: 'Why; printed wherever it counts' }),
};
const placement = z.int().positive();
const time = (description: string) =>
  z.iso.datetime({ offset: true }).openapi({ description, example: '2022-12-30T10:00:00Z' });

/** POST /api/v1/campaigns/{id}/adjustments */
export const adjustingSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('correction').openapi({ description: 'An amount of your own' }),
      ...signature,
      low: signedLow,
      high: signedHigh.optional().openapi({ description: 'Left out: as low, exactly' }),
      effectiveAt: time('Totals as of then and later have it'),
      family: z.enum(FAMILIES).optional().openapi({ description: 'Left out: that of the placement' }),
      episode: z
        .string()
        .optional()
        .openapi({ description: 'Left out, and no placement: works of the campaign alone' }),
      placement: placement.optional().openapi({ description: 'Number of a placement' }),
    }),
    z.strictObject({
      kind: z.literal('exclusion').openapi({ description: 'The rise of a jump, taken out as boosted' }),
      ...signature,
      placement: placement.openapi({ description: 'Number of the placement' }),
      observedAt: time('Instant of the reading that jumped'),
    }),
  ])
  .openapi('Adjusting', { description: 'A change of totals by hand' });

/** POST /api/v1/campaigns/{id}/adjustments/{adjustment}/withdraw */
export const withdrawingSchema = z
  .strictObject(signature)
  .openapi('Withdrawing', { description: 'An adjustment to be taken back' });

export const adjustmentParams = z.object({
  id: z.string().openapi({ description: 'Id of the campaign', example: 'reporting-2022' }),
  adjustment: z.string().openapi({ description: 'Id of the adjustment', example: '3f9c1d20aa41' }),
});

export type AdjustmentRow = z.infer<typeof adjustmentSchema>;
export type Adjustments = z.infer<typeof adjustmentsSchema>;
export type AdjustmentRecordRow = z.infer<typeof adjustmentRecordSchema>;
