import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { iso } from '../../../pipeline/days.ts';
import { formulaName } from '../../../pipeline/domain/formula.ts';
import { totalOf } from '../../../pipeline/domain/totals.ts';
import { sayClosed } from '../../../pipeline/jobs/closed-windows.ts';
import { type CampaignFigures, findCampaign, readFigures } from '../../../pipeline/jobs/figures.ts';
import { readWorks } from '../../../pipeline/store/catalogue.ts';
import type { NamedCount } from '../../../pipeline/store/placement-counts.ts';
import {
  countPlacementReadings,
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
  readingsPageQuery,
  readingsSchema,
} from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { momentOf, momentText } from '../moment.ts';
import { presentCount, presentInterval, presentPlacement } from '../present.ts';
import { ApiProblem } from '../problem.ts';
import { requireKnown } from '../require-known.ts';
import { createRouter, json, problems } from '../route-parts.ts';

/** One answer holds no more: hourly readings of twelve weeks. Older ones are asked for by `offset`. */
const MOST_READINGS = 2_000;

const placementsRoute = createRoute({
  method: 'get',
  path: '/campaigns/{id}/placements',
  operationId: 'listPlacements',
  tags: ['placements'],
  summary: 'The placements of a total, all or those of one episode, work, platform, kind, series or state',
  request: { params: campaignParams, query: placementsQuery },
  responses: { 200: json(placementsSchema, 'In order of registration'), ...problems(404, 422) },
});

const readingsRoute = createRoute({
  method: 'get',
  path: '/placements/{id}/readings',
  operationId: 'listReadings',
  tags: ['placements'],
  summary: 'The readings a count comes from',
  request: { params: placementParams, query: readingsPageQuery },
  responses: { 200: json(readingsSchema, 'Newest first'), ...problems(404) },
});

/** The placements of a campaign, and the readings of one. */
export const placementRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(placementsRoute, async c => {
    const { formula, episode, work, platform, kind, series, state, ...asked } = c.req.valid('query');
    const campaign = await findCampaign(deps.db, c.req.valid('param').id);
    const read = await readFigures(deps.db, campaign, await momentOf(deps, asked), formula);
    if (episode) requireKnown('episode', episode, new Set(read.episodes.map(({ id }) => id)));
    if (platform !== undefined) requireKnown('platform', platform, new Set(read.platforms.keys()));
    const ofSeries = series === undefined ? null : await worksOfSeries(deps, campaign.id, series);
    const said = (placements: readonly NamedCount[]): Promise<NamedCount[]> =>
      sayClosed(deps, placements, campaign, read.moment.asOf);
    const [counted, apart] = await Promise.all([said(read.figures.counted), said(read.figures.apart)]);
    const body = presentList({ ...read, figures: { ...read.figures, counted, apart } }, placement => {
      const ofEpisode = episode === undefined || (placement.episodeId ?? '') === episode;
      const ofWork = work === undefined || placement.workId === work;
      const onPlatform = platform === undefined || placement.platformId === platform;
      const ofKind = kind === undefined || placement.kind === kind;
      const inSeries = ofSeries === null || ofSeries.has(placement.workId);
      const inState = state === undefined || placement.state === state;
      return ofEpisode && ofWork && onPlatform && ofKind && inSeries && inState;
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
    const { offset, ...asked } = c.req.valid('query');
    const moment = await momentOf(deps, asked);
    const [readings, total] = await Promise.all([
      readPlacementReadings(deps.db, placementId, moment, { limit: MOST_READINGS, offset }),
      countPlacementReadings(deps.db, placementId, moment),
    ]);
    const body: Readings = {
      placementId,
      timeZone,
      readings: readings.map(presentReading),
      total,
      more: offset + readings.length < total,
    };
    return c.json(readingsSchema.parse(body), 200);
  });
  return router;
};

/** @throws ApiProblem 400 naming the series there are. */
const worksOfSeries = async (
  { db }: ApiDeps,
  campaign: string,
  series: string,
): Promise<ReadonlySet<string>> => {
  const works = await readWorks(db, campaign);
  requireKnown('series', series, new Set(works.flatMap(work => (work.series === '' ? [] : [work.series]))));
  return new Set(works.filter(work => work.series === series).map(({ id }) => id));
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
    apart: figures.apart.filter(isAsked).map(presentPlacement),
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
