import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { DAY, iso } from '../../../pipeline/days.ts';
import { workKey } from '../../../pipeline/jobs/plan.ts';
import { listWindows, type Windowed } from '../../../pipeline/jobs/windows.ts';
import { readPlacements, readWorks } from '../../../pipeline/store/catalogue.ts';
import { readLastReads } from '../../../pipeline/store/last-reads.ts';
import { windowsQuery, windowsSchema } from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { isoOrNull } from '../present.ts';
import { createRouter, json, problems } from '../route-parts.ts';

/** Named one by one; a platform with more is looked at in SQL. */
const MOST_NAMED = 500;

const windowsRoute = createRoute({
  method: 'get',
  path: '/windows',
  operationId: 'listWindows',
  tags: ['collection'],
  summary: 'Which placements their platform soon says nothing more of, and which are closed',
  request: { query: windowsQuery },
  responses: { 200: json(windowsSchema, 'By platform'), ...problems() },
});

/** The ends of platforms’ look-back windows. */
export const windowRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(windowsRoute, async c => {
    const { asOf } = await deps.now();
    const until = asOf + c.req.valid('query').days * DAY;
    const [placements, works, lastReads] = await Promise.all([
      readPlacements(deps.db),
      readWorks(deps.db),
      readLastReads(deps.db),
    ]);
    const titles = new Map(
      works.map(({ campaignId, id, title }) => [workKey({ campaignId, workId: id }), title]),
    );
    const present = ({ placement, certainUntil, lastUntil, readAt }: Windowed) => ({
      placementId: placement.id,
      workTitle: titles.get(workKey(placement)) ?? placement.workId,
      account: placement.accountId,
      externalId: placement.externalId,
      publishedAt: isoOrNull(placement.publishedAt),
      certainUntil: iso(certainUntil),
      lastUntil: iso(lastUntil),
      readAt: isoOrNull(readAt),
    });
    const windows = listWindows(deps, placements, lastReads, asOf, until).map(
      ({ closing, closed, ...rest }) => ({
        ...rest,
        closing: closing.slice(0, MOST_NAMED).map(present),
        closed: closed.length,
        lost: closed
          .filter(({ readAt }) => readAt === null)
          .slice(0, MOST_NAMED)
          .map(present),
      }),
    );
    return c.json(windowsSchema.parse({ until: iso(until), windows }), 200);
  });
  return router;
};
