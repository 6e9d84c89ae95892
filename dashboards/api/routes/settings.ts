import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { settingsSchema } from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { createRouter, json, problems } from '../route-parts.ts';
import { readSettings } from '../settings.ts';

const settingsRoute = createRoute({
  method: 'get',
  path: '/settings',
  operationId: 'getSettings',
  tags: ['settings'],
  summary: 'Formulas, definitions, rules, thresholds and schedule in force',
  responses: { 200: json(settingsSchema, 'As it is in force now'), ...problems() },
});

/** What holds here. Nothing of it can be changed through the API: the configuration and the catalogues say it. */
export const settingsRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(settingsRoute, async c => c.json(settingsSchema.parse(await readSettings(deps)), 200));
  return router;
};
