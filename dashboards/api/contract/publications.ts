import { z } from '@hono/zod-openapi';
import { APART } from '../../../pipeline/domain/apart.ts';
import { REASONS_OF_CHANGE } from '../../../pipeline/domain/comparison.ts';
import { FAMILIES } from '../../../pipeline/domain/metrics.ts';
import { STATES } from '../../../pipeline/domain/totals.ts';
import { adjustmentSchema } from './adjustments.ts';
import {
  bilingual,
  coverageSchema,
  family,
  high,
  instant,
  intervalSchema,
  low,
  metric,
  moment,
  number,
  source,
  text,
  totalHigh,
  totalLow,
} from './parts.ts';
import { instantParameter, readingsQuery } from './queries.ts';

const hash = (description: string) => text(description).openapi({ description, example: '7636242d3176' });

const publicationSchema = z
  .object({
    id: hash('The first twelve digits of the hash'),
    campaignId: text('Campaign'),
    title: text('What it was published as'),
    ...moment,
    formula: z
      .object({
        id: text('Formula'),
        version: z.int().positive().openapi({ description: 'Its version' }),
        families: z.array(z.enum(FAMILIES)).openapi({ description: 'Families it added then' }),
      })
      .openapi('FrozenFormula', { description: 'The formula as it was then' }),
    low: totalLow,
    high: totalHigh,
    coverage: coverageSchema,
    wording: bilingual('The sentence as printed'),
    hash: text('SHA-256 (hex) of the canonical document'),
    readings: number('Readings of all counting series behind it'),
    author: text('Who published it'),
    note: text('What the author says of it'),
    publishedAt: instant('When'),
  })
  .openapi('Publication', { description: 'A total frozen for good' });

const readingBehindSchema = z
  .object({
    observedAt: instant('When the platform said it'),
    recordedAt: instant('When it was taken down'),
    low,
    high,
    runId: text('Its run'),
    payloadId: text('Hash of the answer it was read from; empty where there is none'),
  })
  .openapi('ReadingBehind', { description: 'A reading behind a count' });

const lineSchema = z
  .object({
    placementId: z.int().positive().openapi({ description: 'Number of the placement' }),
    episodeId: text('Its episode; null for a work of the campaign alone').nullable(),
    workId: text('The work it shows'),
    title: text('Title of the work then; no part of the hash'),
    platform: text('Platform id'),
    account: text('Account id'),
    externalId: text('The item id of the platform'),
    metric,
    family,
    apart: z.enum(APART).nullable().openapi({
      description: 'Why it is listed apart and in neither end of the total; null: it is in it',
    }),
    state: z.enum(STATES).openapi({ description: 'How sure its count was' }),
    source: source.nullable().openapi({ description: 'Source that gave the count; null: never read' }),
    low: low.nullable().openapi({ description: 'Lower end; null without a count, which is not a zero' }),
    high: high.openapi({ description: 'Upper end; null when open, and without a count' }),
    reading: readingBehindSchema.nullable().openapi({ description: 'The reading that gave the count' }),
    lowerEnd: readingBehindSchema
      .nullable()
      .openapi({ description: 'The reading that gave the lower end, where that is another' }),
    readings: number('Readings of its counting metric'),
    fingerprint: text('SHA-256 (hex) over all of them; empty where there are none'),
  })
  .openapi('PublicationLine', { description: 'What a placement counted as, and from which reading' });

/** GET /api/v1/publications */
export const publicationsSchema = z
  .object({ publications: z.array(publicationSchema).openapi({ description: 'Newest first' }) })
  .openapi('Publications', { description: 'Totals that were frozen' });

/** GET /api/v1/publications/{id} */
export const publicationDetailSchema = publicationSchema
  .extend({
    lines: z.array(lineSchema).openapi({ description: 'In order of the placements’ numbers' }),
    adjustments: z.array(adjustmentSchema).openapi({ description: 'Changes by hand in it, as they were' }),
  })
  .openapi('PublicationDetail', { description: 'A frozen total, line by line' });

/** POST /api/v1/campaigns/{id}/publications */
export const publishingSchema = z
  .strictObject({
    asOf: instantParameter('T: readings observed at or before this instant. Left out: now'),
    knownAt: instantParameter('K: readings recorded at or before this instant. Left out: now'),
    formula: z.string().optional().openapi({ description: 'A formula. Left out: the campaign’s own' }),
    title: z.string().trim().min(1).max(200).optional().openapi({
      description: 'What it is published as. Left out: the campaign’s name',
    }),
    note: z.string().trim().max(2_000).optional().openapi({ description: 'What is to be said of it' }),
    by: z.string().trim().min(1).max(200).openapi({ description: 'Who publishes it' }),
  })
  .openapi('Publishing', { description: 'A total to be frozen' });

