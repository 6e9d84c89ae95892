import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { adjust } from '../../../pipeline/domain/adjustment.ts';
import { formulaName } from '../../../pipeline/domain/formula.ts';
import { totalOf } from '../../../pipeline/domain/totals.ts';
import { type CampaignFigures, findCampaign, readFigures } from '../../../pipeline/jobs/figures.ts';
import { readWorks } from '../../../pipeline/store/catalogue.ts';
import type { NamedCount } from '../../../pipeline/store/placement-counts.ts';
import { presentAdjustment } from '../adjusted.ts';
import { campaignParams, type Kinds, kindsSchema, momentQuery } from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { momentOf, momentText } from '../moment.ts';
import { presentInterval } from '../present.ts';
import { createRouter, json, problems } from '../route-parts.ts';

const kindsRoute = createRoute({
  method: 'get',
  path: '/campaigns/{id}/kinds',
  operationId: 'getKinds',
  tags: ['totals'],
  summary: 'The total cut by kind of work, and the works of each series',
  request: { params: campaignParams, query: momentQuery },
  responses: { 200: json(kindsSchema, 'Largest first'), ...problems(404, 422) },
});

/** What kinds of work a total is made of. */
export const kindRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(kindsRoute, async c => {
    const { formula, ...asked } = c.req.valid('query');
    const campaign = await findCampaign(deps.db, c.req.valid('param').id);
    const [figures, works] = await Promise.all([
      readFigures(deps.db, campaign, await momentOf(deps, asked), formula),
      readWorks(deps.db, campaign.id),
    ]);
    const series = new Map(works.map(work => [work.id, work.series]));
    return c.json(kindsSchema.parse(presentKinds(figures, series)), 200);
  });
  return router;
};

const presentKinds = (
  { moment, formula, figures }: CampaignFigures,
  seriesOf: ReadonlyMap<string, string>,
): Kinds => {
  const partOf = (placements: readonly NamedCount[]) => {
    const ids = new Set<number | null>(placements.map(({ placementId }) => placementId));
    const changes = figures.adjustments.filter(
      ({ placementId }) => placementId !== null && ids.has(placementId),
    );
    const total = adjust(formula, totalOf(formula, placements), changes);
    return {
      ...presentInterval(total),
      works: new Set(placements.map(({ workId }) => workId)).size,
      coverage: total.coverage,
    };
  };
  const kinds = Map.groupBy(figures.counted, ({ kind }) => kind);
  const series = Map.groupBy(figures.counted, ({ workId }) => seriesOf.get(workId) ?? '');
  series.delete('');
  return {
    ...momentText(moment),
    formula: formulaName(formula),
    kinds: [...kinds]
      .map(([kind, placements]) => ({ kind, ...partOf(placements) }))
      .sort((a, b) => b.low - a.low || (a.kind < b.kind ? -1 : 1)),
    series: [...series]
      .map(([name, placements]) => ({ name, ...partOf(placements) }))
      .sort((a, b) => b.low - a.low || (a.name < b.name ? -1 : 1)),
    adjustments: figures.adjustments.map(presentAdjustment),
    total: presentInterval(figures.total),
  };
};
