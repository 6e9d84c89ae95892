import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { iso } from '../../../pipeline/days.ts';
import { type BroadcastFigure, INDICATORS } from '../../../pipeline/domain/broadcast.ts';
import { findCampaign } from '../../../pipeline/jobs/figures.ts';
import { readBroadcastFigures } from '../../../pipeline/store/broadcast.ts';
import { broadcastSchema, campaignParams, readingsQuery } from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { momentOf, momentText } from '../moment.ts';
import { createRouter, json, problems } from '../route-parts.ts';

const broadcastRoute = createRoute({
  method: 'get',
  path: '/campaigns/{id}/broadcast',
  operationId: 'listBroadcastFigures',
  tags: ['broadcast'],
  summary: 'What panels and operators stated of a campaign’s broadcasts; never added up',
  request: { params: campaignParams, query: readingsQuery },
  responses: { 200: json(broadcastSchema, 'Episode by episode'), ...problems(404) },
});

/** The broadcast panel. */
export const broadcastRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(broadcastRoute, async c => {
    const { id, timeZone } = await findCampaign(deps.db, c.req.valid('param').id);
    const moment = await momentOf(deps, c.req.valid('query'));
    const figures = (await readBroadcastFigures(deps.db, id, moment)).map(presentFigure);
    return c.json(broadcastSchema.parse({ timeZone, ...momentText(moment), figures }), 200);
  });
  return router;
};

const presentFigure = (figure: BroadcastFigure) => ({
  episode: figure.episodeId,
  platform: figure.platform,
  account: figure.accountId === '' ? null : figure.accountId,
  channel: figure.channel,
  programme: figure.programme,
  airedOn: figure.airedOn,
  slot: figure.slot,
  indicator: figure.indicator,
  name: { zh: INDICATORS[figure.indicator].zh, en: INDICATORS[figure.indicator].en },
  value: figure.value,
  text: figure.text,
  unit: figure.unit,
  periodFrom: figure.periodFrom,
  periodTo: figure.periodTo,
  method: figure.method,
  methodText: figure.methodText,
  universe: figure.universe,
  author: figure.author,
  document: figure.document,
  payloadId: figure.documentHash,
  statedAt: iso(figure.statedAt),
  recordedAt: iso(figure.recordedAt),
});
