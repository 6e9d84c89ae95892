import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { iso } from '../../../pipeline/days.ts';
import { type Run, readRuns } from '../../../pipeline/store/runs.ts';
import { type Runs, runsQuery, runsSchema } from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { isoOrNull } from '../present.ts';
import { createRouter, json, problems } from '../route-parts.ts';

const runsRoute = createRoute({
  method: 'get',
  path: '/runs',
  operationId: 'listRuns',
  tags: ['collection'],
  summary: 'The newest collections and how they ended',
  request: { query: runsQuery },
  responses: { 200: json(runsSchema, 'Newest slot first'), ...problems() },
});

/** The ledger of collection. */
export const runRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(runsRoute, async c => {
    const runs = await readRuns(deps.db, c.req.valid('query').limit);
    return c.json(runsSchema.parse({ runs: runs.map(presentRun) }), 200);
  });
  return router;
};

const presentRun = (run: Run): Runs['runs'][number] => ({
  id: run.id,
  slot: iso(run.slot),
  trigger: run.trigger,
  state: run.state,
  startedAt: iso(run.startedAt),
  endedAt: isoOrNull(run.endedAt),
  expected: run.expected,
  read: run.read,
  missed: run.missed,
  failed: run.failed,
  summary: run.summary,
});
