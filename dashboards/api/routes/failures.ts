import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Collector } from '../../../collectors/contract.ts';
import { ERROR_KINDS, type ErrorKind } from '../../../collectors/errors.ts';
import { collectorFor } from '../../../collectors/registry.ts';
import { unofficialPlatforms } from '../../../pipeline/config.ts';
import { DAY, iso } from '../../../pipeline/days.ts';
import { windowOf } from '../../../pipeline/domain/window.ts';
import { readAccounts, readPlacements, type StoredPlacement } from '../../../pipeline/store/catalogue.ts';
import { type OpenFailure, readOpenFailures } from '../../../pipeline/store/collection-evidence.ts';
import { type Failures, failuresSchema } from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { createRouter, json, problems } from '../route-parts.ts';
import { type Ends, groupEnds } from '../run-ends.ts';

/** Nothing older is a matter of this night: every placement is asked at least once a week. */
const LOOKED_BACK = 31 * DAY;

const failuresRoute = createRoute({
  method: 'get',
  path: '/failures',
  operationId: 'listFailures',
  tags: ['collection'],
  summary: 'What was asked for, gave nothing, and was not read since',
  responses: { 200: json(failuresSchema, 'What needs a person first'), ...problems() },
});

/** What a person has to repair, as the last runs left it. */
export const failureRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  const { db, collectors, config } = deps;
  router.openapi(failuresRoute, async c => {
    const { asOf } = await deps.now();
    const [open, placements, accounts] = await Promise.all([
      readOpenFailures(db, asOf - LOOKED_BACK),
      readPlacements(db),
      readAccounts(db),
    ]);
    const enabled = unofficialPlatforms(config);
    const collectorOf = ({ platformId, metric }: StoredPlacement): Collector | null =>
      collectorFor(collectors, platformId, metric, enabled);
    const askable = new Set(placements.flatMap(each => (collectorOf(each) === null ? [] : [each.id])));
    // What a platform says nothing more of cannot be repaired: it stands among the closed windows.
    const isClosed = (placement: StoredPlacement): boolean => {
      const collector = collectorOf(placement);
      const window = collector && windowOf(placement.publishedAt, collector.capabilities);
      return window !== null && asOf >= window.last;
    };
    const repairable = placements.filter(placement => !isClosed(placement));
    const names = new Map(accounts.map(({ id, platformId, name }) => [`${platformId}\n${id}`, name]));
    const failures = groupEnds(open, repairable)
      .map(group => present(group, names, askable))
      .sort(byUrgency);
    return c.json(failuresSchema.parse({ failures }), 200);
  });
  return router;
};

type Failure = Failures['failures'][number];

const present = (
  { misses, ...group }: Ends<OpenFailure>,
  names: ReadonlyMap<string, string>,
  askable: ReadonlySet<number>,
): Failure => {
  const last = misses.reduce((a, b) => (b.lastAt > a.lastAt ? b : a));
  return {
    ...group,
    accountName: names.get(`${group.platform}\n${group.account}`) ?? group.account,
    runId: last.runId,
    payloadId: last.payloadId,
    firstAt: iso(Math.min(...misses.map(({ firstAt }) => firstAt))),
    lastAt: iso(last.lastAt),
    times: Math.max(...misses.map(({ times }) => times)),
    canRetry: group.placements.some(placement => askable.has(placement)),
  };
};

/** Kinds that only a person cures come first; what another try cures, last. */
const URGENCY: readonly (ErrorKind | '')[] = [
  'auth',
  'config',
  'shape',
  'refused',
  'rate-limited',
  'network',
  '',
];

const rank = ({ kind }: Failure): number => URGENCY.indexOf(ERROR_KINDS.find(each => each === kind) ?? '');

const byUrgency = (a: Failure, b: Failure): number =>
  rank(a) - rank(b) || b.placements.length - a.placements.length || (a.platform < b.platform ? -1 : 1);
