import { z } from '@hono/zod-openapi';
import { APART } from '../../../pipeline/domain/apart.ts';
import { PLATFORM_GROUPS, REPLAY_RULES } from '../../../pipeline/domain/catalogue.ts';
import { bilingual, instant, kind, metric, number, text } from './parts.ts';

const platformSchema = z
  .object({
    id: text('Platform id'),
    name: bilingual('Name'),
    group: z.enum(PLATFORM_GROUPS).openapi({ description: 'What sort of platform' }),
    replayInLiveCount: z.enum(REPLAY_RULES).openapi({
      description: 'Does the count of a live show hold its replay? unknown, too, where nobody has said',
    }),
    listed: z
      .boolean()
      .openapi({ description: 'The new items of its accounts can be listed into the inbox' }),
  })
  .openapi('CataloguePlatform', { description: 'A platform as the catalogue has it' });

const accountSchema = z
  .object({ id: text('Account id'), platform: text('Platform id'), name: text('Name') })
  .openapi('CatalogueAccount', { description: 'An account on a platform' });

/** GET /api/v1/catalogue */
export const catalogueSchema = z
  .object({
    mayChange: z.boolean().openapi({ description: 'False: this server only reads' }),
    waiting: number('Entries that wait in the inbox'),
    campaigns: z
      .array(
        z
          .object({
            id: text('Campaign'),
            name: text('Name, Chinese'),
            nameEn: text('Name, English'),
            timeZone: text('IANA zone of its days'),
            episodes: number('Episodes, cancelled ones included'),
            works: number('Works'),
            placements: number('Placements'),
          })
          .openapi('CatalogueCampaign', { description: 'A campaign and how much the catalogue has of it' }),
      )
      .openapi({ description: 'In order of their first day' }),
    platforms: z.array(platformSchema).openapi({ description: 'Of all campaigns, in order of id' }),
    accounts: z.array(accountSchema).openapi({ description: 'Of all campaigns, in order of id' }),
  })
  .openapi('CatalogueOverview', { description: 'What the catalogue holds, over all campaigns' });

/** GET /api/v1/campaigns/{id}/catalogue */
export const campaignCatalogueSchema = z
  .object({
    campaign: text('Campaign'),
    timeZone: text('IANA zone of its days'),
    episodes: z
      .array(
        z
          .object({
            id: text('Episode'),
            number: number('Place in the series'),
            title: text('Title'),
            organisation: text('Whose it is, Chinese'),
            organisationEn: text('Whose it is, English'),
            status: z
              .enum(['planned', 'aired', 'cancelled'])
              .openapi({ description: 'Whether it took place' }),
            airedAt: instant('When it went on the air; null: not said').nullable(),
          })
          .openapi('CatalogueEpisode', { description: 'An episode as the catalogue has it' }),
      )
      .openapi({ description: 'In order of the series' }),
    works: z
      .array(
        z
          .object({
            id: text('Work'),
            episode: text('Its episode; null for the campaign alone').nullable(),
            kind,
            title: text('Title'),
            series: text('Series it belongs to; empty: none'),
            publishedAt: instant('Publication; null: not said').nullable(),
          })
          .openapi('CatalogueWork', { description: 'A work as the catalogue has it' }),
      )
      .openapi({ description: 'In order of id' }),
    placements: z
      .array(
        z
          .object({
            placementId: z.int().positive().openapi({ description: 'Number of the placement' }),
            work: text('The work it shows'),
            platform: text('Platform id'),
            account: text('Account id: the one it is collected through'),
            accounts: z.array(z.string()).openapi({
              description: 'Ids of all accounts that show it with this one counter, that one first',
            }),
            externalId: text('The item id of the platform'),
            replaces: text('platform/item id of the earlier upload, where it is a new one; empty: none'),
            apart: z.enum(APART).nullable().openapi({
              description: 'Why it is listed apart from totals and not added; null: it is added',
            }),
            url: text('Link for people; empty where there is none'),
            metric,
            publishedAt: instant('Publication; null: not said').nullable(),
            registeredAt: instant('When it came into the catalogue'),
          })
          .openapi('CataloguePlacement', { description: 'A placement as the catalogue has it' }),
      )
      .openapi({ description: 'In order of registration' }),
  })
  .openapi('CampaignCatalogue', { description: 'Everything the catalogue has of a campaign' });

/** POST /api/v1/catalogue/links */
export const pastedSchema = z
  .strictObject({
    text: z
      .string()
      .trim()
      .min(1)
      .max(100_000)
      .openapi({ description: 'Links, short links and whole share texts, as pasted; at most 50 links' }),
  })
  .openapi('Pasted', { description: 'Text that holds links' });

export const linksSchema = z
  .object({
    links: z
      .array(
        z
          .object({
            address: text('The link, without the words around it'),
            item: z
              .object({
                platform: text('Platform id'),
                externalId: text('The item id of the platform'),
                metric,
                kind,
                url: text('Canonical link for people'),
                account: text('Account, where a list of ours told it').nullable(),
                title: text('Title, where a list of ours told it; else empty'),
                publishedAt: instant('Publication, where it is known').nullable(),
              })
              .nullable()
              .openapi({ description: 'What it leads to; null where that cannot be told' }),
            placement: z
              .object({
                placementId: z.int().positive().openapi({ description: 'Number of the placement' }),
                campaign: text('Campaign'),
                work: text('Its work'),
                workTitle: text('Title of the work'),
                account: text('Account id'),
              })
              .nullable()
              .openapi({ description: 'The placement it is already; null: none' }),
            repeated: z.boolean().openapi({ description: 'A link before it leads to the same item' }),
            either: z.array(kind).openapi({
              description:
                'What it may be, where the link does not tell: to be said when it is registered; else empty',
            }),
            problem: bilingual('Why it leads to no item, and what to do; null where it does').nullable(),
          })
          .openapi('RecognisedLink', { description: 'What a link leads to' }),
      )
      .openapi({ description: 'In the order of the text' }),
  })
  .openapi('RecognisedLinks', { description: 'What the links of a text lead to. Nothing is registered' });

export type CatalogueOverview = z.infer<typeof catalogueSchema>;
export type CampaignCatalogue = z.infer<typeof campaignCatalogueSchema>;
export type RecognisedLinks = z.infer<typeof linksSchema>;
