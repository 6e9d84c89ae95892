import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { adjust, adjustedBy } from '../../../pipeline/domain/adjustment.ts';
import type { Work } from '../../../pipeline/domain/catalogue.ts';
import { formulaName } from '../../../pipeline/domain/formula.ts';
import { totalOf } from '../../../pipeline/domain/totals.ts';
import { sayClosed } from '../../../pipeline/jobs/closed-windows.ts';
import { type CampaignFigures, findCampaign, readFigures } from '../../../pipeline/jobs/figures.ts';
import { readTrends } from '../../../pipeline/jobs/trends.ts';
import { readWorks } from '../../../pipeline/store/catalogue.ts';
import type { NamedCount } from '../../../pipeline/store/placement-counts.ts';
import { presentAdjustment } from '../adjusted.ts';
import {
  campaignParams,
  trendsSchema,
  type WorkRow,
  type Works,
  worksQuery,
  worksSchema,
} from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { momentOf, momentText } from '../moment.ts';
import { isoOrNull, presentInterval, presentPlacement, wordingOf } from '../present.ts';
import { requireKnown } from '../require-known.ts';
import { createRouter, json, problems } from '../route-parts.ts';

const request = { params: campaignParams, query: worksQuery };

const worksRoute = createRoute({
  method: 'get',
  path: '/campaigns/{id}/works',
  operationId: 'getWorks',
  tags: ['totals'],
  summary: 'The total cut by work, all or those of one episode, or one work',
  request,
  responses: { 200: json(worksSchema, 'Largest first'), ...problems(404, 422) },
});

const trendsRoute = createRoute({
  method: 'get',
  path: '/campaigns/{id}/trends',
  operationId: 'getTrends',
  tags: ['time'],
  summary: 'How every placement and work stood at the end of the last 30 days',
  request,
  responses: { 200: json(trendsSchema, 'Oldest day first'), ...problems(404, 422) },
});

type Part = { readonly episode?: string | undefined; readonly work?: string | undefined };
type Placed = { readonly episodeId: string | null; readonly workId: string };

const isIn = ({ episode, work }: Part, { episodeId, workId }: Placed): boolean =>
  (episode === undefined || (episodeId ?? '') === episode) && (work === undefined || workId === work);

/** The works of a total, and the shape of their last days. */
export const workRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  const { db } = deps;
  router.openapi(worksRoute, async c => {
    const { formula, episode, work, ...asked } = c.req.valid('query');
    const campaign = await findCampaign(db, c.req.valid('param').id);
    const [read, works] = await Promise.all([
      momentOf(deps, asked).then(moment => readFigures(db, campaign, moment, formula)),
      readWorks(db, campaign.id),
    ]);
    if (episode) requireKnown('episode', episode, new Set(read.episodes.map(({ id }) => id)));
    if (work !== undefined) requireKnown('work', work, new Set(works.map(({ id }) => id)));
    const said = (placements: readonly NamedCount[]): Promise<NamedCount[]> => {
      const asked = placements.filter(placement => isIn({ episode, work }, placement));
      return sayClosed(deps, asked, campaign, read.moment.asOf);
    };
    const [beside, apart] = await Promise.all([
      said(read.figures.beside.flatMap(({ placements }) => placements)),
      said(read.figures.apart),
    ]);
    const listed = works.filter(({ id, episodeId }) => isIn({ episode, work }, { episodeId, workId: id }));
    const body: Works = {
      ...presentWorks(read, listed, { episode, work }),
      beside: beside.map(presentPlacement),
      apart: apart.map(presentPlacement),
    };
    return c.json(worksSchema.parse(body), 200);
  });
  router.openapi(trendsRoute, async c => {
    const { formula, episode, work, ...asked } = c.req.valid('query');
    const campaign = await findCampaign(db, c.req.valid('param').id);
    const moment = await momentOf(deps, asked);
    const read = await readTrends(db, campaign, placed => isIn({ episode, work }, placed), moment, formula);
    const body = {
      ...momentText(moment),
      formula: formulaName(read.formula),
      timeZone: read.campaign.timeZone,
      days: read.days.map(({ name }) => name),
      works: read.works,
      placements: read.placements,
    };
    return c.json(trendsSchema.parse(body), 200);
  });
  return router;
};

const presentWorks = (
  { moment, formula, figures }: CampaignFigures,
  works: readonly Work[],
  part: Part,
): Omit<Works, 'beside' | 'apart'> => {
  const rows = works
    .map(work => workRow({ formula, figures }, work))
    .sort((a, b) => b.low - a.low || (a.id < b.id ? -1 : 1));
  const ids = new Set<number | null>(
    figures.counted.filter(placement => isIn(part, placement)).map(({ placementId }) => placementId),
  );
  const changes = figures.adjustments.filter(({ placementId, episodeId }) =>
    placementId === null
      ? part.work === undefined && (part.episode === undefined || (episodeId ?? '') === part.episode)
      : ids.has(placementId),
  );
  const total = adjust(
    formula,
    totalOf(
      formula,
      figures.counted.filter(({ placementId }) => ids.has(placementId)),
    ),
    changes,
  );
  return {
    ...momentText(moment),
    formula: formulaName(formula),
    works: rows,
    adjustments: changes.map(presentAdjustment),
    total: presentInterval(total),
  };
};

const workRow = (
  { formula, figures }: Pick<CampaignFigures, 'formula' | 'figures'>,
  { id, title, kind, series, episodeId, publishedAt }: Work,
): WorkRow => {
  const placements = figures.counted.filter(({ workId }) => workId === id);
  const ids = new Set<number | null>(placements.map(({ placementId }) => placementId));
  const changes = figures.adjustments.filter(
    ({ placementId }) => placementId !== null && ids.has(placementId),
  );
  const total = adjust(formula, totalOf(formula, placements), changes);
  return {
    ...{ id, title, kind, series, episodeId },
    publishedAt: isoOrNull(publishedAt),
    ...presentInterval(total),
    adjusted: adjustedBy(changes),
    wording: wordingOf(total),
    placements: placements.length,
    coverage: total.coverage,
  };
};
