import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { iso } from '../../../pipeline/days.ts';
import { causeOf } from '../../../pipeline/domain/causes.ts';
import { workKey } from '../../../pipeline/jobs/plan.ts';
import { listRejects } from '../../../pipeline/jobs/rejects.ts';
import { readPlacements, readWorks } from '../../../pipeline/store/catalogue.ts';
import { begunSchema, rejectParams, rejectsQuery, rejectsSchema, retrySchema } from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { deskOf } from '../desk-parts.ts';
import { isoOrNull } from '../present.ts';
import { createRouter, json, jsonBody, problems, smallBody } from '../route-parts.ts';

const rejectsRoute = createRoute({
  method: 'get',
  path: '/rejects',
  operationId: 'listRejects',
  tags: ['collection'],
  summary: 'What could not be read, with the evidence and every time it came up',
  request: { query: rejectsQuery },
  responses: { 200: json(rejectsSchema, 'Newest first'), ...problems() },
});

const retryRoute = createRoute({
  method: 'post',
  path: '/rejects/{id}/retry',
  operationId: 'retryReject',
  tags: ['collection'],
  summary: 'Collect again what a reject left unread; the reject keeps its history',
  middleware: smallBody,
  request: { params: rejectParams, body: jsonBody(retrySchema) },
  responses: { 202: json(begunSchema, 'It goes on by itself'), ...problems(403, 404, 409, 422) },
});

/** What could not be read, and another try at it. */
export const rejectRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(rejectsRoute, async c => {
    const [rejects, placements, works] = await Promise.all([
      listRejects(deps.db, c.req.valid('query').limit),
      readPlacements(deps.db),
      readWorks(deps.db),
    ]);
    const byId = new Map(placements.map(placement => [placement.id, placement]));
    const titles = new Map(
      works.map(({ campaignId, id, title }) => [workKey({ campaignId, workId: id }), title]),
    );
    const body = rejects.map(({ placementId: _, placements: concerned, ...reject }) => ({
      ...reject,
      cause: causeOf(reject.reason),
      firstAt: iso(reject.firstAt),
      lastAt: iso(reject.lastAt),
      history: reject.history.map(({ at, runId }) => ({ at: iso(at), runId })),
      placements: concerned.flatMap(id => {
        const placement = byId.get(id);
        if (!placement) return [];
        const { accountId: account, externalId, workId } = placement;
        return [
          { placementId: id, workTitle: titles.get(workKey(placement)) ?? workId, account, externalId },
        ];
      }),
      readAt: isoOrNull(reject.readAt),
    }));
    return c.json(rejectsSchema.parse({ rejects: body }), 200);
  });
  router.openapi(retryRoute, async c => {
    const { id } = c.req.valid('param');
    const begun = await deskOf(deps, c).retryReject(id, c.req.valid('json').by);
    return c.json(begunSchema.parse(begun), 202);
  });
  return router;
};
