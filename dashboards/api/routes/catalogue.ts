import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { iso } from '../../../pipeline/days.ts';
import { findCampaign } from '../../../pipeline/jobs/figures.ts';
import type { Recognised } from '../../../pipeline/jobs/recognise.ts';
import {
  readAccounts,
  readCampaigns,
  readEpisodes,
  readPlacements,
  readPlatforms,
  readWorks,
} from '../../../pipeline/store/catalogue.ts';
import { readInbox } from '../../../pipeline/store/inbox.ts';
import {
  campaignCatalogueSchema,
  campaignParams,
  catalogueSchema,
  linksSchema,
  pastedSchema,
  type RecognisedLinks,
} from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { deskOf } from '../desk-parts.ts';
import { isoOrNull } from '../present.ts';
import { refusalZh } from '../refusals.ts';
import { createRouter, json, jsonBody, problems, smallBody } from '../route-parts.ts';

const overviewRoute = createRoute({
  method: 'get',
  path: '/catalogue',
  operationId: 'getCatalogue',
  tags: ['catalogue'],
  summary: 'What the catalogue holds: campaigns, platforms, accounts, and how much waits in the inbox',
  responses: { 200: json(catalogueSchema, 'Over all campaigns'), ...problems() },
});

const campaignRoute = createRoute({
  method: 'get',
  path: '/campaigns/{id}/catalogue',
  operationId: 'getCampaignCatalogue',
  tags: ['catalogue'],
  summary: 'Episodes, works and placements of a campaign',
  request: { params: campaignParams },
  responses: { 200: json(campaignCatalogueSchema, 'As stored now'), ...problems(404) },
});

const linksRoute = createRoute({
  method: 'post',
  path: '/catalogue/links',
  operationId: 'recogniseLinks',
  tags: ['catalogue'],
  summary: 'What pasted links lead to, and which of them are placements already',
  middleware: smallBody,
  request: { body: jsonBody(pastedSchema) },
  responses: { 200: json(linksSchema, 'In the order of the text'), ...problems(403, 422) },
});

/** What is measured, and what links lead to. */
export const catalogueRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  const { db, collectors } = deps;
  router.openapi(overviewRoute, async c => {
    const [campaigns, platforms, accounts, placements, works, waiting, episodes] = await Promise.all([
      readCampaigns(db),
      readPlatforms(db),
      readAccounts(db),
      readPlacements(db),
      readWorks(db),
      readInbox(db, { states: ['waiting'] }),
      readCampaigns(db).then(all => Promise.all(all.map(({ id }) => readEpisodes(db, id)))),
    ]);
    const listed = new Set(collectors.flatMap(({ platform, discovery }) => (discovery ? [platform] : [])));
    const of = (id: string, all: readonly { readonly campaignId: string }[]): number =>
      all.filter(({ campaignId }) => campaignId === id).length;
    const body = {
      mayChange: deps.desk !== undefined,
      waiting: waiting.length,
      campaigns: campaigns.map(({ id, name, nameEn, timeZone }) => ({
        ...{ id, name, nameEn, timeZone },
        episodes: of(id, episodes.flat()),
        works: of(id, works),
        placements: of(id, placements),
      })),
      platforms: platforms.map(({ id, name, nameEn, group, replayInLiveCount = 'unknown' }) => ({
        ...{ id, name: { zh: name, en: nameEn }, group, replayInLiveCount },
        listed: listed.has(id),
      })),
      accounts: accounts.map(({ id, platformId, name }) => ({ id, platform: platformId, name })),
    };
    return c.json(catalogueSchema.parse(body), 200);
  });
  router.openapi(campaignRoute, async c => {
    const campaign = await findCampaign(db, c.req.valid('param').id);
    const [episodes, works, placements] = await Promise.all([
      readEpisodes(db, campaign.id),
      readWorks(db, campaign.id),
      readPlacements(db, campaign.id),
    ]);
    const body = {
      campaign: campaign.id,
      timeZone: campaign.timeZone,
      episodes: episodes.map(episode => ({ ...episode, airedAt: isoOrNull(episode.airedAt) })),
      works: works.map(({ episodeId, ...work }) => ({
        ...work,
        episode: episodeId,
        publishedAt: isoOrNull(work.publishedAt),
      })),
      placements: placements.map(placement => ({
        placementId: placement.id,
        work: placement.workId,
        platform: placement.platformId,
        account: placement.accountId,
        accounts: [placement.accountId, ...(placement.alsoOn ?? [])],
        replaces: placement.replaces ?? '',
        apart: placement.apart ?? null,
        externalId: placement.externalId,
        url: placement.url,
        metric: placement.metric,
        publishedAt: isoOrNull(placement.publishedAt),
        registeredAt: iso(placement.registeredAt),
      })),
    };
    return c.json(campaignCatalogueSchema.parse(body), 200);
  });
  router.openapi(linksRoute, async c => {
    const links = await deskOf(deps, c).recognise(c.req.valid('json').text);
    return c.json(linksSchema.parse({ links: links.map(presentLink) }), 200);
  });
  return router;
};

const presentLink = ({
  address,
  item,
  placement,
  isRepeated,
  either,
  problem,
}: Recognised): RecognisedLinks['links'][number] => ({
  address,
  item: item && {
    platform: item.platform,
    externalId: item.externalId,
    metric: item.metric,
    kind: item.kind,
    url: item.url,
    account: item.accountId,
    title: item.title,
    publishedAt: isoOrNull(item.publishedAt),
  },
  placement: placement && {
    placementId: placement.id,
    campaign: placement.campaignId,
    work: placement.workId,
    workTitle: placement.work?.title ?? placement.workId,
    account: placement.accountId,
  },
  repeated: isRepeated,
  either: [...either],
  problem: problem && {
    zh: problem.told ? refusalZh(problem.told) : problem.message,
    en: problem.message,
  },
});
