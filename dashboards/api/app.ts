import type { OpenAPIHono } from '@hono/zod-openapi';
import { compress } from 'hono/compress';
import type { ApiDeps } from './deps.ts';
import { secureHeaders } from './headers.ts';
import { createMeasures } from './measures.ts';
import { respondWithProblem } from './problem.ts';
import { BASE, createRouter } from './route-parts.ts';
import { additionRoutes } from './routes/additions.ts';
import { authorisationRoutes } from './routes/authorisations.ts';
import { broadcastRoutes } from './routes/broadcast.ts';
import { campaignRoutes } from './routes/campaigns.ts';
import { collectorRoutes } from './routes/collectors.ts';
import { hotRoutes } from './routes/hot.ts';
import { inboxRoutes } from './routes/inbox.ts';
import { operationRoutes } from './routes/operations.ts';
import { notFound, pageRoutes } from './routes/pages.ts';
import { placementRoutes } from './routes/placements.ts';
import { runRoutes } from './routes/runs.ts';
import { totalsRoutes } from './routes/totals.ts';

export type { ApiDeps } from './deps.ts';

/**
 * The HTTP API and the built pages as a function of their stores; opens no port. Every error answers with a problem
 * whose reference stands in the log.
 */
export const createApi = (deps: ApiDeps): OpenAPIHono => {
  const api = createRouter();
  const measures = createMeasures(deps);
  api.onError((error, c) => respondWithProblem(deps, c, error));
  api.notFound(c => respondWithProblem(deps, c, notFound(c.req.path)));
  api.use(secureHeaders, measures.timer, compress());
  for (const routes of [
    campaignRoutes,
    totalsRoutes,
    placementRoutes,
    runRoutes,
    collectorRoutes,
    authorisationRoutes,
    additionRoutes,
    inboxRoutes,
    hotRoutes,
    broadcastRoutes,
  ])
    api.route(BASE, routes(deps));
  api.route('/', operationRoutes(deps, measures));
  api.doc31(`${BASE}/openapi.json`, {
    openapi: '3.1.0',
    info: {
      title: 'Renci 人次',
      version: deps.version,
      description:
        'How far a media campaign reached. Counts are intervals in view-times (人次); every total names its two ' +
        'clocks, its formula and its coverage. Instants are ISO 8601 in UTC, days are those of the campaign’s zone.',
    },
    servers: [{ url: '/', description: 'This server' }],
    tags: [
      { name: 'campaigns', description: 'Campaigns and their headlines' },
      { name: 'totals', description: 'A total, cut by episode, platform and day' },
      { name: 'placements', description: 'Where a total comes from' },
      { name: 'collection', description: 'How collection went' },
      { name: 'inbox', description: 'Items that wait to be registered' },
      { name: 'hot', description: 'Where topics stood on hot lists' },
      { name: 'broadcast', description: 'The broadcast panel, beside every total and in none' },
      { name: 'operations', description: 'Probes and metrics' },
    ],
  });
  api.all('/api/*', c => respondWithProblem(deps, c, notFound(c.req.path)));
  if (deps.staticDir !== undefined) api.route('/', pageRoutes(deps.staticDir));
  return api;
};
