import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { DEFAULT_HITS } from '../../../pipeline/domain/hits.ts';
import { findCampaign } from '../../../pipeline/jobs/figures.ts';
import { readHitsDocument, readMilestonesDocument } from '../../../pipeline/jobs/milestone-documents.ts';
import { campaignParams, hitsSchema, knownQuery, milestonesSchema, momentQuery } from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { momentOf } from '../moment.ts';
import { createRouter, json, problems } from '../route-parts.ts';

const milestonesRoute = createRoute({
  method: 'get',
  path: '/campaigns/{id}/milestones',
  operationId: 'listMilestones',
  tags: ['time'],
  summary: 'Thresholds that totals have crossed, each with the moment it was known',
  request: { params: campaignParams, query: knownQuery },
  responses: { 200: json(milestonesSchema, 'Oldest first'), ...problems(404) },
});

const hitsRoute = createRoute({
  method: 'get',
  path: '/campaigns/{id}/hits',
  operationId: 'listHits',
  tags: ['time'],
  summary: 'Works and placements that fulfil the rule of hits (爆款)',
  request: { params: campaignParams, query: momentQuery },
  responses: { 200: json(hitsSchema, 'Largest first'), ...problems(404, 422) },
});

/** What a campaign has reached. */
export const milestoneRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(milestonesRoute, async c => {
    const campaign = await findCampaign(deps.db, c.req.valid('param').id);
    const moment = await momentOf(deps, c.req.valid('query'));
    const found = await readMilestonesDocument(deps.db, campaign, moment);
    return c.json(milestonesSchema.parse(found), 200);
  });
  router.openapi(hitsRoute, async c => {
    const { formula, ...asked } = c.req.valid('query');
    const campaign = await findCampaign(deps.db, c.req.valid('param').id);
    const { hits = DEFAULT_HITS } = deps.config;
    const moment = await momentOf(deps, asked);
    const found = await readHitsDocument(deps.db, campaign, moment, { rules: hits, formula });
    return c.json(hitsSchema.parse(found), 200);
  });
  return router;
};
