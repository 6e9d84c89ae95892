import { z } from '@hono/zod-openapi';
import { TRIGGERS } from '../../../pipeline/store/schema.ts';
import { runState } from './campaigns.ts';
import {
  formulaName,
  high,
  instant,
  intervalSchema,
  low,
  moment,
  number,
  placementCountSchema,
  source,
  text,
} from './parts.ts';
import { momentQuery } from './queries.ts';

const originSchema = z
  .object({
    observedAt: instant('When the platform said it'),
    recordedAt: instant('When it was taken down'),
    low,
    high,
    text: text('The count as the platform wrote it'),
    run: z
      .object({
        id: text('Run'),
        trigger: z.enum(TRIGGERS).nullable().openapi({ description: 'Why it took place; null: not known' }),
        state: runState.nullable().openapi({ description: 'How it ended; null: not known' }),
        startedAt: instant('Start; null: not known').nullable(),
        endedAt: instant('End; null while under way').nullable(),
        summary: text('What happened, in words'),
      })
      .openapi('EvidenceRun', { description: 'The run that took it' }),
    request: z
      .object({
        url: text('Address, secrets masked'),
        status: number('HTTP status'),
        at: instant('Start'),
      })
      .openapi('EvidenceRequest', { description: 'The request that brought it' })
      .nullable(),
    sheet: text('Name of the partner’s sheet; null where it is none').nullable(),
    payload: z
      .object({
        id: text('SHA-256 (hex) of what was said; GET /payloads/{id}'),
        kept: z.boolean().openapi({ description: 'False where it was taken away by age, or never kept' }),
        contentType: text('Media type; empty where nothing is known of it'),
        size: number('Bytes; 0 where it is not kept'),
        fetchedAt: instant('When; null where nothing is known of it').nullable(),
        prunedAt: instant('When it was taken away by age; null otherwise').nullable(),
      })
      .openapi('EvidencePayload', { description: 'What it was read from' })
      .nullable(),
  })
  .openapi('Evidence', { description: 'A reading with its run, its request or sheet, and its payload' });

/** GET /api/v1/campaigns/{id}/evidence */
export const evidenceSchema = z
  .object({
    ...moment,
    formula: formulaName,
    placements: z
      .array(
        z
          .object({
            placement: placementCountSchema,
            reading: originSchema.nullable().openapi({ description: 'The one that gives the count' }),
            lowerEnd: originSchema
              .nullable()
              .openapi({ description: 'The one that gives the lower end, where that is another' }),
          })
          .openapi('PlacementEvidence', { description: 'A placement and the readings behind its count' }),
      )
      .openapi({ description: 'In order of registration' }),
    total: intervalSchema,
  })
  .openapi('TotalEvidence', { description: 'Where every part of a total comes from' });

export const evidenceQuery = momentQuery.extend({
  episode: z
    .string()
    .optional()
    .openapi({ description: 'Only this episode; empty: only works of the campaign alone' }),
});

/** GET /api/v1/placements/{id} */
export const placementDetailSchema = z
  .object({
    ...moment,
    campaignId: text('Campaign'),
    timeZone: text('IANA zone of its campaign'),
    placement: placementCountSchema,
    peak: z
      .object({
        low,
        at: instant('Instant of the first reading that reached it'),
        source,
      })
      .openapi('Peak', { description: 'The highest lower end its counting series was ever accepted at' })
      .nullable(),
  })
  .openapi('PlacementDetail', { description: 'What a placement counts as, and the most it ever did' });

/** GET /api/v1/payloads/{id} */
export const payloadSchema = z
  .object({
    id: text('SHA-256 (hex) of its bytes'),
    platform: text('Who said it; empty for a sheet of several platforms'),
    fetchedAt: instant('When'),
    contentType: text('Media type as stored'),
    size: number('Bytes'),
    encoding: z
      .enum(['utf-8', 'base64'])
      .openapi({ description: 'How `body` is written: base64 where it is no UTF-8 text' }),
    body: text('What was said, secrets removed'),
  })
  .openapi('Payload', { description: 'What a platform said, or a sheet held' });

export const payloadParams = z.object({
  id: z.string().openapi({ description: 'SHA-256 (hex) of the payload', example: 'cafe' }),
});

export type EvidenceRow = z.infer<typeof originSchema>;
export type Payload = z.infer<typeof payloadSchema>;
export type PlacementDetail = z.infer<typeof placementDetailSchema>;
