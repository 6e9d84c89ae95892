import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { iso } from '../../../pipeline/days.ts';
import { remarkWords } from '../../../pipeline/domain/run-remarks.ts';
import { readPlacements } from '../../../pipeline/store/catalogue.ts';
import { readRunMisses, readRunRequests } from '../../../pipeline/store/collection-evidence.ts';
import { type Run, readRun, readRuns } from '../../../pipeline/store/runs.ts';
import { type Runs, runDetailSchema, runIdParams, runsQuery, runsSchema } from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { isoOrNull } from '../present.ts';
import { ApiProblem } from '../problem.ts';
import { createRouter, json, problems } from '../route-parts.ts';
import { endsOf } from '../run-ends.ts';

/** Most targets without a value that one answer tells of. */
const MOST_MISSES = 5_000;

const runsRoute = createRoute({
  method: 'get',
  path: '/runs',
  operationId: 'listRuns',
  tags: ['collection'],
  summary: 'The newest collections and how they ended',
  request: { query: runsQuery },
  responses: { 200: json(runsSchema, 'Newest slot first'), ...problems() },
});

const runRoute = createRoute({
  method: 'get',
  path: '/runs/{id}',
  operationId: 'getRun',
  tags: ['collection'],
  summary: 'What one collection asked for, and what it could not read',
  request: { params: runIdParams },
  responses: { 200: json(runDetailSchema, 'By platform and account'), ...problems(404) },
});

/** The ledger of collection. */
export const runRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(runsRoute, async c => {
    const { limit, which } = c.req.valid('query');
    const runs = await readRuns(deps.db, limit, which);
    return c.json(runsSchema.parse({ runs: runs.map(presentRun) }), 200);
  });
  router.openapi(runRoute, async c => {
    const { id } = c.req.valid('param');
    const run = await readRun(deps.db, id);
    if (run === null) {
      throw new ApiProblem(
        404,
        'unknown-run',
        `There is no run "${id}" in the ledger. One that is under way comes there when it has ended.`,
        '台账里没有这次采集。正在进行的采集结束后才会入账。',
      );
    }
    const [requests, misses, placements] = await Promise.all([
      readRunRequests(deps.db, id),
      readRunMisses(deps.db, run, MOST_MISSES + 1),
      readPlacements(deps.db),
    ]);
    const body = {
      run: presentRun(run),
      requests: requests.map(({ accountId, firstAt, lastAt, ...rest }) => ({
        ...rest,
        account: accountId,
        firstAt: iso(firstAt),
        lastAt: iso(lastAt),
      })),
      ends: endsOf(misses.slice(0, MOST_MISSES), placements),
      more: misses.length > MOST_MISSES,
    };
    return c.json(runDetailSchema.parse(body), 200);
  });
  return router;
};

const presentRun = (run: Run): Runs['runs'][number] => ({
  id: run.id,
  slot: iso(run.slot),
  trigger: run.trigger,
  job: run.job,
  state: run.state,
  startedAt: iso(run.startedAt),
  endedAt: isoOrNull(run.endedAt),
  expected: run.expected,
  read: run.read,
  missed: run.missed,
  failed: run.failed,
  summary: run.summary,
  remarks: run.remarks?.map(remark => ({ code: remark.code, words: remarkWords(remark) })) ?? null,
});
