import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { iso } from '../../../pipeline/days.ts';
import { formulaName } from '../../../pipeline/domain/formula.ts';
import { totalOf } from '../../../pipeline/domain/totals.ts';
import { sayClosed } from '../../../pipeline/jobs/closed-windows.ts';
import { type CampaignFigures, findCampaign, readFigures } from '../../../pipeline/jobs/figures.ts';
import {
  type EvidenceReading,
  readPlacementReadings,
  readPlacementZone,
} from '../../../pipeline/store/placement-readings.ts';
import {
  campaignParams,
  placementParams,
  placementsQuery,
  placementsSchema,
  type Readings,
  readingsQuery,
  readingsSchema,
} from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { momentOf, momentText } from '../moment.ts';
import { presentCount, presentInterval, presentPlacement } from '../present.ts';
import { ApiProblem } from '../problem.ts';
import { requireKnown } from '../require-known.ts';
import { createRouter, json, problems } from '../route-parts.ts';

/** One page shows no more; hourly readings of twelve weeks. */
const MOST_READINGS = 2_000;

const placementsRoute = createRoute({
  method: 'get',
  path: '/campaigns/{id}/placements',
  operationId: 'listPlacements',
  tags: ['placements'],
  summary: 'The placements of a total, all or those of one episode, work, platform or state',
  request: { params: campaignParams, query: placementsQuery },
  responses: { 200: json(placementsSchema, 'In order of registration'), ...problems(404, 422) },
});

const readingsRoute = createRoute({
  method: 'get',
  path: '/placements/{id}/readings',
  operationId: 'listReadings',
  tags: ['placements'],
  summary: 'The readings a count comes from',
  request: { params: placementParams, query: readingsQuery },
  responses: { 200: json(readingsSchema, 'Newest first'), ...problems(404) },
});

/** The placements of a campaign, and the readings of one. */
export const placementRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(placementsRoute, async c => {
    const { formula, episode, work, platform, state, ...asked } = c.req.valid('query');
    const campaign = await findCampaign(deps.db, c.req.valid('param').id);
    const read = await readFigures(deps.db, campaign, await momentOf(deps, asked), formula);
    if (episode) requireKnown('episode', episode, new Set(read.episodes.map(({ id }) => id)));
    if (platform !== undefined) requireKnown('platform', platform, new Set(read.platforms.keys()));
    const counted = await sayClosed(deps, read.figures.counted, campaign, read.moment.asOf);
    const body = presentList({ ...read, figures: { ...read.figures, counted } }, placement => {
      const ofEpisode = episode === undefined || (placement.episodeId ?? '') === episode;
      const ofWork = work === undefined || placement.workId === work;
      const onPlatform = platform === undefined || placement.platformId === platform;
      return ofEpisode && ofWork && onPlatform && (state === undefined || placement.state === state);
    });
    return c.json(placementsSchema.parse(body), 200);
  });
  router.openapi(readingsRoute, async c => {
    const placementId = c.req.valid('param').id;
    const timeZone = await readPlacementZone(deps.db, placementId);
    if (timeZone === null) {
      throw new ApiProblem(
        404,
        'unknown-placement',
        `There is no placement ${placementId}.`,
        `没有编号为 ${placementId} 的分发。`,
      );
    }
    const moment = await momentOf(deps, c.req.valid('query'));
    const readings = await readPlacementReadings(deps.db, placementId, moment, MOST_READINGS + 1);
    const body: Readings = {
      placementId,
      timeZone,
      readings: readings.slice(0, MOST_READINGS).map(presentReading),
      more: readings.length > MOST_READINGS,
    };
    return c.json(readingsSchema.parse(body), 200);
  });
  return router;
};

const presentList = (
  { moment, formula, figures }: CampaignFigures,
  isAsked: (placement: CampaignFigures['figures']['counted'][number]) => boolean,
) => {
  const listed = figures.counted.filter(isAsked);
  return {
    ...momentText(moment),
    formula: formulaName(formula),
    placements: listed.map(presentPlacement),
    total: presentInterval(totalOf(formula, listed)),
  };
};

const presentReading = (reading: EvidenceReading): Readings['readings'][number] => {
  const count = presentCount(reading.count);
  return {
    observedAt: iso(reading.observedAt),
    recordedAt: iso(reading.recordedAt),
    metric: reading.metric,
    source: reading.source,
    low: reading.low,
    high: reading.high,
    text: reading.text,
    verdict: reading.verdict,
    reason: reading.reason,
    countLow: count.low,
    countHigh: count.high,
    runId: reading.runId,
    payloadId: reading.payloadId,
  };
};
