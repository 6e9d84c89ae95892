import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { iso } from '../../../pipeline/days.ts';
import type { StoredReading } from '../../../pipeline/domain/knowledge.ts';
import { type Doubt, readDoubts } from '../../../pipeline/jobs/doubts.ts';
import { type Fall, readFalls } from '../../../pipeline/jobs/falls.ts';
import { findCampaign } from '../../../pipeline/jobs/figures.ts';
import {
  campaignParams,
  classedFallSchema,
  type DoubtRow,
  doubtsSchema,
  type FallRow,
  fallClassSchema,
  fallParams,
  fallsSchema,
  placementParams,
  readingsQuery,
  wordSchema,
  wordTakenSchema,
} from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { deskOf } from '../desk-parts.ts';
import { momentOf, momentText } from '../moment.ts';
import { presentPlacement } from '../present.ts';
import { createRouter, json, jsonBody, problems, smallBody } from '../route-parts.ts';

const doubtsRoute = createRoute({
  method: 'get',
  path: '/campaigns/{id}/doubts',
  operationId: 'listDoubts',
  tags: ['doubts'],
  summary: 'Readings that the rules doubt, or that persons decided on',
  request: { params: campaignParams, query: readingsQuery },
  responses: { 200: json(doubtsSchema, 'Newest first'), ...problems(404) },
});

const decideRoute = createRoute({
  method: 'post',
  path: '/placements/{id}/decisions',
  operationId: 'decideReading',
  tags: ['doubts'],
  summary: 'Accept a reading, take it out, or give it back to the rules',
  middleware: smallBody,
  request: { params: placementParams, body: jsonBody(wordSchema) },
  responses: { 200: json(wordTakenSchema, 'Before and after'), ...problems(403, 404, 422) },
});

const fallsRoute = createRoute({
  method: 'get',
  path: '/campaigns/{id}/falls',
  operationId: 'listFalls',
  tags: ['doubts'],
  summary: 'Counters that went down for good, and why',
  request: { params: campaignParams, query: readingsQuery },
  responses: { 200: json(fallsSchema, 'Newest first'), ...problems(404) },
});

const classifyRoute = createRoute({
  method: 'post',
  path: '/campaigns/{id}/falls/{fall}',
  operationId: 'classifyFall',
  tags: ['doubts'],
  summary: 'Say why a counter fell',
  middleware: smallBody,
  request: { params: fallParams, body: jsonBody(fallClassSchema) },
  responses: { 200: json(classedFallSchema, 'As it is known now'), ...problems(403, 404, 422) },
});

/** What the rules doubt, what fell, and what persons say of it. */
export const doubtRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(doubtsRoute, async c => {
    const { id } = await findCampaign(deps.db, c.req.valid('param').id);
    const moment = await momentOf(deps, c.req.valid('query'));
    const readings = (await readDoubts(deps.db, id, moment)).map(presentDoubt);
    return c.json(doubtsSchema.parse({ ...momentText(moment), readings }), 200);
  });
  router.openapi(decideRoute, async c => {
    const { observedAt, decision, by, reason, ...reading } = c.req.valid('json');
    const placementId = c.req.valid('param').id;
    const of = { ...reading, placementId, observedAt: Date.parse(observedAt) };
    const taken = await deskOf(deps, c).decide(of, { decision, by, reason });
    const body = {
      before: presentVerdict(taken.before),
      after: presentVerdict(taken.after),
      recordedAt: iso(taken.decision.recordedAt),
      stored: taken.stored,
    };
    return c.json(wordTakenSchema.parse(body), 200);
  });
  router.openapi(fallsRoute, async c => {
    const { id } = await findCampaign(deps.db, c.req.valid('param').id);
    const moment = await momentOf(deps, c.req.valid('query'));
    const falls = (await readFalls(deps, id, moment)).map(presentFall);
    return c.json(fallsSchema.parse({ ...momentText(moment), falls }), 200);
  });
  router.openapi(classifyRoute, async c => {
    const { id, fall } = c.req.valid('param');
    const classed = await deskOf(deps, c).classifyFall(id, fall, c.req.valid('json'));
    return c.json(classedFallSchema.parse(presentFall(classed)), 200);
  });
  return router;
};

const presentDoubt = ({ placement, statement, ...doubt }: Doubt): DoubtRow => ({
  ...doubt,
  observedAt: iso(doubt.observedAt),
  recordedAt: iso(doubt.recordedAt),
  placement: placement && presentPlacement(placement),
  statement: statement && {
    author: statement.author,
    importedBy: statement.importedBy,
    fileName: statement.fileName,
    payloadId: statement.payloadId,
    recordedAt: iso(statement.recordedAt),
  },
});

const presentFall = ({ placement, ...fall }: Fall): FallRow => ({
  ...fall,
  at: iso(fall.at),
  confirmedAt: iso(fall.confirmedAt),
  placement: placement && presentPlacement(placement),
});

const presentVerdict = ({ judgement: { verdict, reason, count } }: StoredReading) => ({
  verdict,
  reason,
  count,
});
