import { z } from '@hono/zod-openapi';
import { APART } from '../../../pipeline/domain/apart.ts';
import { ACTS } from '../../../pipeline/domain/metrics.ts';
import { adjustmentSchema } from './adjustments.ts';
import {
  bilingual,
  coverageSchema,
  day,
  family,
  formulaSchema,
  instant,
  intervalSchema,
  metric,
  moment,
  notesSchema,
  number,
  placementCountSchema,
  text,
  totalHigh,
  totalLow,
} from './parts.ts';
import { breakSchema } from './totals.ts';

export const RUN_STATES = ['planned', 'complete', 'incomplete', 'failed'] as const;
export const runState = z.enum(RUN_STATES).openapi({ description: 'How it ended; planned: under way' });

const campaignCardSchema = z
  .object({
    id: text('Id from the catalogue'),
    name: text('Name, Chinese'),
    nameEn: text('Name, English'),
    organiser: text('Who runs it'),
    timeZone: text('IANA zone in which its days are cut').openapi({ example: 'Asia/Shanghai' }),
    startsOn: day('First day'),
    endsOn: day('Last day'),
    simulated: z.boolean().openapi({ description: 'Its partners are simulated: say so beside every figure' }),
    goal: z.int().positive().nullable().openapi({ description: 'Wanted view-times; null: none' }),
  })
  .openapi('CampaignCard', { description: 'A campaign as listed' });

/** GET /api/v1/campaigns */
export const campaignsSchema = z
  .object({ campaigns: z.array(campaignCardSchema).openapi({ description: 'In order of their first day' }) })
  .openapi('Campaigns', { description: 'Every campaign' });

const besideSchema = z
  .object({
    family,
    label: bilingual('Name of the family'),
    low: totalLow
      .nullable()
      .openapi({ description: 'Lower end; null while nothing was read, which is not a zero' }),
    high: totalHigh.openapi({ description: 'Upper end; null when open, and while nothing was read' }),
    added: z.boolean().openapi({
      description:
        'True: a sum within the family. False: figures of this family are never added (persons, rates, indices …), ' +
        'so low and high are those of the largest single placement',
    }),
    adjustments: z.array(adjustmentSchema).openapi({ description: 'Adjustments in it' }),
    coverage: coverageSchema,
    wording: bilingual('The figure in words'),
  })
  .openapi('Beside', { description: 'A family outside the formula, shown beside the total' });

const engagementSchema = z
  .object({
    metric: z.enum(ACTS).openapi({ description: 'Which act' }),
    label: bilingual('Name of the act'),
    low: totalLow
      .nullable()
      .openapi({ description: 'Lower end; null while nothing was read, which is not a zero' }),
    high: totalHigh.openapi({ description: 'Upper end; null when open, and while nothing was read' }),
    placements: number('Placements of the campaign expected by T, whether they state it or not'),
    coverage: coverageSchema.openapi({
      description: 'Of the placements that ever stated it: the others are not expected to',
    }),
    wording: bilingual('The figure in words'),
  })
  .openapi('Engagement', {
    description:
      'Acts of one kind (likes, comments …) over all placements: never added to view-times, nor to others',
  });

const apartSchema = z
  .object({
    why: z.enum(APART).openapi({
      description:
        'in_live: the platform counts the replay in the live show already; unknown: nobody has said whether it does',
    }),
    low: totalLow.nullable().openapi({ description: 'Lower end; null while none was read, not a zero' }),
    high: totalHigh.openapi({ description: 'Upper end; null when open, and while none was read' }),
    text: bilingual('What is left out, and why'),
    placements: z.array(placementCountSchema).openapi({ description: 'In order of registration' }),
  })
  .openapi('ListedApart', { description: 'What is listed apart from a total for one reason' });

const definitionSchema = z
  .object({
    platform: text('Platform id'),
    platformName: bilingual('Name of the platform'),
    metric,
    rule: bilingual('What the number counts'),
    source: text('Who says so'),
    strength: z.enum(['A', 'B', 'C', 'D']).openapi({
      description: "A the platform's own document, B public code agrees, C secondary, D disputed",
    }),
    validFrom: day('First day of this rule; null: not known to have changed').nullable(),
    validTo: day('Last day of this rule; null: it stands').nullable(),
    from: day('First day from the beginning of the campaign on which it stood'),
    to: day('Last day until T on which it stood'),
  })
  .openapi('Definition', { description: 'What one number of one platform counts, on some days' });

const lastRunSchema = z
  .object({
    id: text('Run'),
    state: runState,
    startedAt: instant('Start'),
    endedAt: instant('End; null while under way').nullable(),
  })
  .openapi('LastRun', { description: 'The newest collection begun by T' });

/** GET /api/v1/campaigns/{id}: everything the headline says, and what stands beside it. */
export const campaignSchema = z
  .object({
    campaign: campaignCardSchema
      .extend({
        note: text('Remarks'),
        previous: text('The campaign before it, such as last year’s; null: none').nullable(),
      })
      .openapi('CampaignHead', { description: 'The campaign' }),
    ...moment,
    formula: formulaSchema,
    episodesCounted: number('Episodes aired by T'),
    episodesPlanned: number('Episodes of the series, cancelled ones left out'),
    total: intervalSchema
      .extend({
        wording: bilingual('“超过1842万人次”, generated from interval and coverage'),
        sentence: bilingual('The headline as one sentence'),
        complete: z.boolean().openapi({ description: 'Nothing carried, held or never read' }),
      })
      .openapi('Total', { description: 'The headline figure' }),
    adjustments: z
      .array(adjustmentSchema)
      .openapi({ description: 'Every adjustment in the total, in order of recording' }),
    coverage: coverageSchema,
    missing: z
      .array(placementCountSchema)
      .openapi({ description: 'Every counted placement that is neither fresh nor stated, by name' }),
    beside: z
      .array(besideSchema)
      .openapi({ description: 'Families outside the formula: shown beside the total, never added' }),
    engagement: z
      .array(engagementSchema)
      .openapi({ description: 'Acts by kind: shown beside the total, never added' }),
    apart: z.array(apartSchema).openapi({
      description: 'Replays that the count of their live show holds, or may hold: never added, by the reason',
    }),
    notes: notesSchema,
    definitions: z.array(definitionSchema).openapi({
      description: 'Rules of every number in the total, each that stood from its first day to T',
    }),
    breaks: z.array(breakSchema).openapi({ description: 'Changes of rule among them' }),
    lastRun: lastRunSchema.nullable().openapi({ description: 'Null before the first' }),
  })
  .openapi('Campaign', { description: 'The headline of a campaign with its evidence' });

export type Campaigns = z.infer<typeof campaignsSchema>;
export type Campaign = z.infer<typeof campaignSchema>;
