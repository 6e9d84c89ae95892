import { z } from '@hono/zod-openapi';
import { ERROR_KINDS } from '../../../collectors/errors.ts';
import { TRIGGERS } from '../../../pipeline/store/schema.ts';
import { runSchema } from './evidence.ts';
import { bilingual, causeSchema, instant, number, text } from './parts.ts';

const job = z
  .enum(['hourly', 'nightly', ''])
  .openapi({ description: 'The job of the schedule it serves; empty outside it' });

const partSchema = z
  .object({
    collector: text('Collector id'),
    platform: text('Platform id'),
    name: bilingual('Name of the platform, or of this side of it'),
    expected: number('Placements asked for'),
    left: number('Placements left for tomorrow: the day’s quota does not reach them'),
    read: number('Read so far'),
    missed: number('Absent, hidden or removed so far, as the platform says'),
    failed: number('Failed so far'),
    trouble: z
      .enum(ERROR_KINDS)
      .nullable()
      .openapi({ description: 'Newest kind of failure; null without one' }),
  })
  .openapi('RunPart', { description: 'How far one platform’s part of a run has come' });

const underWaySchema = z
  .object({
    id: text('Run'),
    slot: instant('The instant the schedule meant'),
    trigger: z.enum(TRIGGERS).openapi({ description: 'Why it takes place' }),
    job,
    startedAt: instant('Start'),
    updatedAt: instant('When it last came further'),
    stage: z.enum(['asking', 'storing']).openapi({
      description: 'asking: the platforms are asked; storing: what they said goes into the database',
    }),
    parts: z.array(partSchema).openapi({ description: 'One a collector' }),
    stoppedBy: text('Who has stopped it: nothing more is asked; null: nobody').nullable(),
  })
  .openapi('RunUnderWay', { description: 'A run that has begun and is not in the ledger yet' });

const slotsSchema = z
  .object({
    last: instant('The newest slot that has passed'),
    next: instant('The next slot'),
  })
  .openapi('Slots', { description: 'A job of the schedule' });

/** GET /api/v1/runs/current. Answered without the database. */
export const currentSchema = z
  .object({
    now: instant('The server’s present'),
    timeZone: text('Zone of the schedule'),
    isSimulatedTime: z.boolean().openapi({
      description: 'True: the present is made up and goes on from the end of a replayed month (the demo)',
    }),
    mayCollect: z.boolean().openapi({ description: 'False: this server only reads' }),
    schedule: z
      .object({ nightly: slotsSchema, hourly: slotsSchema })
      .openapi('Schedule', { description: 'The slots of both jobs' })
      .nullable()
      .openapi({ description: 'Null: this server follows no schedule' }),
    underWay: z.array(underWaySchema).openapi({ description: 'Oldest first; none: nothing runs' }),
    waitingSince: instant(
      'The oldest reading on disk that the database does not have; null: none',
    ).nullable(),
  })
  .openapi('Current', { description: 'What collection does now, and when it runs next' });

/** POST /api/v1/runs */
export const collectSchema = z
  .strictObject({
    by: z.string().min(1).max(500).openapi({ description: 'Who asks; stands in the run’s summary' }),
    platform: z.string().min(1).max(100).optional().openapi({ description: 'Only this platform' }),
    placements: z
      .array(z.int().positive())
      .min(1)
      .max(5_000)
      .optional()
      .openapi({ description: 'Only these placements; left out: all that are published' }),
  })
  .openapi('Collect', { description: 'What is to be collected now' });

export const begunSchema = z
  .object({ run: text('The run that was begun'), asked: number('Placements in its scope') })
  .openapi('Begun', { description: 'A run that goes on by itself' });

/** POST /api/v1/runs/{id}/stop */
export const stopSchema = z
  .strictObject({
    by: z.string().min(1).max(500).openapi({ description: 'Who stops it; stands in the ledger' }),
  })
  .openapi('Stop', { description: 'End a run early; what was read is kept' });

export const stoppedSchema = z
  .object({ run: text('The run'), by: text('Who stopped it: whoever was first') })
  .openapi('Stopped', { description: 'A run that asks nothing more' });

/** POST /api/v1/rejects/{id}/retry */
export const retrySchema = z
  .strictObject({ by: z.string().min(1).max(500).openapi({ description: 'Who asks' }) })
  .openapi('Retry', { description: 'Collect again what a reject left unread' });

const requestsSchema = z
  .object({
    platform: text('Platform id'),
    account: text('Account'),
    requests: number('Requests, repeats included'),
    failed: number('Those with an error'),
    firstAt: instant('Start of the first'),
    lastAt: instant('Start of the last'),
    spentMs: number('Time they took together, ms'),
    kinds: z.array(z.string()).openapi({ description: 'Each kind of error that came' }),
  })
  .openapi('RunRequests', { description: 'The requests of a run to one account' });

/** Placements that ended in the same way. */
const endSchema = z
  .object({
    platform: text('Platform id'),
    account: text('Account'),
    status: z.enum(['failed', 'absent', 'hidden', 'removed']).openapi({ description: 'How they ended' }),
    kind: text('Kind of a failure; empty for what the platform itself says'),
    reason: text('As it was recorded, English but for what the platform said'),
    cause: causeSchema,
    placements: z.array(z.int().positive()).openapi({ description: 'Numbers of the placements' }),
  })
  .openapi('RunEnd', { description: 'Placements that ended without a value, in the same way' });

/** GET /api/v1/runs/{id} */
export const runDetailSchema = z
  .object({
    run: runSchema,
    requests: z.array(requestsSchema).openapi({ description: 'In order of platform and account' }),
    ends: z.array(endSchema).openapi({ description: 'Failures first' }),
    more: z.boolean().openapi({ description: 'True when more than 5,000 targets ended without a value' }),
  })
  .openapi('RunDetail', { description: 'What one run did' });

const failureSchema = endSchema
  .extend({
    account: text('Account'),
    accountName: text('Name of the account'),
    runId: text('The run that failed last'),
    payloadId: text('Evidence of the last one; empty without'),
    firstAt: instant('The first since the last reading'),
    lastAt: instant('The last'),
    times: number('Runs that failed since the last reading, at most'),
    count: number('How many placements; the first 5,000 are named'),
    canRetry: z.boolean().openapi({ description: 'A collector can be asked for them' }),
  })
  .openapi('Failure', { description: 'Placements that are unread for one reason' });

/** GET /api/v1/failures */
export const failuresSchema = z
  .object({
    failures: z.array(failureSchema).openapi({ description: 'What needs a person first' }),
    more: z.boolean().openapi({ description: 'True when there are more than 500: the largest are told' }),
  })
  .openapi('Failures', { description: 'What was asked for, gave nothing, and was not read since' });

export const runIdParams = z.object({
  id: z.string().openapi({ description: 'Id of the run', example: '18a56baa-ba2f-447c-ac7e-d01ed0650889' }),
});

export type Current = z.infer<typeof currentSchema>;
export type RunDetail = z.infer<typeof runDetailSchema>;
export type Failures = z.infer<typeof failuresSchema>;
export type BegunBody = z.infer<typeof begunSchema>;
