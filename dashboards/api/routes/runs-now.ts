import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { iso } from '../../../pipeline/days.ts';
import { runsUnderWay } from '../../../pipeline/jobs/under-way.ts';
import { lastSlot, nextSlot } from '../../../pipeline/scheduler.ts';
import {
  begunSchema,
  collectSchema,
  currentSchema,
  runIdParams,
  stoppedSchema,
  stopSchema,
} from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { deskOf } from '../desk-parts.ts';
import { createRouter, json, jsonBody, problems, smallBody } from '../route-parts.ts';

const currentRoute = createRoute({
  method: 'get',
  path: '/runs/current',
  operationId: 'getCurrentRuns',
  tags: ['collection'],
  summary: 'What is collected just now, how far it is, and when the schedule collects next',
  responses: { 200: json(currentSchema, 'Also while the database is away'), ...problems() },
});

const collectRoute = createRoute({
  method: 'post',
  path: '/runs',
  operationId: 'collectNow',
  tags: ['collection'],
  summary: 'Collect now: everything, one platform, or some placements',
  middleware: smallBody,
  request: { body: jsonBody(collectSchema) },
  responses: { 202: json(begunSchema, 'It goes on by itself'), ...problems(403, 409, 422) },
});

const stopRoute = createRoute({
  method: 'post',
  path: '/runs/{id}/stop',
  operationId: 'stopRun',
  tags: ['collection'],
  summary: 'Stop a run under way: it asks nothing more, and what it has read is kept',
  middleware: smallBody,
  request: { params: runIdParams, body: jsonBody(stopSchema) },
  responses: { 202: json(stoppedSchema, 'What is on its way is waited for'), ...problems(403, 409) },
});

/** What collection does at this moment. */
export const currentRunRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(currentRoute, async c => {
    const { asOf, knownAt } = await deps.now();
    const { schedule } = deps;
    const slots = (pattern: string, zone: string) => ({
      last: iso(lastSlot(pattern, zone, asOf)),
      next: iso(nextSlot(pattern, zone, asOf)),
    });
    const body = {
      now: iso(asOf),
      timeZone: schedule?.timeZone ?? deps.config.timeZone ?? 'UTC',
      isSimulatedTime: deps.clock.isSimulated === true,
      mayCollect: deps.desk !== undefined,
      schedule: schedule
        ? {
            nightly: slots(schedule.nightly, schedule.timeZone),
            hourly: slots(schedule.hourly, schedule.timeZone),
          }
        : null,
      underWay: runsUnderWay(deps.config.data).map(run => ({
        ...run,
        slot: iso(run.slot),
        startedAt: iso(run.startedAt),
        updatedAt: iso(run.updatedAt),
      })),
      waitingSince: knownAt < asOf ? iso(knownAt + 1) : null,
    };
    return c.json(currentSchema.parse(body), 200);
  });
  router.openapi(collectRoute, async c => {
    const begun = await deskOf(deps, c).collect(c.req.valid('json'));
    return c.json(begunSchema.parse(begun), 202);
  });
  router.openapi(stopRoute, c => {
    const { id, stoppedBy } = deskOf(deps, c).stopRun(c.req.valid('param').id, c.req.valid('json').by);
    return c.json(stoppedSchema.parse({ run: id, by: stoppedBy }), 202);
  });
  return router;
};
