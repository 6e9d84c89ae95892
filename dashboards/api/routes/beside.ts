import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { besideCount, isAdded } from '../../../pipeline/aggregate/beside.ts';
import { formulaName } from '../../../pipeline/domain/formula.ts';
import type { Act } from '../../../pipeline/domain/metrics.ts';
import { findCampaign, readBasis, readFigures } from '../../../pipeline/jobs/figures.ts';
import { readActCounts, readNamedCounts } from '../../../pipeline/store/placement-counts.ts';
import { besidePlacementsSchema, besideQuery, campaignParams } from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { actsOf } from '../engagement.ts';
import { momentOf, momentText } from '../moment.ts';
import { presentCount, presentPlacement } from '../present.ts';
import { ApiProblem } from '../problem.ts';
import { createRouter, json, problems } from '../route-parts.ts';

const besideRoute = createRoute({
  method: 'get',
  path: '/campaigns/{id}/beside',
  operationId: 'listBeside',
  tags: ['placements'],
  summary: 'The placements of a figure that stands beside the total: of a family, or of one kind of act',
  request: { params: campaignParams, query: besideQuery },
  responses: { 200: json(besidePlacementsSchema, 'In order of registration'), ...problems(404, 422) },
});

/** Where the figures beside a total come from. */
export const besideRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(besideRoute, async c => {
    const { formula: asked, family, metric, ...clocks } = c.req.valid('query');
    const campaign = await findCampaign(deps.db, c.req.valid('param').id);
    const moment = await momentOf(deps, clocks);
    if (metric !== undefined && family !== 'engagement') throw notAnAct(family, metric);
    if (metric !== undefined) {
      const [{ formula }, acts] = await Promise.all([
        readBasis(deps.db, campaign, moment, asked),
        readNamedCounts(deps.db, campaign.id, moment, readActCounts),
      ]);
      const { stating, count } = actsOf(acts, metric);
      const body = {
        ...momentText(moment),
        formula: formulaName(formula),
        ...{ family, metric, added: true },
        ...presentCount(count),
        placements: stating.map(presentPlacement),
      };
      return c.json(besidePlacementsSchema.parse(body), 200);
    }
    const { formula, figures } = await readFigures(deps.db, campaign, moment, asked);
    const part = figures.beside.find(beside => beside.family === family);
    const body = {
      ...momentText(moment),
      formula: formulaName(formula),
      ...{ family, metric: null, added: isAdded(family) },
      ...presentCount(part ? besideCount(family, part.placements, part.adjustments) : null),
      placements: part?.placements.map(presentPlacement) ?? [],
    };
    return c.json(besidePlacementsSchema.parse(body), 200);
  });
  return router;
};

const notAnAct = (family: string, metric: Act): ApiProblem =>
  new ApiProblem(
    422,
    'bad-parameter',
    `Parameter "metric": "${metric}" is an act; it goes with family engagement, not with "${family}".`,
    `参数“metric”：“${metric}”属于互动，只与 family=engagement 同用，不与“${family}”同用。`,
  );
