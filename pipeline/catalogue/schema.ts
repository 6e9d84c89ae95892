import { DateTime } from 'luxon';
import { z } from 'zod';
import { zoneSchema } from '../config/schema.ts';
import { PLATFORM_GROUPS, REPLAY_RULES } from '../domain/catalogue.ts';
import { FORMULAS } from '../domain/formula.ts';
import { METRICS } from '../domain/metrics.ts';
import { WORK_KINDS } from '../domain/reading.ts';

const text = (expected: string) => z.string().trim().min(1).describe(expected);

const idSchema = z
  .string()
  .regex(/^[\p{L}\p{N}_][\p{L}\p{N}._:-]*$/u)
  .describe('an id of letters, digits and . _ : - without spaces');

const oneOf = <const T extends readonly [string, ...string[]]>(words: T) =>
  z.enum(words).describe(`one of ${words.join(', ')}`);

const day = z
  .string()
  .refine(date => /^\d{4}-\d{2}-\d{2}$/.test(date) && DateTime.fromISO(date).isValid)
  .describe('a day such as 2022-12-05');

/** An instant with its offset: without one it would depend on whose clock reads it. */
const instant = z
  .string()
  .refine(
    at => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})$/.test(at) && DateTime.fromISO(at).isValid,
  )
  .transform(at => DateTime.fromISO(at).toMillis())
  .describe('a moment with its offset, such as 2022-12-05T08:00:00+08:00');

const url = z.url({ protocol: /^https?$/ }).describe('a link such as https://host.example/item');

const placement = z.strictObject({
  platform: idSchema.describe('the id of a platform'),
  account: idSchema.optional().describe('the id of an account'),
  accounts: z
    .array(idSchema.describe('the id of an account'))
    .min(1)
    .optional()
    .describe('a list of accounts, the one it is collected through first'),
  external_id: z.string().regex(/^\S+$/).describe("the platform's own item id, as text in quotes"),
  metric: oneOf(METRICS),
  url: url.optional(),
  replaces: z
    .string()
    .regex(/^\S+$/)
    .optional()
    .describe("an earlier upload's link or id, as text in quotes"),
  published_at: instant.optional(),
});

const work = z.strictObject({
  id: idSchema,
  kind: oneOf(WORK_KINDS),
  title: text('a title'),
  series: text('the name of a series').optional(),
  published_at: instant.optional(),
  placements: z.array(placement).default([]).describe('a list of placements'),
});
export type WorkEntry = z.infer<typeof work>;

const campaign = z.strictObject({
  id: idSchema,
  name: text('a name'),
  name_en: text('a name in English'),
  organiser: text('who organises it'),
  time_zone: zoneSchema,
  starts_on: day,
  ends_on: day,
  formula: oneOf(FORMULAS.map(formula => formula.id) as [string, ...string[]]),
  goal: z.int().positive().optional().describe('a number of view-times above 0'),
  simulated: z.boolean().default(false),
  note: text('a note').optional(),
  previous: idSchema.optional().describe('the id of the campaign before this one'),
});

const episode = z.strictObject({
  id: idSchema,
  number: z.int().positive().describe('a whole number from 1'),
  title: text('a title'),
  organisation: text("an organisation's name"),
  organisation_en: text("an organisation's name in English"),
  status: oneOf(['planned', 'aired', 'cancelled']),
  aired_at: instant.optional(),
  works: z.array(work).default([]).describe('a list of works'),
});

/** The shape of a catalogue file. */
export const catalogueSchema = z.strictObject({
  campaign: campaign.describe('the fields of the campaign'),
  platforms: z
    .array(
      z.strictObject({
        id: idSchema,
        name: text('a name'),
        name_en: text('a name in English'),
        group: oneOf(PLATFORM_GROUPS),
        replay_in_live_count: oneOf(REPLAY_RULES).optional(),
        rules: z
          .partialRecord(oneOf(METRICS), text('what the operator says it counts'))
          .optional()
          .describe('rules by metric, such as { plays: … }'),
      }),
    )
    .describe('a list of platforms'),
  accounts: z
    .array(
      z.strictObject({
        id: idSchema,
        platform: idSchema.describe('the id of a platform'),
        name: text('a name'),
        external_id: z
          .string()
          .regex(/^\S+$/)
          .optional()
          .describe("the platform's own id of the account, as text in quotes"),
      }),
    )
    .describe('a list of accounts'),
  episodes: z.array(episode).default([]).describe('a list of episodes'),
  works: z.array(work).default([]).describe('a list of works of the campaign alone'),
});
export type CatalogueFile = z.infer<typeof catalogueSchema>;
