import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { iso } from '../../../pipeline/days.ts';
import { type AdjustmentRecord, countedAdjustments } from '../../../pipeline/domain/adjustment.ts';
import { cancelledOf, findCampaign } from '../../../pipeline/jobs/figures.ts';
import { readAdjustments } from '../../../pipeline/store/adjustments.ts';
import { readEpisodesKnown } from '../../../pipeline/store/catalogue-known.ts';
import { type Moment, readPlacementCounts } from '../../../pipeline/store/placement-counts.ts';
import { presentAdjustment } from '../adjusted.ts';
import {
  type AdjustmentRecordRow,
  adjustingSchema,
  adjustmentParams,
  adjustmentRecordSchema,
  adjustmentsSchema,
  campaignParams,
  knownQuery,
  withdrawingSchema,
} from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { deskOf } from '../desk-parts.ts';
import { momentOf, momentText } from '../moment.ts';
import { createRouter, json, jsonBody, problems, smallBody } from '../route-parts.ts';

const listRoute = createRoute({
  method: 'get',
  path: '/campaigns/{id}/adjustments',
  operationId: 'listAdjustments',
  tags: ['adjustments'],
  summary: 'Every change of a campaign’s totals by hand, withdrawn ones included',
  request: { params: campaignParams, query: knownQuery },
  responses: { 200: json(adjustmentsSchema, 'In order of recording'), ...problems(404) },
});

const addRoute = createRoute({
  method: 'post',
  path: '/campaigns/{id}/adjustments',
  operationId: 'addAdjustment',
  tags: ['adjustments'],
  summary: 'Sign a correction, or take the rise of a jump out as boosted',
  middleware: smallBody,
  request: { params: campaignParams, body: jsonBody(adjustingSchema) },
  responses: { 201: json(adjustmentRecordSchema, 'Recorded'), ...problems(403, 404, 422) },
});

const withdrawRoute = createRoute({
  method: 'post',
  path: '/campaigns/{id}/adjustments/{adjustment}/withdraw',
  operationId: 'withdrawAdjustment',
  tags: ['adjustments'],
  summary: 'Take an adjustment back; it stays on record',
  middleware: smallBody,
  request: { params: adjustmentParams, body: jsonBody(withdrawingSchema) },
  responses: { 200: json(adjustmentRecordSchema, 'As it stands now'), ...problems(403, 404, 422) },
});

/** Changes of totals by hand. */
export const adjustmentRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  const readRows = async (campaign: string, moment: Moment): Promise<AdjustmentRecordRow[]> => {
    const [records, placements, episodes] = await Promise.all([
      readAdjustments(deps.db, campaign, moment.knownAt),
      readPlacementCounts(deps.db, campaign, moment),
      readEpisodesKnown(deps.db, campaign, moment.knownAt),
    ]);
    const counted = countedAdjustments(records, placements, cancelledOf(episodes), moment.asOf);
    return records.map(record => {
      const found = counted.find(({ id }) => id === record.id);
      return { ...presentRecord(record), ...(found && { ...presentAdjustment(found), counts: true }) };
    });
  };
  router.openapi(listRoute, async c => {
    const campaign = await findCampaign(deps.db, c.req.valid('param').id);
    const moment = await momentOf(deps, c.req.valid('query'));
    const body = { ...momentText(moment), adjustments: await readRows(campaign.id, moment) };
    return c.json(adjustmentsSchema.parse(body), 200);
  });
  /** As it stands at the present, which is not before it was recorded. */
  const answer = async (campaign: string, id: string): Promise<AdjustmentRecordRow> => {
    const now = deps.clock.now();
    const rows = await readRows(campaign, { asOf: now, knownAt: now });
    return adjustmentRecordSchema.parse(rows.find(row => row.id === id));
  };
  router.openapi(addRoute, async c => {
    const { id: campaign } = c.req.valid('param');
    const body = c.req.valid('json');
    const desk = deskOf(deps, c);
    const added =
      body.kind === 'correction'
        ? await desk.correct({ ...body, campaign, effectiveAt: Date.parse(body.effectiveAt) })
        : await desk.exclude({ ...body, campaign, observedAt: Date.parse(body.observedAt) });
    return c.json(await answer(campaign, added.id), 201);
  });
  router.openapi(withdrawRoute, async c => {
    const { id: campaign, adjustment } = c.req.valid('param');
    await deskOf(deps, c).withdraw(campaign, adjustment, c.req.valid('json'));
    return c.json(await answer(campaign, adjustment), 200);
  });
  return router;
};

/** One that does not count stands where it was written for. */
const presentRecord = ({ withdrawal, ...adjustment }: AdjustmentRecord): AdjustmentRecordRow => ({
  ...presentAdjustment({ ...adjustment, platformId: null }),
  withdrawal: withdrawal && { ...withdrawal, recordedAt: iso(withdrawal.recordedAt) },
  counts: false,
});
