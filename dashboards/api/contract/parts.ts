import { z } from '@hono/zod-openapi';
import { APART } from '../../../pipeline/domain/apart.ts';
import { FAMILIES, METRICS } from '../../../pipeline/domain/metrics.ts';
import { SOURCES, WORK_KINDS } from '../../../pipeline/domain/reading.ts';
import { STATES } from '../../../pipeline/domain/totals.ts';

/**
 * The shapes every resource shares. Instants are ISO 8601 in UTC; days are calendar days of the campaign's zone;
 * counts are view-times unless the metric says otherwise; `high: null` is an open upper end; ids are text and never
 * lose digits.
 */
export const instant = (description: string) =>
  z.iso.datetime().openapi({ description, example: '2022-12-30T10:00:00.000Z' });
export const day = (description: string) => z.iso.date().openapi({ description, example: '2022-12-30' });
export const text = (description: string) => z.string().openapi({ description });
export const number = (description: string) => z.int().nonnegative().openapi({ description });

export const low = number('Lower end, view-times');
export const high = z
  .int()
  .nonnegative()
  .nullable()
  .openapi({ description: 'Upper end, view-times; null when open' });

export const bilingual = (description: string) =>
  z.object({ zh: text('Chinese'), en: text('English') }).openapi({ description });

/** A recorded reason, told in both languages. */
export const causeSchema = z
  .object({
    code: text('What it is; empty for one that no rule knows'),
    zh: text('It in Chinese; what the platform said is quoted in it'),
    en: text('The same in English'),
    said: text('The platform’s own words; empty where it said none'),
  })
  .openapi('Cause', { description: 'Why something was not read, taken apart' });

export const family = z.enum(FAMILIES).openapi({ description: 'What it may be added to' });
export const metric = z.enum(METRICS).openapi({ description: 'What the counter counts' });
export const kind = z.enum(WORK_KINDS).openapi({ description: 'Kind of work' });
export const source = z.enum(SOURCES).openapi({ description: 'Where the reading came from' });
const state = z.enum(STATES).openapi({
  description:
    'fresh: the latest reading due was accepted; carried: the last accepted one stands; stated: told by the ' +
    'partner; removed: taken off the platform; held: only doubtful readings; never: no value yet',
});

export const coverageSchema = z
  .object({
    expected: number('Placements expected'),
    fresh: number('Read in time'),
    carried: number('Last accepted count carried'),
    stated: number('Told by the partner'),
    removed: number('Removed on the platform, last count kept'),
    held: number('Only doubtful readings: adds nothing'),
    never: number('No value yet: adds nothing'),
  })
  .openapi('Coverage', { description: 'Of the placements expected in a total, how many are in each state' });

/** Ends of a total. Adjustments may take out more than a later fall left: that is shown, never clamped. */
export const totalLow = z.int().openapi({
  description:
    'Lower end, view-times, adjustments included; below 0 only where these take out more than is counted',
});
export const totalHigh = z
  .int()
  .nullable()
  .openapi({ description: 'Upper end, view-times, adjustments included; null when open' });

export const intervalSchema = z
  .object({ low: totalLow, high: totalHigh })
  .openapi('Interval', { description: 'A total with bounds; exact when they are equal' });

export const placementCountSchema = z
  .object({
    placementId: z.int().positive().openapi({ description: 'Number of the placement' }),
    episodeId: text('Its episode; null for a work of the campaign alone').nullable(),
    episodeTitle: text('Title of the episode; null for a work of the campaign alone').nullable(),
    workId: text('The work it shows'),
    workTitle: text('Title of the work'),
    kind,
    platform: text('Platform id'),
    platformName: bilingual('Name of the platform'),
    account: text(
      'Account that shows it; the names of all of them, joined by 、, where one counter is shown on several',
    ),
    accounts: z
      .array(z.string())
      .openapi({ description: 'Ids of the accounts that show it, the one it is collected through first' }),
    externalId: text('The item id of the platform'),
    url: text('Link for people; empty where there is none'),
    metric,
    family,
    apart: z
      .enum(APART)
      .nullable()
      .openapi({
        description:
          'Why it is listed apart and in no total: in_live, the count of its live show holds this replay already; unknown, ' +
          'nobody has said whether it does. Null: it is added',
      }),
    replaces: text('platform/item id of the earlier upload, where it is a new one; empty: none'),
    source: source
      .nullable()
      .openapi({ description: 'Source that gives the count; null before any reading' }),
    state,
    low: low.nullable().openapi({ description: 'Lower end; null without a count, which is not a zero' }),
    high: high.openapi({ description: 'Upper end; null when open, and without a count' }),
    observedAt: instant('Instant of the reading that gives the count; null without a count').nullable(),
    reason: text('Why it is not fresh, as stored; empty when it is'),
    reasonText: bilingual('The same as a short sentence; empty when fresh'),
  })
  .openapi('PlacementCount', { description: 'What one placement counts as, and how sure that is' });

export const formulaSchema = z
  .object({
    name: text('Name and version').openapi({ example: 'video_view_times@1' }),
    families: z.array(z.enum(FAMILIES)).openapi({ description: 'Families it adds; no other ever enters it' }),
    label: bilingual('What it is called in a headline'),
  })
  .openapi('Formula', { description: 'A named, versioned list of families: without one there is no total' });

export const moment = {
  asOf: instant('T: readings observed at or before this count'),
  knownAt: instant('K: readings recorded at or before this count'),
};
export const formulaName = text('Formula of the total, name and version').openapi({
  example: 'video_view_times@1',
});

export const notesSchema = z.array(bilingual('One note')).openapi({
  description:
    '口径说明: what of the total its figures do not tell, such as replays listed apart and items uploaded again',
});

export type PlacementRow = z.infer<typeof placementCountSchema>;
export type CoverageCounts = z.infer<typeof coverageSchema>;
