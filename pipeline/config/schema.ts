import { IANAZone } from 'luxon';
import { validate as isCron } from 'node-cron';
import { z } from 'zod';
import { FAMILIES } from '../domain/metrics.ts';
import { didYouMean } from '../problems.ts';

const text = (expected: string) => z.string().min(1).describe(expected);
const whole = (expected: string, low: number, high: number) =>
  z.int().min(low).max(high).describe(`${expected}, a whole number from ${low} to ${high}`);

/** A zone of the tz database: `Asia/Shanghai`. Never an offset, whose days move with summer time. */
export const zoneSchema = z
  .string()
  .refine(zone => (IANAZone.isValidZone(zone) && zone.includes('/')) || zone === 'UTC', {
    error: issue =>
      `expected a time zone such as Asia/Shanghai, found "${issue.input}".${didYouMean(String(issue.input), Intl.supportedValuesOf('timeZone'))}`,
  })
  .describe('a time zone such as Asia/Shanghai');

const httpUrl = z.url({ protocol: /^https?$/ }).describe('an address such as https://host.example');

const cron = (example: string) =>
  z
    .string()
    .refine(isCron)
    .describe(`a cron expression such as '${example}' (minute hour day month weekday)`);

const platformSchema = z.strictObject({
  base_url: httpUrl.optional(),
  batch_size: whole('the most items in one request', 1, 1000).optional(),
  codes: z
    .record(z.string(), text("an account's consent code"))
    .default({})
    .describe('consent codes by account id'),
  unofficial: z
    .boolean()
    .default(false)
    .describe("true to use this platform's collectors that read an owner's back-end"),
});

const words = (what: string) => z.array(text(what)).default([]).describe(`a list: ${what} each`);

/** What a campaign's items and topics are recognised by, beside its catalogue. */
const matchSchema = z.strictObject({
  keywords: words('a keyword; all of its words must occur'),
  hashtags: words('a hashtag'),
  episodes: z
    .record(z.string(), words('a word that names the episode'))
    .default({})
    .describe('words by episode id'),
  broadcast_hours: whole('hours after a broadcast', 0, 720).default(24),
});

const hotListSchema = z.strictObject({
  enabled: z.boolean().describe('true to read the list, false to leave it'),
  base_url: httpUrl.optional(),
});

/** The numbers in the rules of verdicts; shares in ten-thousandths, as limits must be whole. */
export const rulesSchema = z.strictObject({
  window_days: whole('days', 1, 366).default(7),
  zero_hours: whole('hours', 0, 8760).default(12),
  waver: z
    .strictObject({
      share_e4: whole('ten-thousandths of the count', 0, 10_000).default(10),
      small: whole('view-times', 0, 1_000_000).default(200),
      small_share_e4: whole('ten-thousandths of the count', 0, 10_000).default(200),
      tiny: whole('view-times', 0, 1_000_000).default(5),
    })
    .prefault({}),
  jump: z
    .strictObject({
      over: whole('view-times', 0, 1_000_000_000).default(100_000),
      factor: whole('times the usual daily growth', 1, 10_000).default(10),
      young_days: whole('days', 0, 366).default(2),
    })
    .prefault({}),
});

const hitRule = {
  at_least: whole('view-times', 1, Number.MAX_SAFE_INTEGER),
  within_days: whole('days after publication', 1, 3660),
};

/** What is called a hit (爆款): so many within so many days, of some families another number. */
export const hitsSchema = z.strictObject({
  at_least: hitRule.at_least.default(100_000),
  within_days: hitRule.within_days.default(7),
  families: z
    .partialRecord(z.enum(FAMILIES).describe(`one of ${FAMILIES.join(', ')}`), z.strictObject(hitRule))
    .default({})
    .describe('rules by family, such as { read: { at_least: 50000, within_days: 30 } }'),
});

/** The shape of `renci.yaml`. Every field tells what it expects, for the list of mistakes. */
export const configSchema = (platforms: readonly string[] | null) =>
  z.strictObject({
    data: text('a folder').default('./data'),
    catalogue: z
      .array(text('the path of a catalogue file'))
      .min(1)
      .default(['./catalogue.yaml'])
      .describe('a list of catalogue files'),
    time_zone: zoneSchema.default('Asia/Shanghai'),
    clickhouse: z
      .strictObject({
        url: httpUrl
          .describe('the HTTP address of a ClickHouse server, such as http://localhost:8123')
          .optional(),
        username: text("a user's name").optional(),
        password: z
          .custom<never>(() => false, 'does not belong in a file: set RENCI_CLICKHOUSE_PASSWORD instead.')
          .optional(),
        database: z
          .string()
          .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
          .describe('the name of a database: letters, digits and _')
          .default('renci'),
      })
      .prefault({}),
    dashboard: z
      .strictObject({
        host: text('an address to listen on, such as 127.0.0.1').default('127.0.0.1'),
        port: whole('a port', 0, 65_535).default(8420),
      })
      .prefault({}),
    schedule: z
      .strictObject({
        hourly: cron('5 * * * *').default('5 * * * *'),
        nightly: cron('0 2 * * *').default('0 2 * * *'),
        hot_lists: cron('*/10 * * * *').default('*/10 * * * *'),
        discovery: cron('40 5 * * *').optional(),
      })
      .prefault({}),
    cadence: z
      .strictObject({
        hourly_for_hours: whole('hours', 0, 8760).default(72),
        daily_for_days: whole('days', 0, 3660).default(14),
      })
      .prefault({}),
    rules: rulesSchema.prefault({}),
    hits: hitsSchema.prefault({}),
    platforms: z
      .record(
        platforms === null
          ? z.string()
          : z.string().refine(id => platforms.includes(id), {
              error: issue =>
                `is not a platform with a collector.${didYouMean(String(issue.input), platforms) || ` Known: ${platforms.join(', ')}.`}`,
            }),
        platformSchema,
      )
      .default({})
      .describe('settings by platform id'),
    campaigns: z.record(z.string(), matchSchema).default({}).describe('keywords and rules by campaign id'),
    hot_lists: z.record(z.string(), hotListSchema).default({}).describe('hot lists by id'),
    import_folder: text('a folder').optional(),
    keep_payloads_days: whole('days, 0 to keep them for ever', 0, 36_500).nullable().default(400),
  });