const value = z
  .unknown()
  .openapi({ description: 'As in the canonical document; null where there is none', type: 'object' });

/** GET /api/v1/publications/{id}/verification */
export const verificationSchema = z
  .object({
    publication: publicationSchema,
    verifiedAt: instant('When it was formed anew, by the clock of the server'),
    ok: z.boolean().openapi({ description: 'Nothing differs, and every payload proves its line' }),
    recomputed: text('Hash of the total formed anew at its (T, K)'),
    recordIntact: z.boolean().openapi({ description: 'Its own rows still give its hash' }),
    differences: z
      .array(
        z
          .object({
            of: z.enum(['total', 'line', 'adjustment']).openapi({ description: 'What differs' }),
            id: text('Placement or adjustment; empty for the total'),
            field: text('Field of the canonical document; empty where all of it is on one side only'),
            frozen: value,
            now: value,
          })
          .openapi('Difference', { description: 'A field that is not what was frozen' }),
      )
      .openapi({ description: 'Every field that differs' }),
    payloads: z
      .object({
        named: number('Different payloads kept when it was published'),
        notKeptThen: number('Different payloads gone already then'),
        broken: z
          .array(
            z
              .object({
                payloadId: text('Hash of the answer'),
                placementId: z.int().positive().openapi({ description: 'Placement it proves' }),
                fault: z.enum(['missing', 'pruned', 'altered']).openapi({ description: 'What is wrong' }),
              })
              .openapi('BrokenPayload', { description: 'A payload that does not prove its line' }),
          )
          .openapi({ description: 'Those that prove nothing' }),
      })
      .openapi('ProvedPayloads', { description: 'What the platforms said, held against its hashes' }),
  })
  .openapi('Verification', { description: 'A publication formed anew and held against what was frozen' });

const changeSchema = z
  .object({
    low: z.int().openapi({ description: 'Change of the lower end, signed' }),
    high: z.int().nullable().openapi({ description: 'Change of the upper end; null where either is open' }),
  })
  .openapi('Change', { description: 'By how much a total moved' });

const stepSchema = z
  .object({
    change: changeSchema,
    lines: z
      .array(
        z
          .object({
            placementId: z.int().positive().nullable().openapi({
              description: 'Placement; null for an adjustment of none',
            }),
            adjustmentId: text('Adjustment; empty for a placement’s line'),
            platform: text('Platform; null for an adjustment of no placement').nullable(),
            externalId: text('The item id of the platform; empty for an adjustment'),
            title: text('Title of the work, or the reason of the adjustment'),
            episodeId: text('Its episode; null for the campaign alone').nullable(),
            before: intervalSchema.nullable().openapi({ description: 'Null: no count, or not there' }),
            after: intervalSchema.nullable().openapi({ description: 'Null: no count, or not there' }),
            change: changeSchema,
            why: z.array(z.enum(REASONS_OF_CHANGE)).openapi({ description: 'Why it is another' }),
          })
          .openapi('ChangedLine', { description: 'A line that is another' }),
      )
      .openapi({ description: 'Those that moved it, and those that belong elsewhere now' }),
  })
  .openapi('TotalStep', { description: 'From one total to another' });

/** GET /api/v1/publications/{id}/comparison */
export const comparisonSchema = z
  .object({
    publication: publicationSchema,
    with: text('The other publication; null where it is a moment').nullable(),
    ...moment,
    low: totalLow,
    high: totalHigh,
    revision: stepSchema.openapi({
      description: 'total(T, other K) less the frozen total: what became known of the same T since',
    }),
    growth: stepSchema.openapi({ description: 'The other total less total(T, other K)' }),
    revisedText: bilingual('“revised by +n since”, of the lower end'),
  })
  .openapi('Comparison', { description: 'A publication beside another total, line by line' });

export const publicationsQuery = z.strictObject({
  campaign: z
    .string()
    .optional()
    .openapi({ description: 'Only of this campaign', example: 'reporting-2022' }),
});
export const publicationParams = z.object({
  id: z.string().openapi({ description: 'Id of the publication', example: '7636242d3176' }),
});
export const comparisonQuery = readingsQuery.extend({
  with: z
    .string()
    .optional()
    .openapi({ description: 'Another publication of the campaign and formula; left out: a moment' }),
});

export type PublicationHead = z.infer<typeof publicationSchema>;
export type PublicationDetail = z.infer<typeof publicationDetailSchema>;
export type ComparisonBody = z.infer<typeof comparisonSchema>;
export type VerificationBody = z.infer<typeof verificationSchema>;
export type Publications = z.infer<typeof publicationsSchema>;
