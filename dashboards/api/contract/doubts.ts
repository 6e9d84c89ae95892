import { z } from '@hono/zod-openapi';
import { METRICS } from '../../../pipeline/domain/metrics.ts';
import { SOURCES } from '../../../pipeline/domain/reading.ts';
import { FALL_CLASSES } from '../../../pipeline/domain/series.ts';
import {
  bilingual,
  high,
  instant,
  intervalSchema,
  low,
  metric,
  moment,
  placementCountSchema,
  source,
  text,
} from './parts.ts';

const placement = placementCountSchema
  .nullable()
  .openapi({ description: 'Its placement as it counts at (T, K); null where it is not expected then' });

const statementSchema = z
  .object({
    author: text('Who states it'),
    importedBy: text('Who took it in: neither of the two confirms it'),
    fileName: text('Name of the file; empty where it is not known'),
    payloadId: text('SHA-256 of the file, which is kept'),
    recordedAt: instant('When it was taken in'),
  })
  .openapi('Statement', { description: 'Who told a figure, and on what paper' });

const doubtSchema = z
  .object({
    id: text('Short name of the reading'),
    placementId: z.int().positive().openapi({ description: 'Number of the placement' }),
    metric,
    source,
    observedAt: instant('When the platform said it'),
    recordedAt: instant('When it was taken down'),
    low,
    high,
    text: text('The count as the platform wrote it'),
    verdict: z.enum(['accepted', 'held']).openapi({ description: 'What the rules, or a person, say of it' }),
    reason: text('Why, as a code'),
    countLow: low
      .nullable()
      .openapi({ description: 'What its series counts as from there on; null: nothing' }),
    countHigh: high.openapi({ description: 'Upper end of that count; null when open or without a count' }),
    placement,
    statement: statementSchema.nullable().openapi({
      description: 'Who told the figure; null where nobody is named, and for what no partner told',
    }),
    todo: bilingual('What is to be done about it; empty where only time, or a later reading, tells'),
  })
  .openapi('DoubtfulReading', { description: 'A reading that the rules doubt, or that a person decided on' });

/** GET /api/v1/campaigns/{id}/doubts */
export const doubtsSchema = z
  .object({ ...moment, readings: z.array(doubtSchema).openapi({ description: 'Newest first' }) })
  .openapi('Doubts', { description: 'Readings that wait for another one, or for a person' });

const signed = {
  by: z.string().trim().min(1).max(200).openapi({ description: 'Who decides' }),
  reason: z.string().trim().min(1).max(2_000).openapi({ description: 'On what grounds' }),
};

/** POST /api/v1/placements/{id}/decisions */
export const wordSchema = z
  .strictObject({
    metric: z.enum(METRICS).openapi({ description: 'Metric of the reading' }),
    source: z.enum(SOURCES).openapi({ description: 'Source of the reading' }),
    observedAt: z.iso.datetime({ offset: true }).openapi({ description: 'Instant of the reading' }),
    low,
    high,
    decision: z.enum(['accept', 'hold', 'undo']).openapi({
      description: 'accept: it is the count; hold: it is taken out; undo: the rules judge it again',
    }),
    ...signed,
  })
  .openapi('ReadingDecision', { description: 'What a person says of a reading; it stands over the rules' });

const judgedSchema = z
  .object({
    verdict: z.enum(['accepted', 'held']).openapi({ description: 'Verdict' }),
    reason: text('Why, as a code'),
    count: intervalSchema.nullable().openapi({ description: 'What its series counts as; null: nothing' }),
  })
  .openapi('ReadingVerdict', { description: 'A verdict and what it makes of the count' });

export const wordTakenSchema = z
  .object({
    before: judgedSchema,
    after: judgedSchema,
    recordedAt: instant('From when on it counts'),
    stored: z
      .boolean()
      .openapi({ description: 'False while the database is away: it waits and is not lost' }),
  })
  .openapi('ReadingDecided', { description: 'A reading before and after a decision' });

const fallSchema = z
  .object({
    id: text('Short name of the fall'),
    placementId: z.int().positive().openapi({ description: 'Number of the placement' }),
    metric,
    source,
    at: instant('Instant of the reading that fell'),
    from: intervalSchema,
    to: intervalSchema,
    class: z.enum(FALL_CLASSES).openapi({ description: 'Why it fell' }),
    classedBy: text('Who gave the class; empty: the rules'),
    classReason: text('On what grounds; empty: the rules'),
    cause: z.enum(['confirmed', 'decided']).openapi({ description: 'By a later reading, or by a person' }),
    confirmedAt: instant('Instant of the reading that settled it'),
    placement,
  })
  .openapi('Fall', { description: 'A counter that went down for good; it explains and is never added' });

/** GET /api/v1/campaigns/{id}/falls */
export const fallsSchema = z
  .object({ ...moment, falls: z.array(fallSchema).openapi({ description: 'Newest first' }) })
  .openapi('Falls', { description: 'Counters that went down for good, and why' });

export const fallParams = z.object({
  id: z.string().openapi({ description: 'Id of the campaign', example: 'reporting-2022' }),
  fall: z.string().openapi({ description: 'Short name of the fall', example: '3f9c1d20aa41' }),
});

/** POST /api/v1/campaigns/{id}/falls/{fall} */
export const fallClassSchema = z
  .strictObject({
    class: z.enum(FALL_CLASSES).openapi({ description: 'Why it fell' }),
    ...signed,
  })
  .openapi('FallClass', { description: 'Why a counter fell, as a person knows it; no figure moves' });

export const classedFallSchema = fallSchema;
export type DoubtRow = z.infer<typeof doubtSchema>;
export type Falls = z.infer<typeof fallsSchema>;
export type WordTaken = z.infer<typeof wordTakenSchema>;
export type FallRow = z.infer<typeof fallSchema>;
