import { z } from '@hono/zod-openapi';
import { bilingual, causeSchema, instant, number, text } from './parts.ts';

const collectorOf = {
  collector: text('Collector id'),
  platform: text('Platform id'),
  name: bilingual('Name of the platform, or of this side of it'),
};

const quotaSchema = z
  .object({
    ...collectorOf,
    account: text('Account; null: all accounts spend from the application’s quota').nullable(),
    perDay: number('Requests in a day of the platform'),
    used: number('Requests made today'),
    left: number('Requests left today'),
    renewsAt: instant('When the platform’s next day begins'),
    placements: number('Placements read from it'),
    forAll: number(
      'Requests in which all of them are read once; null: a list is read page by page',
    ).nullable(),
  })
  .openapi('Quota', { description: 'A published quota and what is left of it' });

/** GET /api/v1/quotas */
export const quotasSchema = z
  .object({ quotas: z.array(quotaSchema).openapi({ description: 'Smallest share left first' }) })
  .openapi('Quotas', { description: 'What may still be asked today' });

const windowedSchema = z
  .object({
    placementId: z.int().positive().openapi({ description: 'Number of the placement' }),
    workTitle: text('Title of its work'),
    account: text('Account'),
    externalId: text('The item id of the platform'),
    publishedAt: instant('Publication'),
    certainUntil: instant('Until then the platform answers for certain'),
    lastUntil: instant('Until then late numbers may still come'),
    readAt: instant('Last reading; null: never read').nullable(),
  })
  .openapi('WindowedPlacement', { description: 'A placement with an end to what its platform tells' });

/** GET /api/v1/windows */
export const windowsSchema = z
  .object({
    until: instant('Windows that end by then are listed'),
    windows: z
      .array(
        z
          .object({
            ...collectorOf,
            lookBackDays: z.number().positive().openapi({ description: 'Days after publication' }),
            closing: z.array(windowedSchema).openapi({ description: 'The first to end first, at most 500' }),
            closed: number('Closed windows: the last count is final'),
            lost: z
              .array(windowedSchema)
              .openapi({ description: 'Closed before any reading, at most 500: the gap stays' }),
          })
          .openapi('Windows', { description: 'The look-back windows of one platform' }),
      )
      .openapi({ description: 'Platforms that answer for ever are left out' }),
  })
  .openapi('WindowsList', { description: 'Which placements their platform soon says nothing more of' });

export const windowsQuery = z.strictObject({
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(60)
    .default(7)
    .openapi({ description: 'How many days ahead, from 1 to 60', type: 'integer', example: 7 }),
});

const rejectSchema = z
  .object({
    id: text('Reject'),
    platform: text('Platform id; empty for a row of a sheet'),
    kind: text('Kind of error'),
    reason: text('As it was recorded, English but for what the platform said'),
    cause: causeSchema,
    firstAt: instant('When it first came up'),
    lastAt: instant('When it last came up'),
    times: number('Runs in which it came up'),
    runId: text('The last of them'),
    evidence: text('The part that could not be read, of the last one'),
    payloadId: text('The whole answer; empty without'),
    history: z
      .array(
        z
          .object({ at: instant('When'), runId: text('Run') })
          .openapi('RejectTime', { description: 'One time it came up' }),
      )
      .openapi({ description: 'The newest twenty, newest first' }),
    placements: z
      .array(
        z
          .object({
            placementId: z.int().positive().openapi({ description: 'Number of the placement' }),
            workTitle: text('Title of its work'),
            account: text('Account'),
            externalId: text('The item id of the platform'),
          })
          .openapi('RejectedPlacement', { description: 'A placement that was left unread' }),
      )
      .openapi({ description: 'What the last one left unread, the first 200; none for a row of a sheet' }),
    concerned: number('How many placements the last one left unread'),
    readAt: instant('When all that are named had been read again; null while one of them is not').nullable(),
  })
  .openapi('Reject', { description: 'An answer, an item or a row that could not be read' });

/** GET /api/v1/rejects */
export const rejectsSchema = z
  .object({ rejects: z.array(rejectSchema).openapi({ description: 'Newest first' }) })
  .openapi('Rejects', { description: 'What could not be read, with the evidence' });

export const rejectsQuery = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(100)
    .openapi({ description: 'How many, from 1 to 200', type: 'integer', example: 100 }),
});

export const rejectParams = z.object({
  id: z.string().openapi({ description: 'Id of the reject', example: '3f9c1d20aa41b2c8' }),
});

export type Quotas = z.infer<typeof quotasSchema>;
export type WindowsList = z.infer<typeof windowsSchema>;
export type Rejects = z.infer<typeof rejectsSchema>;
