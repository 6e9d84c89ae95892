import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Collector } from '../../../collectors/contract.ts';
import { ERROR_KINDS, type ErrorKind } from '../../../collectors/errors.ts';
import { collectorFor } from '../../../collectors/registry.ts';
import { unofficialPlatforms } from '../../../pipeline/config/platform-settings.ts';
import { DAY, iso } from '../../../pipeline/days.ts';
import { causeOf } from '../../../pipeline/domain/causes.ts';
import { windowOf } from '../../../pipeline/domain/window.ts';
import { readAccounts, readPlacements, type StoredPlacement } from '../../../pipeline/store/catalogue.ts';
import { readOpenFailures } from '../../../pipeline/store/collection-evidence.ts';
import { type Failures, failuresSchema } from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { createRouter, json, problems } from '../route-parts.ts';

/** Nothing older is a matter of this night: every placement is asked at least once a week. */
const LOOKED_BACK = 31 * DAY;

/** Reasons told of, the largest first. */
const MOST_TOLD = 500;
/** Placements named of each: as many as one request may ask to be collected again. */
const MOST_NAMED = 5_000;

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
      readOpenFailures(db, { since: asOf - LOOKED_BACK, limit: MOST_TOLD + 1 }),
      readPlacements(db),
      readAccounts(db),
    ]);
    const enabled = unofficialPlatforms(config);
    const byId = new Map(placements.map(placement => [placement.id, placement]));
    const names = new Map(accounts.map(({ id, platformId, name }) => [`${platformId}\n${id}`, name]));
    const collectorOf = ({ platformId, metric }: StoredPlacement): Collector | null =>
      collectorFor(collectors, platformId, metric, enabled);
    const isAskable = (id: number): boolean => {
      const placement = byId.get(id);
      return placement !== undefined && collectorOf(placement) !== null;
    };
    // What a platform says nothing more of cannot be repaired: it stands among the closed windows.
    const isRepairable = (id: number): boolean => {
      const placement = byId.get(id);
      const collector = placement && collectorOf(placement);
      const window = collector && windowOf(placement.publishedAt, collector.capabilities);
      return placement !== undefined && !(window && asOf >= window.last);
    };
    const failures = open
      .slice(0, MOST_TOLD)
      .flatMap(group => {
        const repairable = group.placements.filter(isRepairable);
        if (repairable.length === 0) return [];
        const { platform, accountId: account } = group;
        return [
          {
            ...{ platform, account, accountName: names.get(`${platform}\n${account}`) ?? account },
            ...{ status: group.status, kind: group.kind, reason: group.reason, cause: causeOf(group.reason) },
            ...{ placements: repairable.slice(0, MOST_NAMED), count: repairable.length },
            ...{ runId: group.runId, payloadId: group.payloadId, times: group.times },
            firstAt: iso(group.firstAt),
            lastAt: iso(group.lastAt),
            canRetry: repairable.some(isAskable),
          },
        ];
      })
      .sort(byUrgency);
    return c.json(failuresSchema.parse({ failures, more: open.length > MOST_TOLD }), 200);
  });
  return router;
};

type Failure = Failures['failures'][number];

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
  rank(a) - rank(b) || b.count - a.count || (a.platform < b.platform ? -1 : 1);
