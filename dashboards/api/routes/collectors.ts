import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { describeCollectors } from '../../../pipeline/jobs/collector-lines.ts';
import { collectorsSchema } from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { createRouter, json, problems } from '../route-parts.ts';

const collectorsRoute = createRoute({
  method: 'get',
  path: '/collectors',
  operationId: 'listCollectors',
  tags: ['collection'],
  summary: 'Every collector with its capabilities',
  responses: { 200: json(collectorsSchema, 'In order of id'), ...problems() },
});

/** What can be collected, as the collectors declare it. */
export const collectorRoutes = ({ collectors, config }: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(collectorsRoute, c =>
    c.json(collectorsSchema.parse({ collectors: describeCollectors(collectors, config) }), 200),
  );
  return router;
};
