import { z } from '@hono/zod-openapi';
import { ACTS, FAMILIES } from '../../../pipeline/domain/metrics.ts';
import { WORK_KINDS } from '../../../pipeline/domain/reading.ts';
import { STATES } from '../../../pipeline/domain/totals.ts';

/**
 * The parameters of the API. They are strict: a misspelt `asof` that is passed over would be answered with another
 * moment's figure, and nobody would notice.
 */
export const instantParameter = (description: string, example = '2022-12-30T10:00:00Z') =>
  z.iso
    .datetime({ offset: true })
    // The store knows no instant before 1970.
    .refine(text => Date.parse(text) >= 0)
    .optional()
    .openapi({ description, example });

/** as-of, known-at and formula, the same on every totals route. */
export const momentQuery = z.strictObject({
  asOf: instantParameter('T: count readings observed at or before this instant. Left out: now'),
  knownAt: instantParameter('K: count readings recorded at or before this instant. Left out: now'),
  formula: z.string().optional().openapi({
    description: 'A formula, with or without its version. Left out: the campaign’s own',
    example: 'video_view_times@1',
  }),
});

export const placementsQuery = momentQuery.extend({
  episode: z
    .string()
    .optional()
    .openapi({ description: 'Only this episode; empty: only works of the campaign alone' }),
  work: z.string().optional().openapi({ description: 'Only this work' }),
  platform: z.string().optional().openapi({ description: 'Only this platform' }),
  kind: z.enum(WORK_KINDS).optional().openapi({ description: 'Only works of this kind' }),
  series: z.string().min(1).optional().openapi({ description: 'Only works of this series' }),
  state: z.enum(STATES).optional().openapi({ description: 'Only placements in this state' }),
});

export const besideQuery = momentQuery.extend({
  family: z.enum(FAMILIES).openapi({ description: 'A family outside the formula' }),
  metric: z.enum(ACTS).optional().openapi({
    description: 'With family engagement: this kind of act, whatever its placements are counted by',
  }),
});

export const readingsQuery = momentQuery.omit({ formula: true });
/** Readings after the newest so many. */
export const readingsPageQuery = readingsQuery.extend({
  offset: z.coerce
    .number()
    .int()
    .min(0)
    .max(4_000_000_000)
    .default(0)
    .openapi({ description: 'How many of the newest to leave out', type: 'integer', example: 2_000 }),
});
/** The two clocks alone. */
export const knownQuery = momentQuery.omit({ formula: true });

/** Which runs of the ledger. */
const RUN_CHOICES = ['all', 'nightly', 'troubled'] as const;

export const runsQuery = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(50)
    .openapi({ description: 'How many, from 1 to 200', type: 'integer', example: 50 }),
  which: z
    .enum(RUN_CHOICES)
    .default('all')
    .openapi({ description: 'All, those of the nightly schedule, or those that are not complete' }),
});

export const campaignParams = z.object({
  id: z.string().openapi({ description: 'Id of the campaign', example: 'reporting-2022' }),
});

export const placementParams = z.object({
  id: z.coerce
    .number()
    .int()
    .min(1)
    .max(4_294_967_295)
    .openapi({ description: 'Number of the placement', type: 'integer', example: 17 }),
});

/** What each parameter must be, for the message that refuses another value. */
export const EXPECTED: Readonly<Record<string, { readonly en: string; readonly zh: string }>> = {
  asOf: { en: 'an instant such as 2022-12-30T10:00:00Z', zh: '一个时刻，如 2022-12-30T10:00:00Z' },
  knownAt: { en: 'an instant such as 2022-12-30T10:00:00Z', zh: '一个时刻，如 2022-12-30T10:00:00Z' },
  formula: { en: 'the name of one formula', zh: '一个计算口径的名称' },
  episode: { en: 'the id of one episode', zh: '一个期的编号' },
  work: { en: 'the id of one work', zh: '一个作品的编号' },
  platform: { en: 'the id of one platform', zh: '一个平台的编号' },
  kind: { en: `one of ${WORK_KINDS.join(', ')}`, zh: `${WORK_KINDS.join('、')} 之一` },
  series: { en: 'the name of one series', zh: '一个系列的名称' },
  family: { en: `one of ${FAMILIES.join(', ')}`, zh: `${FAMILIES.join('、')} 之一` },
  metric: { en: `one of ${ACTS.join(', ')}`, zh: `${ACTS.join('、')} 之一` },
  state: { en: `one of ${STATES.join(', ')}`, zh: `${STATES.join('、')} 之一` },
  show: { en: 'waiting, accepted, ignored or all', zh: 'waiting、accepted、ignored、all 之一' },
  which: { en: `one of ${RUN_CHOICES.join(', ')}`, zh: `${RUN_CHOICES.join('、')} 之一` },
  days: { en: 'a whole number from 1 to 60', zh: '1 到 60 的整数' },
  limit: { en: 'a whole number from 1 to 200', zh: '1 到 200 的整数' },
  by: { en: 'hour or day', zh: 'hour 或 day' },
  from: { en: 'an instant such as 2022-12-30T10:00:00Z', zh: '一个时刻，如 2022-12-30T10:00:00Z' },
  to: { en: 'an instant such as 2022-12-30T10:00:00Z', zh: '一个时刻，如 2022-12-30T10:00:00Z' },
  placement: { en: 'the number of a placement', zh: '分发的编号' },
  with: { en: 'the id of a campaign', zh: '一个活动的编号' },
  id: { en: 'the number of a placement', zh: '分发的编号' },
};
