import { z } from '@hono/zod-openapi';
import { WARNING_DAYS } from '../../../pipeline/jobs/authorisations.ts';
import { bilingual, family, instant, metric, number, source, text } from './parts.ts';

const flag = (description: string) => z.boolean().openapi({ description });

const collectorSchema = z
  .object({
    id: text('Collector id'),
    platform: text('Platform id'),
    name: bilingual('Name of the platform, or of this side of it'),
    source,
    official: flag('An interface that the platform offers; false: public pages or an owner’s back-end'),
    on: flag('False when it is off by default and the configuration does not allow it'),
    metrics: z
      .array(
        z
          .object({
            metric,
            family,
            counts: flag('It takes placements counted by this metric; false: reported beside them'),
          })
          .openapi('CollectorMetric', { description: 'A metric and what it may be added to' }),
      )
      .openapi({ description: 'Everything it may report' }),
    batchSize: z
      .int()
      .positive()
      .nullable()
      .openapi({ description: 'Most items in one request; null: an account’s list is read page by page' }),
    quota: z
      .object({
        perDay: number('Requests in a day of the platform'),
        by: z.enum(['account', 'application']).openapi({ description: 'What they are counted by' }),
      })
      .nullable()
      .openapi({ description: 'Published quota; null where there is none' }),
    lookBackDays: z
      .number()
      .positive()
      .nullable()
      .openapi({ description: 'Days after publication for which it answers; null: for ever' }),
    delayHours: z
      .number()
      .nonnegative()
      .nullable()
      .openapi({ description: 'Hours by which its numbers lag; null where the platform does not say' }),
    credentials: z
      .array(
        z
          .object({
            name: text('Environment variable'),
            required: flag('It cannot ask without'),
            isSet: flag('It is set; its value is never told'),
          })
          .openapi('Credential', { description: 'A credential by name' }),
      )
      .openapi({ description: 'What it needs from the environment' }),
    authorised: flag('Its accounts have to be authorised by a person'),
    discovery: flag('It can list an account’s new items'),
    strength: z.enum(['A', 'B', 'C', 'D']).openapi({
      description:
        'Of its facts: A the platform’s own document, B public code agrees, C secondary, D assumed',
    }),
    note: bilingual('What else to know'),
  })
  .openapi('Collector', { description: 'One collector and its capabilities' });

/** GET /api/v1/collectors: every collector, in order of id. */
export const collectorsSchema = z
  .object({ collectors: z.array(collectorSchema).openapi({ description: 'In order of id' }) })
  .openapi('Collectors', { description: 'What can be collected, and how' });

const authorisationSchema = z
  .object({
    platform: text('Platform id'),
    account: text('Account id'),
    accountName: text('Name of the account'),
    state: z.enum(['never', 'waiting', 'valid', 'ended']).openapi({
      description:
        'never: no consent yet; waiting: a consent code that the next collection uses; valid; ended: a person must ' +
        'consent again',
    }),
    validUntil: instant('End of the access token, refreshed by itself; null without one').nullable(),
    refreshUntil: instant('End of the refresh token; null without one, or where it has no end').nullable(),
    renewalsLeft: z
      .int()
      .nonnegative()
      .nullable()
      .openapi({ description: 'Renewals of the refresh token left; null without a limit or a token' }),
    consentBy: instant('When a person must have consented again; null where nothing is due').nullable(),
    takesCode: flag('A consent code can be entered for it; false: its key belongs into the settings'),
    warning: z
      .union(WARNING_DAYS.map(days => z.literal(days)))
      .nullable()
      .openapi({ description: 'So many days or less are left; null while there is nothing to do' }),
  })
  .openapi('Authorisation', { description: 'The authorisation of one account' });

/** GET /api/v1/authorisations: the authorisation calendar, what needs a person first. */
export const authorisationsSchema = z
  .object({
    authorisations: z.array(authorisationSchema).openapi({ description: 'What needs a person first' }),
  })
  .openapi('Authorisations', { description: 'The authorisation calendar' });

export const consentParams = z.object({
  platform: z.string().openapi({ description: 'Platform id', example: 'douyin' }),
  account: z.string().openapi({ description: 'Account id', example: 'tianjin-radio-douyin' }),
});

/** POST /api/v1/authorisations/{platform}/{account}/code */
export const consentSchema = z
  .strictObject({
    code: z.string().min(1).max(2_000).openapi({ description: 'The consent code; it is kept nowhere' }),
    by: z.string().min(1).max(500).openapi({ description: 'Who enters it; stands in the log' }),
  })
  .openapi('ConsentCode', { description: 'What the owner of an account brought from the platform' });

export const authorisedSchema = z
  .object({
    platform: text('Platform id'),
    account: text('Account id'),
    validUntil: instant('End of the access token, refreshed by itself'),
  })
  .openapi('Authorised', { description: 'An account that was authorised' });

export type AuthorisedBody = z.infer<typeof authorisedSchema>;
export type Collectors = z.infer<typeof collectorsSchema>;
export type Authorisations = z.infer<typeof authorisationsSchema>;
