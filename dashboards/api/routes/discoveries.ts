import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { iso } from '../../../pipeline/days.ts';
import { causeOf } from '../../../pipeline/domain/causes.ts';
import { type Discovery, lastDiscovery } from '../../../pipeline/jobs/discoveries.ts';
import { nextSlot } from '../../../pipeline/scheduler.ts';
import { type Discoveries, discoveriesSchema, discoverSchema } from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { deskOf } from '../desk-parts.ts';
import { isoOrNull } from '../present.ts';
import { createRouter, json, jsonBody, problems, smallBody } from '../route-parts.ts';

const listRoute = createRoute({
  method: 'get',
  path: '/discoveries',
  operationId: 'getDiscoveries',
  tags: ['inbox'],
  summary: 'The look for new items that is under way, or the last one, and when the schedule looks next',
  responses: { 200: json(discoveriesSchema, 'Also while the database is away'), ...problems() },
});

const beginRoute = createRoute({
  method: 'post',
  path: '/discoveries',
  operationId: 'discover',
  tags: ['inbox'],
  summary: 'Look for new items on our accounts, into the inbox',
  middleware: smallBody,
  request: { body: jsonBody(discoverSchema) },
  responses: { 202: json(discoveriesSchema, 'It goes on by itself'), ...problems(403, 422) },
});

/** Looks for new items on our accounts. */
export const discoveryRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  const answer = (last: Discovery | null): Discoveries => {
    const { discoverySchedule: pattern } = deps.config;
    const zone = deps.schedule?.timeZone;
    const next =
      pattern === undefined || zone === undefined ? null : iso(nextSlot(pattern, zone, deps.clock.now()));
    return discoveriesSchema.parse({ last: last && present(last), next });
  };
  router.openapi(listRoute, c => c.json(answer(lastDiscovery(deps.config.data)), 200));
  router.openapi(beginRoute, async c =>
    c.json(answer(await deskOf(deps, c).discover(c.req.valid('json'))), 202),
  );
  return router;
};

const present = (look: Discovery): NonNullable<Discoveries['last']> => ({
  by: look.by,
  startedAt: iso(look.startedAt),
  endedAt: isoOrNull(look.endedAt),
  total: look.total,
  accounts: look.accounts.map(({ platform, accountId, listed, found, error }) => ({
    ...{ platform, account: accountId, listed, found },
    fault: error === null ? null : causeOf(error),
  })),
  found: look.found,
  sure: look.sure,
  fault: look.fault === null ? null : causeOf(look.fault),
});
