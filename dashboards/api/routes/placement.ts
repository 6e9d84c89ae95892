import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { iso } from '../../../pipeline/days.ts';
import { sayClosed } from '../../../pipeline/jobs/closed-windows.ts';
import { findCampaign } from '../../../pipeline/jobs/figures.ts';
import { readNamedCounts } from '../../../pipeline/store/placement-counts.ts';
import { readPeak } from '../../../pipeline/store/placement-peak.ts';
import { readPlacementCampaign } from '../../../pipeline/store/placement-readings.ts';
import { type PlacementDetail, placementDetailSchema, placementParams, readingsQuery } from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { momentOf, momentText } from '../moment.ts';
import { presentPlacement } from '../present.ts';
import { ApiProblem } from '../problem.ts';
import { createRouter, json, problems } from '../route-parts.ts';

const detailRoute = createRoute({
  method: 'get',
  path: '/placements/{id}',
  operationId: 'getPlacement',
  tags: ['placements'],
  summary: 'What a placement counts as, and the most it ever did',
  request: { params: placementParams, query: readingsQuery },
  responses: { 200: json(placementDetailSchema, 'Current and peak'), ...problems(404) },
});

/** One placement, current and peak: a counter that fell still shows what it once was. */
export const placementRoute = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(detailRoute, async c => {
    const { id } = c.req.valid('param');
    const campaignId = await readPlacementCampaign(deps.db, id);
    if (campaignId === null) throw unknown(`There is no placement ${id}.`, `没有编号为 ${id} 的分发。`);
    const campaign = await findCampaign(deps.db, campaignId);
    const moment = await momentOf(deps, c.req.valid('query'));
    const counts = await readNamedCounts(deps.db, campaignId, moment);
    const [placement] = await sayClosed(
      deps,
      counts.filter(({ placementId }) => placementId === id),
      campaign,
      moment.asOf,
    );
    if (!placement) {
      throw unknown(
        `Placement ${id} is not expected as of ${iso(moment.asOf)}, known by ${iso(moment.knownAt)}.`,
        `截至 ${iso(moment.asOf)}（已知至 ${iso(moment.knownAt)}），编号为 ${id} 的分发尚不计入。`,
      );
    }
    const peak = await readPeak(deps.db, placement, moment);
    const body: PlacementDetail = {
      ...momentText(moment),
      campaignId,
      timeZone: campaign.timeZone,
      placement: presentPlacement(placement),
      peak: peak && placement.source && { low: peak.low, at: iso(peak.at), source: placement.source },
    };
    return c.json(placementDetailSchema.parse(body), 200);
  });
  return router;
};

const unknown = (en: string, zh: string): ApiProblem => new ApiProblem(404, 'unknown-placement', en, zh);
