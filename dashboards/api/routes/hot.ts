import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { iso } from '../../../pipeline/days.ts';
import { findCampaign } from '../../../pipeline/jobs/figures.ts';
import { type HotTopic, readHotTopics } from '../../../pipeline/store/hot-ranks.ts';
import { campaignParams, hotSchema, knownQuery } from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { momentOf, momentText } from '../moment.ts';
import { isoOrNull } from '../present.ts';
import { createRouter, json, problems } from '../route-parts.ts';

const hotRoute = createRoute({
  method: 'get',
  path: '/campaigns/{id}/hot',
  operationId: 'listHotTopics',
  tags: ['hot'],
  summary: 'Where a campaign’s topics stood on hot lists, how high and for how long',
  request: { params: campaignParams, query: knownQuery },
  responses: { 200: json(hotSchema, 'Best rank first'), ...problems(404) },
});

/** The ledger of hot lists. */
export const hotRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(hotRoute, async c => {
    const { id, timeZone } = await findCampaign(deps.db, c.req.valid('param').id);
    const moment = await momentOf(deps, c.req.valid('query'));
    // A look is noted when it is made: what was seen by T and known by K was seen by the earlier of the two.
    const topics = await readHotTopics(deps.db, id, Math.min(moment.asOf, moment.knownAt));
    const body = { timeZone, ...momentText(moment), topics: topics.map(presentTopic) };
    return c.json(hotSchema.parse(body), 200);
  });
  return router;
};

const presentTopic = (topic: HotTopic) => ({
  list: topic.listId,
  platform: topic.platform,
  topic: topic.topic,
  matched: topic.matched,
  firstSeen: iso(topic.firstSeen),
  lastSeen: iso(topic.lastSeen),
  bestRank: topic.bestRank,
  bestAt: iso(topic.bestAt),
  lastRank: topic.lastRank,
  minutesAtLeast: topic.minutes,
  looks: topic.looks,
  grainSeconds: topic.grainS,
  listedAt: isoOrNull(topic.listedAt),
  url: topic.url,
  payloadId: topic.payloadId,
});
