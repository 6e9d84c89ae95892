import { z } from '@hono/zod-openapi';
import { INBOX_STATES } from '../../../pipeline/store/inbox.ts';
import { instant, kind, metric, moment, number, text } from './parts.ts';

const name = (description: string) => z.string().min(1).max(500).openapi({ description });

/** Where items are to be registered: the same for links and for entries of the inbox. */
export const destination = {
  campaign: name('Campaign; left out: the only one there is').optional(),
  episode: name('Episode; left out: a work of the campaign alone').optional(),
  work: name('A work that is there; left out: a new one').optional(),
  kind: kind.optional(),
  account: name('Account, where the platform has several').optional(),
  title: name('Title of a new work').optional(),
  by: name('Who signs it; stands in the trail of changes').optional(),
};

const link = z.string().min(1).max(2_000).openapi({ description: 'A link, short link or whole share text' });

/** POST /api/v1/placements */
export const additionSchema = z
  .strictObject({
    links: z
      .array(
        z.union([
          link,
          z
            .strictObject({
              link,
              account: name('Account, where the platform has several').optional(),
              as: kind.optional().openapi({ description: 'What it leads to, where the link cannot tell' }),
            })
            .openapi('AccountedLink', { description: 'A link, and whose item it leads to' }),
        ]),
      )
      .min(1)
      .max(50)
      .openapi({ description: 'Links, short links or whole share texts, all of one work' }),
    ...destination,
    publishedAt: z.iso
      .datetime({ offset: true })
      .optional()
      .openapi({ description: 'When it was published' }),
    plan: z.boolean().optional().openapi({ description: 'True: only tell what would be registered' }),
  })
  .openapi('Addition', { description: 'Links to be registered as placements of one work' });

/** POST /api/v1/inbox/{id} */
export const decisionSchema = z
  .strictObject({
    action: z.enum(['accept', 'ignore', 'restore']).openapi({
      description: 'Register it, leave it out for good, or let what was left out wait again',
    }),
    ...destination,
  })
  .openapi('Decision', {
    description: 'What becomes of an entry; without a place it goes where it was proposed',
  });

export const placedSchema = z
  .object({
    applied: z.boolean().openapi({ description: 'False: a plan, nothing was changed' }),
    campaign: text('Campaign'),
    work: z
      .object({
        id: text('Work'),
        isNew: z.boolean().openapi({ description: 'Made for these placements' }),
        episode: text('Its episode; null for the campaign alone').nullable(),
        kind,
        title: text('Title'),
      })
      .openapi('PlacedWork', { description: 'The work they are placements of' }),
    placements: z
      .array(
        z
          .object({
            placementId: number('Number; 0 in a plan'),
            platform: text('Platform id'),
            account: text('Account'),
            externalId: text('The item id of the platform'),
            metric,
            url: text('Link for people'),
            publishedAt: instant('Publication; null where it is not known').nullable(),
          })
          .openapi('PlacedItem', { description: 'One placement' }),
      )
      .openapi({ description: 'In the order of the links' }),
    catalogue: z
      .object({
        place: text('Where in the catalogue file the lines belong'),
        yaml: text('The lines that the catalogue file does not contain yet'),
      })
      .openapi('CatalogueSnippet', { description: 'What to paste, since the file declares what is counted' }),
  })
  .openapi('Placed', { description: 'What was registered, or would be' });

const proposalSchema = z
  .object({
    campaign: text('Campaign'),
    episode: text('Episode; null: the campaign alone, or not known').nullable(),
    work: text('A work that is there; null: a new one').nullable(),
    rule: text('The rules that matched, in words'),
    confident: z.boolean().openapi({ description: 'One episode of one campaign was left' }),
    doubt: text('What a person has to decide; empty when confident'),
  })
  .openapi('Proposal', { description: 'Where an entry seems to belong, or was put' });

const entrySchema = z
  .object({
    id: text('Entry'),
    platform: text('Platform id'),
    account: text('In whose list it stands'),
    externalId: text('The item id of the platform'),
    title: text('As the platform shows it'),
    url: text('Link for people'),
    kind,
    metric,
    publishedAt: instant('Publication; null where the platform does not say').nullable(),
    discoveredAt: instant('When it was first listed'),
    proposal: proposalSchema.nullable().openapi({ description: 'Null: no rule speaks for any campaign' }),
    state: z.enum(INBOX_STATES).openapi({ description: 'What became of it' }),
    placementId: z.int().positive().nullable().openapi({ description: 'Its placement once accepted' }),
  })
  .openapi('InboxEntry', { description: 'An item of one of our accounts' });

/** GET /api/v1/inbox */
export const inboxSchema = z
  .object({ entries: z.array(entrySchema).openapi({ description: 'Newest item first' }) })
  .openapi('Inbox', { description: 'Items that wait to be registered, or were decided on' });

export const decidedSchema = z
  .object({
    entry: entrySchema,
    placed: placedSchema.nullable().openapi({ description: 'What was registered; null where nothing was' }),
    note: text('Why nothing was registered; empty otherwise'),
  })
  .openapi('Decided', { description: 'An entry as it stands after the decision' });

export const inboxQuery = z.strictObject({
  show: z
    .enum([...INBOX_STATES, 'all'])
    .default('waiting')
    .openapi({ description: 'Which entries', example: 'waiting' }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(2_000)
    .default(50)
    .openapi({ description: 'How many, from 1 to 2000', type: 'integer', example: 50 }),
});

export const entryParams = z.object({
  id: z.string().openapi({ description: 'Id of the entry', example: '3f9c1d20aa41' }),
});

/** GET /api/v1/campaigns/{id}/hot */
export const hotSchema = z
  .object({
    timeZone: text('IANA zone of the campaign'),
    ...moment,
    topics: z
      .array(
        z
          .object({
            list: text('List'),
            platform: text('Platform id'),
            topic: text('As the list writes it'),
            matched: text('Keyword or title by which it was matched'),
            firstSeen: instant('First look that found it'),
            lastSeen: instant('Last look that found it'),
            bestRank: z.int().positive().openapi({ description: 'Best rank seen, from 1' }),
            bestAt: instant('First moment at that rank'),
            lastRank: z.int().positive().openapi({ description: 'Rank at the last look that found it' }),
            minutesAtLeast: number('On the list between looks that both found it: at least so long'),
            looks: number('Looks that found it'),
            grainSeconds: number('The longest interval between two looks; shorter stays were not seen'),
            listedAt: instant('The list’s own newest timestamp; null where it states none').nullable(),
            url: text('Link for people'),
            payloadId: text('Hash of the answer with the best rank'),
          })
          .openapi('HotTopic', { description: 'One topic on one list, over all looks' }),
      )
      .openapi({ description: 'Best rank first' }),
  })
  .openapi('Hot', {
    description: 'Where topics of a campaign stood on hot lists. Indices of heat are never totalled',
  });

export type InboxRow = z.infer<typeof entrySchema>;
export type PlacedBody = z.infer<typeof placedSchema>;
export type Inbox = z.infer<typeof inboxSchema>;
export type Decided = z.infer<typeof decidedSchema>;
export type Hot = z.infer<typeof hotSchema>;
