import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { iso } from '../../../pipeline/days.ts';
import { quotasLeft } from '../../../pipeline/jobs/quota-left.ts';
import { readPlacements } from '../../../pipeline/store/catalogue.ts';
import { quotasSchema } from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { createRouter, json, problems } from '../route-parts.ts';

const quotasRoute = createRoute({
  method: 'get',
  path: '/quotas',
  operationId: 'listQuotas',
  tags: ['collection'],
  summary: 'How many requests each platform with a published quota still answers today',
  responses: { 200: json(quotasSchema, 'Smallest share left first'), ...problems() },
});

/** What may still be asked today. */
export const quotaRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(quotasRoute, async c => {
    const quotas = quotasLeft(deps, await readPlacements(deps.db)).map(({ renewsAt, ...quota }) => ({
      ...quota,
      renewsAt: iso(renewsAt),
    }));
    return c.json(quotasSchema.parse({ quotas }), 200);
  });
  return router;
};
