import { z } from '@hono/zod-openapi';
import { decidedSchema, destination } from './intake.ts';
import { causeSchema, instant, number, text } from './parts.ts';

const name = (description: string) => z.string().trim().min(1).max(500).openapi({ description });

/** POST /api/v1/discoveries */
export const discoverSchema = z
  .strictObject({
    by: name('Who asks'),
    platform: name('Only this platform').optional(),
    account: name('Only this account').optional(),
  })
  .openapi('Discover', { description: 'Where new items are to be looked for; left out: on every account' });

const lookSchema = z
  .object({
    by: text('Who asked; empty: the schedule'),
    startedAt: instant('Start'),
    endedAt: instant('End; null while it goes on').nullable(),
    total: number('Lists to be looked at'),
    accounts: z
      .array(
        z
          .object({
            platform: text('Platform id'),
            account: text('Account'),
            listed: number('Items of the campaigns’ time'),
            found: number('New in the inbox'),
            fault: causeSchema
              .nullable()
              .openapi({ description: 'Why the list is not whole; null where it is' }),
          })
          .openapi('ListedAccount', { description: 'How one account’s list ended' }),
      )
      .openapi({ description: 'Those that were looked at' }),
    found: number('New in the inbox'),
    sure: number('Of these, those whose place is sure; told at the end'),
    fault: causeSchema.nullable().openapi({ description: 'Why it ended early; null where it did not' }),
  })
  .openapi('Discovery', { description: 'A look for new items on our accounts' });

/** GET /api/v1/discoveries. Answered without the database. */
export const discoveriesSchema = z
  .object({
    last: lookSchema.nullable().openapi({ description: 'Under way, or the last one; null before the first' }),
    next: instant('When the schedule looks next; null: it does not').nullable(),
  })
  .openapi('Discoveries', { description: 'Looks for new items' });

/** One person signs them all. */
const { by: _, ...place } = destination;

/** POST /api/v1/inbox: many decisions of one person. */
export const decisionsSchema = z
  .strictObject({
    by: name('Who signs them; stands in the trail of changes'),
    decisions: z
      .array(
        z
          .strictObject({
            id: name('Entry'),
            action: z.enum(['accept', 'ignore', 'restore']).openapi({ description: 'What becomes of it' }),
            ...place,
          })
          .openapi('OneDecision', { description: 'What becomes of one entry' }),
      )
      .min(1)
      .max(500)
      .openapi({ description: 'Done in this order; one that is refused stops no other' }),
  })
  .openapi('Decisions', { description: 'What becomes of many entries' });

export const outcomesSchema = z
  .object({
    outcomes: z
      .array(
        z
          .object({
            id: text('Entry'),
            decided: decidedSchema.nullable().openapi({ description: 'As it stands now; null: refused' }),
            refused: z
              .object({ zh: text('Chinese'), en: text('English') })
              .nullable()
              .openapi({ description: 'Why nothing was done; null where it was' }),
          })
          .openapi('Outcome', { description: 'What became of one decision' }),
      )
      .openapi({ description: 'In the order of the decisions' }),
  })
  .openapi('Outcomes', { description: 'What became of each decision' });

export type Discoveries = z.infer<typeof discoveriesSchema>;
export type Outcomes = z.infer<typeof outcomesSchema>;
