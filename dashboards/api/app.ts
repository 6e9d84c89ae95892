import type { OpenAPIHono } from '@hono/zod-openapi';
import { compress } from 'hono/compress';
import { rememberCatalogue } from '../../pipeline/store/remembered.ts';
import type { ApiDeps } from './deps.ts';
import { secureHeaders } from './headers.ts';
import { createMeasures } from './measures.ts';
import { respondWithProblem } from './problem.ts';
import { BASE, createRouter } from './route-parts.ts';
import { additionRoutes } from './routes/additions.ts';
import { adjustmentRoutes } from './routes/adjustments.ts';
import { authorisationRoutes } from './routes/authorisations.ts';
import { besideRoutes } from './routes/beside.ts';
import { broadcastRoutes } from './routes/broadcast.ts';
import { campaignRoutes } from './routes/campaigns.ts';
import { catalogueRoutes } from './routes/catalogue.ts';
import { catalogueFileRoutes } from './routes/catalogue-file.ts';
import { collectorRoutes } from './routes/collectors.ts';
import { consentRoutes } from './routes/consents.ts';
import { discoveryRoutes } from './routes/discoveries.ts';
import { doubtRoutes } from './routes/doubts.ts';
import { failureRoutes } from './routes/failures.ts';
import { hotRoutes } from './routes/hot.ts';
import { inboxRoutes } from './routes/inbox.ts';
import { kindRoutes } from './routes/kinds.ts';
import { milestoneRoutes } from './routes/milestones.ts';
import { operationRoutes } from './routes/operations.ts';
import { notFound, pageRoutes } from './routes/pages.ts';
import { placementRoute } from './routes/placement.ts';
import { placementRoutes } from './routes/placements.ts';
import { proofRoutes } from './routes/proofs.ts';
import { publicationRoutes } from './routes/publications.ts';
import { quotaRoutes } from './routes/quotas.ts';
import { rejectRoutes } from './routes/rejects.ts';
import { runRoutes } from './routes/runs.ts';
import { currentRunRoutes } from './routes/runs-now.ts';
import { settingsRoutes } from './routes/settings.ts';
import { timeRoutes } from './routes/time.ts';
import { totalsRoutes } from './routes/totals.ts';
import { windowRoutes } from './routes/windows.ts';
import { workRoutes } from './routes/works.ts';

export type { ApiDeps } from './deps.ts';

/**
 * The HTTP API and the built pages as a function of their stores; opens no port. Every error answers with a problem
 * whose reference stands in the log.
 */
export const createApi = (given: ApiDeps): OpenAPIHono => {
  const api = createRouter();
  const { db, within } = rememberCatalogue(given.db, given.log);
  const deps: ApiDeps = { ...given, db };
  const measures = createMeasures(deps);
  api.onError((error, c) => respondWithProblem(deps, c, error));
  api.notFound(c => respondWithProblem(deps, c, notFound(c.req.path)));
  api.use(secureHeaders, measures.timer, compress());
  // Requests that write ask the database itself.
  api.use((c, next) => (c.req.method === 'GET' ? within(next) : next()));
  for (const routes of [
    campaignRoutes,
    totalsRoutes,
    kindRoutes,
    workRoutes,
    timeRoutes,
    milestoneRoutes,
    placementRoutes,
    placementRoute,
    proofRoutes,
    publicationRoutes,
    adjustmentRoutes,
    doubtRoutes,
    currentRunRoutes,
    runRoutes,
    failureRoutes,
    rejectRoutes,
    quotaRoutes,
    windowRoutes,
    collectorRoutes,
    authorisationRoutes,
    consentRoutes,
    additionRoutes,
    inboxRoutes,
    discoveryRoutes,
    catalogueRoutes,
    catalogueFileRoutes,
    besideRoutes,
    hotRoutes,
    broadcastRoutes,
    settingsRoutes,
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
      { name: 'publications', description: 'Totals frozen for good, verified and compared' },
      { name: 'adjustments', description: 'Signed changes of totals by hand' },
      { name: 'time', description: 'How it grew, and how it compares at equal age' },
      { name: 'placements', description: 'Where a total comes from' },
      { name: 'doubts', description: 'What the rules doubt, what fell, and what persons decide' },
      { name: 'collection', description: 'How collection went' },
      { name: 'inbox', description: 'Items that wait to be registered' },
      { name: 'catalogue', description: 'What is measured, and what changes it' },
      { name: 'hot', description: 'Where topics stood on hot lists' },
      { name: 'broadcast', description: 'The broadcast panel, beside every total and in none' },
      { name: 'settings', description: 'By what is counted and collected; read only, without any secret' },
      { name: 'operations', description: 'Probes and metrics' },
    ],
  });
  api.all('/api/*', c => respondWithProblem(deps, c, notFound(c.req.path)));
  if (deps.staticDir !== undefined) api.route('/', pageRoutes(deps.staticDir));
  return api;
};
