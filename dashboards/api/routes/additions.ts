import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { additionSchema, placedSchema } from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { deskOf, presentPlaced } from '../desk-parts.ts';
import { createRouter, json, jsonBody, problems, smallBody } from '../route-parts.ts';

const addRoute = createRoute({
  method: 'post',
  path: '/placements',
  operationId: 'addPlacements',
  tags: ['placements'],
  summary: 'Register what links lead to, or tell what would be registered',
  middleware: smallBody,
  request: { body: jsonBody(additionSchema) },
  responses: {
    200: json(placedSchema, 'The plan'),
    201: json(placedSchema, 'Registered'),
    ...problems(403, 404, 409, 422),
  },
});

/** Placements by link. */
export const additionRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(addRoute, async c => {
    const { links, publishedAt, plan = false, ...destination } = c.req.valid('json');
    const request = {
      ...destination,
      texts: links,
      publishedAt: publishedAt === undefined ? undefined : Date.parse(publishedAt),
    };
    const placed = await deskOf(deps, c).add(request, { isPlan: plan });
    return c.json(placedSchema.parse(presentPlaced(placed)), plan ? 200 : 201);
  });
  return router;
};
