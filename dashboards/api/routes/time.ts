import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { readComparison } from '../../../pipeline/jobs/comparison.ts';
import { comparisonDocument } from '../../../pipeline/jobs/comparison-document.ts';
import { readEqualAge } from '../../../pipeline/jobs/equal-age.ts';
import { findCampaign } from '../../../pipeline/jobs/figures.ts';
import { readGrowth } from '../../../pipeline/jobs/growth.ts';
import { readSeries, type Scope } from '../../../pipeline/jobs/series.ts';
import { equalAgeDocument, growthDocument, seriesDocument } from '../../../pipeline/jobs/time-documents.ts';
import {
  campaignComparisonQuery,
  campaignComparisonSchema,
  campaignParams,
  equalAgeSchema,
  growthQuery,
  momentGrowthSchema,
  momentQuery,
  seriesQuery,
  seriesSchema,
} from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { momentOf } from '../moment.ts';
import { ApiProblem } from '../problem.ts';
import { createRouter, json, problems } from '../route-parts.ts';

const seriesRoute = createRoute({
  method: 'get',
  path: '/campaigns/{id}/series',
  operationId: 'getSeries',
  tags: ['time'],
  summary: 'Counts and growth by calendar day or hour, of a campaign, an episode, a work or a placement',
  request: { params: campaignParams, query: seriesQuery },
  responses: { 200: json(seriesSchema, 'Oldest first'), ...problems(404, 422) },
});

const growthRoute = createRoute({
  method: 'get',
  path: '/campaigns/{id}/growth',
  operationId: 'getGrowth',
  tags: ['time'],
  summary: 'Growth between two moments, exactly',
  request: { params: campaignParams, query: growthQuery },
  responses: {
    200: json(momentGrowthSchema, 'Both totals and what lies between them'),
    ...problems(404, 422),
  },
});

const comparisonRoute = createRoute({
  method: 'get',
  path: '/campaigns/{id}/comparison',
  operationId: 'compareCampaigns',
  tags: ['time'],
  summary: 'A campaign beside another, such as last year’s, at equal age',
  request: { params: campaignParams, query: campaignComparisonQuery },
  responses: { 200: json(campaignComparisonSchema, 'Both sides, day by day'), ...problems(404, 422) },
});

const equalAgeRoute = createRoute({
  method: 'get',
  path: '/campaigns/{id}/equal-age',
  operationId: 'getEqualAge',
  tags: ['time'],
  summary: 'Every episode at equal age since its broadcast',
  request: { params: campaignParams, query: momentQuery },
  responses: { 200: json(equalAgeSchema, 'In order of the series'), ...problems(404, 422) },
});

/** How a campaign grew, and how its episodes compare. */
export const timeRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(seriesRoute, async c => {
    const { by, from, to, episode, work, placement, formula, ...asked } = c.req.valid('query');
    const campaign = await findCampaign(deps.db, c.req.valid('param').id);
    const moment = await momentOf(deps, asked);
    const series = await readSeries(
      deps.db,
      campaign,
      {
        grain: by,
        from: instantOf(from),
        to: instantOf(to),
        scope: scopeOf({ episode, work, placement }),
        formula,
      },
      moment,
    );
    return c.json(seriesSchema.parse(seriesDocument(series)), 200);
  });
  router.openapi(growthRoute, async c => {
    const { from, to, knownAt, formula } = c.req.valid('query');
    const campaign = await findCampaign(deps.db, c.req.valid('param').id);
    const moment = await momentOf(deps, { asOf: to, knownAt });
    const growth = await readGrowth(deps.db, campaign, {
      from: Date.parse(from),
      to: moment.asOf,
      knownAt: moment.knownAt,
      formula,
    });
    return c.json(momentGrowthSchema.parse(growthDocument(growth)), 200);
  });
  router.openapi(equalAgeRoute, async c => {
    const { formula, ...asked } = c.req.valid('query');
    const campaign = await findCampaign(deps.db, c.req.valid('param').id);
    const found = await readEqualAge(deps.db, campaign, await momentOf(deps, asked), formula);
    return c.json(equalAgeSchema.parse(equalAgeDocument(found)), 200);
  });
  router.openapi(comparisonRoute, async c => {
    const { with: other, formula, ...asked } = c.req.valid('query');
    const campaign = await findCampaign(deps.db, c.req.valid('param').id);
    const found = await readComparison(deps.db, campaign, await momentOf(deps, asked), { other, formula });
    return c.json(campaignComparisonSchema.parse(comparisonDocument(found)), 200);
  });
  return router;
};

const instantOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Date.parse(text);

type Asked = {
  readonly episode?: string | undefined;
  readonly work?: string | undefined;
  readonly placement?: number | undefined;
};

const scopeOf = ({ episode, work, placement }: Asked): Scope => {
  if ([episode, work, placement].filter(part => part !== undefined).length > 1) {
    throw new ApiProblem(
      400,
      'bad-parameter',
      'Name an episode, a work or a placement, and only one of them.',
      '请只指定一期、一个作品或一条分发，不要同时指定。',
    );
  }
  if (placement !== undefined) return { kind: 'placement', id: placement };
  if (work !== undefined) return { kind: 'work', id: work };
  return episode === undefined
    ? { kind: 'campaign' }
    : { kind: 'episode', id: episode === '' ? null : episode };
};
