import { z } from '@hono/zod-openapi';
import { REMARK_CODES } from '../../../pipeline/domain/run-remarks.ts';
import { REFUSAL_CODES } from '../../../pipeline/refusal-codes.ts';
import { TRIGGERS } from '../../../pipeline/store/schema.ts';
import { runState } from './campaigns.ts';
import { bilingual, high, instant, low, metric, number, source, text } from './parts.ts';

const readingSchema = z
  .object({
    observedAt: instant('When the platform said it'),
    recordedAt: instant('When it was taken down'),
    metric,
    source,
    low,
    high,
    text: text('The count as the platform wrote it'),
    verdict: z.enum(['accepted', 'held']).openapi({ description: 'What the rules say of it, as known at K' }),
    reason: text('Why, as a code; empty: plainly accepted'),
    countLow: low
      .nullable()
      .openapi({ description: 'What its series counts as from here on; null while nothing was accepted' }),
    countHigh: high.openapi({
      description: 'Upper end of that count; null when open, and while nothing was accepted',
    }),
    runId: text('Run that took it'),
    payloadId: text('Hash of the answer it was read from; empty where there is none'),
  })
  .openapi('Reading', { description: 'One observation with its verdict' });

/** GET /api/v1/placements/{id}/readings: every reading of the counting metric, newest first. */
export const readingsSchema = z
  .object({
    placementId: z.int().positive().openapi({ description: 'Number of the placement' }),
    timeZone: text('IANA zone of its campaign'),
    readings: z.array(readingSchema).openapi({ description: 'Newest first, at most 2,000' }),
    total: number('All there are by (T, K), whether given here or not'),
    more: z.boolean().openapi({ description: 'True when there are older ones: ask with a larger offset' }),
  })
  .openapi('Readings', { description: 'Where the count of a placement comes from' });

const remarkSchema = z
  .object({
    code: z.enum(REMARK_CODES).openapi({ description: 'What it tells of' }),
    words: bilingual('It in words; what a platform said is quoted in them'),
  })
  .openapi('RunRemark', { description: 'What a run has to say beside its numbers' });

export const runSchema = z
  .object({
    id: text('Run'),
    slot: instant('The instant the schedule meant'),
    trigger: z.enum(TRIGGERS).openapi({ description: 'Why it took place' }),
    job: z
      .enum(['hourly', 'nightly', ''])
      .openapi({ description: 'The job of the schedule it served; empty outside it' }),
    state: runState,
    startedAt: instant('Start'),
    endedAt: instant('End; null while under way').nullable(),
    expected: number('Targets planned'),
    read: number('Targets read'),
    missed: number('Targets absent, hidden or removed, as the platform says'),
    failed: number('Targets that failed'),
    summary: text('What happened, in English'),
    remarks: z
      .array(remarkSchema)
      .nullable()
      .openapi({ description: 'The same beside the numbers, one by one; null where words alone were kept' }),
  })
  .openapi('Run', { description: 'One slot of collection and how it ended' });

/** GET /api/v1/runs */
export const runsSchema = z
  .object({ runs: z.array(runSchema).openapi({ description: 'Newest slot first' }) })
  .openapi('Runs', { description: 'The newest collections' });

const PROBLEM_KINDS = [
  'bad-parameter',
  'future',
  'range',
  'unknown-campaign',
  'unknown-placement',
  'unknown-scope',
  'unknown-entry',
  'unknown-adjustment',
  'unknown-reading',
  'unknown-publication',
  'unknown-run',
  'unknown-reject',
  'under-way',
  'not-under-way',
  'pruned',
  'duplicate',
  'plan-changed',
  'refused',
  'read-only',
  'not-found',
  'formula',
  'database',
  'internal',
] as const;

/** Every error of the API: what happened, and what to do. */
export const problemSchema = z
  .object({
    error: z
      .object({
        kind: z.enum(PROBLEM_KINDS).openapi({ description: 'What went wrong, as a code' }),
        message: text('What happened and what to do, English'),
        messageZh: text('The same in Chinese'),
        code: z
          .enum(REFUSAL_CODES)
          .optional()
          .openapi({ description: 'Which refusal it is, where there are several of the kind' }),
        params: z
          .record(z.string(), z.string())
          .optional()
          .openapi({ description: 'What the refusal is about, by name' }),
        reference: text('Stands in the log of the server too: give it to whoever runs it'),
      })
      .openapi('ProblemDetail', { description: 'What went wrong' }),
  })
  .openapi('Problem', { description: 'Every error of the API' });

export type ProblemKind = (typeof PROBLEM_KINDS)[number];
export type Problem = z.infer<typeof problemSchema>;
export type Readings = z.infer<typeof readingsSchema>;
export type Runs = z.infer<typeof runsSchema>;
