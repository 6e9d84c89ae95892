import { z } from '@hono/zod-openapi';
import { MILESTONE_SCOPES } from '../../../pipeline/domain/milestones.ts';
import {
  bilingual,
  family,
  formulaName,
  high,
  instant,
  low,
  moment,
  number,
  text,
  totalHigh,
  totalLow,
} from './parts.ts';

const milestoneSchema = z
  .object({
    scope: z.enum(MILESTONE_SCOPES).openapi({ description: 'What reached it' }),
    scopeId: text('Id of the campaign, episode or work, or number of the placement'),
    name: bilingual('What it is called'),
    basis: text('A formula with its version, or of a placement the family of its counter'),
    threshold: number('The threshold'),
    isGoal: z.boolean().openapi({ description: 'It is the goal of the campaign' }),
    kind: z.enum(['reached', 'lost']).openapi({
      description:
        'reached: the lower end came to it or above; lost: a correction took it below, so that it may be reached again',
    }),
    asOf: instant('T of the total that shows it'),
    knownAt: instant('K of that total'),
    runId: text('Run after which it was formed'),
    low: totalLow,
    high: totalHigh,
    wording: bilingual('突破 only above the threshold, 达到 at it'),
    sentence: bilingual('The same as a sentence'),
    definitions: z
      .array(z.string())
      .openapi({ description: 'Definitions in force then: platform, metric and version each' }),
  })
  .openapi('Milestone', { description: 'A threshold that the lower end of a total crossed' });

/** GET /api/v1/campaigns/{id}/milestones */
export const milestonesSchema = z
  .object({
    ...moment,
    campaignId: text('Campaign'),
    timeZone: text('IANA zone of the campaign'),
    milestones: z.array(milestoneSchema).openapi({ description: 'Oldest first' }),
  })
  .openapi('Milestones', { description: 'Written with the totals of each run; once for each crossing' });

const rule = {
  atLeast: number('So many at least'),
  withinDays: number('Within so many days of publication'),
};
const ruleSchema = z.object(rule).openapi('HitRule', { description: 'What is called a hit' });
const interval = z.object({ low, high }).openapi('HitCount', { description: 'A count with bounds' });

const workHitSchema = z
  .object({
    workId: text('Work'),
    title: text('Title'),
    episodeId: text('Its episode; null for a work of the campaign alone').nullable(),
    ...rule,
    placements: number('Placements with a count in it'),
    low,
    high,
  })
  .openapi('WorkHit', {
    description: 'A work whose placements together fulfil the rule, each counted within its own first days',
  });

const placementHitSchema = z
  .object({
    placementId: z.int().positive().openapi({ description: 'Number of the placement' }),
    workId: text('The work it shows'),
    workTitle: text('Title of the work'),
    episodeId: text('Its episode; null for a work of the campaign alone').nullable(),
    platform: text('Platform id'),
    platformName: bilingual('Name of the platform'),
    account: text('Account that shows it'),
    url: text('Link for people; empty where there is none'),
    family,
    ...rule,
    publishedAt: instant('Publication'),
    low,
    high,
    now: interval.nullable().openapi({ description: 'What it counts as of T' }),
  })
  .openapi('PlacementHit', {
    description: 'A placement whose last reading within the days fulfils its rule',
  });

/** GET /api/v1/campaigns/{id}/hits */
export const hitsSchema = z
  .object({
    ...moment,
    campaignId: text('Campaign'),
    timeZone: text('IANA zone of the campaign'),
    formula: formulaName,
    rule: ruleSchema
      .extend({
        families: z.record(z.string(), ruleSchema).openapi({ description: 'Rules of their own, by family' }),
      })
      .openapi('HitRules', { description: 'As the configuration has it' }),
    works: z.array(workHitSchema).openapi({ description: 'Largest first' }),
    placements: z.array(placementHitSchema).openapi({ description: 'Largest first' }),
  })
  .openapi('Hits', { description: '爆款: works and placements that fulfil the rule as of (T, K)' });

export type Milestones = z.infer<typeof milestonesSchema>;
export type Hits = z.infer<typeof hitsSchema>;
