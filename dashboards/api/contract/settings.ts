import { z } from '@hono/zod-openapi';
import { WARNING_DAYS } from '../../../pipeline/jobs/authorisations.ts';
import { bilingual, day, family, formulaSchema, instant, metric, number, text } from './parts.ts';
import { breakSchema } from './totals.ts';

const share = (description: string) => number(`${description}, in ten-thousandths`);

const rulesSchema = z
  .object({
    windowDays: z.number().positive().openapi({
      description: 'How far back accepted counts question a lower one, and growth is looked at',
    }),
    zeroHours: z.number().nonnegative().openapi({
      description: 'A stated zero is believed of an item younger than this',
    }),
    waver: z
      .object({
        share: share('A fall of at most this part of the count is none'),
        small: number('So is one of at most this many …'),
        smallShare: share('… that is at most this part of the count'),
        tiny: number('So is one of at most this many'),
      })
      .openapi('WaverRule', { description: 'Small falls that platforms make daily' }),
    jump: z
      .object({
        over: number('A rise of more than this many …'),
        factor: number('… and of more than this many times the median daily growth waits for confirmation'),
        youngDays: z.number().nonnegative().openapi({
          description: 'Of an item younger than this the whole count stands for the median',
        }),
      })
      .openapi('JumpRule', { description: 'Rises that are counted once confirmed' }),
  })
  .openapi('Rules', { description: 'The numbers in the rules by which readings are believed or doubted' });

const hitRule = {
  atLeast: number('So many at least'),
  withinDays: number('Within so many days of publication'),
};

/** GET /api/v1/settings */
export const settingsSchema = z
  .object({
    version: text('Version of the program'),
    mayChange: z.boolean().openapi({ description: 'False: this server only reads' }),
    today: day('Day on which definitions are in force'),
    formulas: z.array(formulaSchema).openapi({ description: 'Every formula there is, by name' }),
    definitions: z
      .array(
        z
          .object({
            platform: text('Platform id'),
            platformName: bilingual('Name of the platform'),
            isUsed: z.boolean().openapi({ description: 'The platform stands in a catalogue' }),
            metric,
            version: number('Version of the definition'),
            rule: bilingual('What the number counts; empty: not published'),
            source: text('Who says so'),
            strength: z.enum(['A', 'B', 'C', 'D']).openapi({
              description: "A the platform's own document, B public code agrees, C secondary, D disputed",
            }),
            validFrom: day('First day of this rule; null: not known to have changed').nullable(),
            readOn: day('Day on which the source was read'),
          })
          .openapi('DefinitionInForce', { description: 'What one number of one platform counts today' }),
      )
      .openapi({ description: 'In order of platform and metric' }),
    breaks: z
      .array(breakSchema.extend({ isUsed: z.boolean().openapi({ description: 'As in definitions' }) }))
      .openapi({ description: 'Every known change of a definition until today, newest first' }),
    rules: z
      .object({
        inForce: rulesSchema,
        since: instant('Since when; null: from the beginning').nullable(),
        waiting: rulesSchema
          .nullable()
          .openapi({ description: 'Those of the configuration that wait for a recount; null: none wait' }),
        history: z
          .array(
            z
              .object({
                since: instant('Since when; null: from the beginning').nullable(),
                rules: rulesSchema,
              })
              .openapi('DatedRules', {
                description: 'Rules with the moment from which on they were in force',
              }),
          )
          .openapi({ description: 'All that were ever brought into force, oldest first' }),
      })
      .openapi({ description: 'The rules of verdicts' }),
    milestones: z.array(number('Threshold')).openapi({ description: 'Smallest first' }),
    hits: z
      .object({
        ...hitRule,
        families: z
          .array(z.object({ family, ...hitRule }).openapi('FamilyHitRule', { description: 'Of one family' }))
          .openapi({ description: 'Families with a rule of their own' }),
      })
      .openapi('HitRules', { description: 'What is called a hit (爆款)' }),
    cadence: z
      .object({
        hourlyForHours: number('Read hourly for so many hours after publication'),
        dailyForDays: number('Then daily for so many days; weekly after that'),
      })
      .openapi('Cadence', { description: 'How often a placement is read, by its age' }),
    schedule: z
      .object({
        timeZone: text('IANA zone of the schedule'),
        hourly: text('Cron expression: young placements'),
        nightly: text('Cron expression: everything that is due'),
        hotLists: text('Cron expression: ranks on hot lists; empty: not told').openapi({
          example: '*/10 * * * *',
        }),
        discovery: text('Cron expression: new items on our accounts; null: looked for when a person asks')
          .nullable()
          .openapi({ example: '40 5 * * *' }),
        isFollowed: z.boolean().openapi({ description: 'False: this process collects only when it is told' }),
      })
      .nullable()
      .openapi({ description: 'When it is collected; null: this server has no configuration of it' }),
    authorisationWarningDays: z
      .array(z.union(WARNING_DAYS.map(days => z.literal(days))))
      .openapi({ description: 'Days before an authorisation ends on which it is warned of' }),
    keepPayloadsDays: number('Days').nullable().openapi({
      description: 'How long what platforms said is kept; null: for ever. What a publication names always is',
    }),
  })
  .openapi('Settings', { description: 'By what is counted and collected, without any secret' });

export type SettingsBody = z.infer<typeof settingsSchema>;
