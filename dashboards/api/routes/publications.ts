import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { type Against, comparePublication } from '../../../pipeline/jobs/compare-publication.ts';
import { findCampaign } from '../../../pipeline/jobs/figures.ts';
import { findPublication, verifyPublication } from '../../../pipeline/jobs/publications.ts';
import { readPublications } from '../../../pipeline/store/publications.ts';
import {
  campaignParams,
  comparisonQuery,
  comparisonSchema,
  publicationDetailSchema,
  publicationParams,
  publicationsQuery,
  publicationsSchema,
  publishingSchema,
  verificationSchema,
} from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { deskOf } from '../desk-parts.ts';
import { momentOf } from '../moment.ts';
import { ApiProblem } from '../problem.ts';
import {
  presentComparison,
  presentPublication,
  presentPublicationDetail,
  presentVerification,
} from '../publications.ts';
import { createRouter, json, jsonBody, problems, smallBody } from '../route-parts.ts';

const tags = ['publications'];

const listRoute = createRoute({
  method: 'get',
  path: '/publications',
  operationId: 'listPublications',
  tags,
  summary: 'Totals that were frozen',
  request: { query: publicationsQuery },
  responses: { 200: json(publicationsSchema, 'Newest first'), ...problems(404) },
});

const showRoute = createRoute({
  method: 'get',
  path: '/publications/{id}',
  operationId: 'getPublication',
  tags,
  summary: 'A frozen total, line by line',
  request: { params: publicationParams },
  responses: { 200: json(publicationDetailSchema, 'As it was printed'), ...problems(404) },
});

const publishRoute = createRoute({
  method: 'post',
  path: '/campaigns/{id}/publications',
  operationId: 'publishTotal',
  tags,
  summary: 'Freeze a total for good',
  middleware: smallBody,
  request: { params: campaignParams, body: jsonBody(publishingSchema) },
  responses: { 201: json(publicationDetailSchema, 'Frozen'), ...problems(403, 404, 409, 422) },
});

const verifyRoute = createRoute({
  method: 'get',
  path: '/publications/{id}/verification',
  operationId: 'verifyPublication',
  tags,
  summary: 'The total formed anew at its (T, K) and held against what was frozen',
  request: { params: publicationParams },
  responses: {
    200: json(verificationSchema, 'Whether it is the same, and what is not'),
    ...problems(404, 422),
  },
});

const compareRoute = createRoute({
  method: 'get',
  path: '/publications/{id}/comparison',
  operationId: 'comparePublication',
  tags,
  summary: 'What became known of it since, and what came after, line by line',
  request: { params: publicationParams, query: comparisonQuery },
  responses: { 200: json(comparisonSchema, 'Revision and growth'), ...problems(404, 422) },
});

/** Frozen totals: there is no way here to change or delete one. */
export const publicationRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(listRoute, async c => {
    const { campaign } = c.req.valid('query');
    const id = campaign === undefined ? null : (await findCampaign(deps.db, campaign)).id;
    const publications = (await readPublications(deps.db, id)).map(presentPublication);
    return c.json(publicationsSchema.parse({ publications }), 200);
  });
  router.openapi(showRoute, async c => {
    const publication = await findPublication(deps.db, c.req.valid('param').id);
    return c.json(publicationDetailSchema.parse(presentPublicationDetail(publication)), 200);
  });
  router.openapi(publishRoute, async c => {
    const { asOf, knownAt, ...request } = c.req.valid('json');
    const publication = await deskOf(deps, c).publish({
      ...request,
      campaignId: c.req.valid('param').id,
      asOf: asOf === undefined ? undefined : Date.parse(asOf),
      knownAt: knownAt === undefined ? undefined : Date.parse(knownAt),
    });
    return c.json(publicationDetailSchema.parse(presentPublicationDetail(publication)), 201);
  });
  router.openapi(verifyRoute, async c => {
    const verification = await verifyPublication(deps.db, c.req.valid('param').id);
    return c.json(verificationSchema.parse(presentVerification(verification, deps.clock.now())), 200);
  });
  router.openapi(compareRoute, async c => {
    const { with: other, ...asked } = c.req.valid('query');
    if (other !== undefined && (asked.asOf !== undefined || asked.knownAt !== undefined)) {
      throw new ApiProblem(
        400,
        'bad-parameter',
        'Parameter "with" names another publication, whose moment is its own: leave "asOf" and "knownAt" out.',
        '参数“with”已指定另一次发布，其时刻以该次发布为准：请去掉“asOf”和“knownAt”。',
      );
    }
    const against: Against = other === undefined ? await momentOf(deps, asked) : { publication: other };
    const comparison = await comparePublication(deps.db, c.req.valid('param').id, against);
    return c.json(comparisonSchema.parse(presentComparison(comparison)), 200);
  });
  return router;
};
