import { createRoute, type OpenAPIHono, type z } from '@hono/zod-openapi';
import { iso, localDate } from '../../../pipeline/days.ts';
import { adjustedBy } from '../../../pipeline/domain/adjustment.ts';
import type { DefinitionBreak } from '../../../pipeline/domain/definitions.ts';
import { formulaName } from '../../../pipeline/domain/formula.ts';
import type { Instant } from '../../../pipeline/domain/reading.ts';
import type { DayTotal, InPart } from '../../../pipeline/jobs/daily-totals.ts';
import { readTotalDefinitions } from '../../../pipeline/jobs/definitions.ts';
import {
  airedBy,
  type CampaignFigures,
  findCampaign,
  readBasis,
  readFigures,
} from '../../../pipeline/jobs/figures.ts';
import { readWorks } from '../../../pipeline/store/catalogue.ts';
import { presentAdjustment } from '../adjusted.ts';
import {
  campaignParams,
  type Daily,
  dailySchema,
  type Episodes,
  episodesSchema,
  momentQuery,
  type Platforms,
  platformsSchema,
  worksQuery,
} from '../contract.ts';
import { type Curve, dayTotal, partOf, readCurve } from '../curve.ts';
import { presentBreak } from '../definitions.ts';
import type { ApiDeps } from '../deps.ts';
import { momentOf, momentText } from '../moment.ts';
import { isoOrNull, NOTHING, presentInterval, wordingOf } from '../present.ts';
import { requireKnown } from '../require-known.ts';
import { createRouter, json, problems } from '../route-parts.ts';

const request = { params: campaignParams, query: momentQuery };

const episodesRoute = createRoute({
  method: 'get',
  path: '/campaigns/{id}/episodes',
  operationId: 'getEpisodes',
  tags: ['totals'],
  summary: 'The total cut by episode',
  request,
  responses: { 200: json(episodesSchema, 'Largest first'), ...problems(404, 422) },
});

const platformsRoute = createRoute({
  method: 'get',
  path: '/campaigns/{id}/platforms',
  operationId: 'getPlatforms',
  tags: ['totals'],
  summary: 'The total cut by platform',
  request,
  responses: { 200: json(platformsSchema, 'Largest first'), ...problems(404, 422) },
});

const dailyRoute = createRoute({
  method: 'get',
  path: '/campaigns/{id}/daily',
  operationId: 'getDaily',
  tags: ['totals'],
  summary: 'The cumulative total at the end of each day, of all or of one episode or work',
  request: { params: campaignParams, query: worksQuery },
  responses: { 200: json(dailySchema, 'Oldest day first'), ...problems(404, 422) },
});

/** One total, cut by episode, by platform and by day. */
export const totalsRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  const read = async (
    id: string,
    { formula, ...asked }: z.infer<typeof momentQuery>,
  ): Promise<CampaignFigures> => {
    const campaign = await findCampaign(deps.db, id);
    return readFigures(deps.db, campaign, await momentOf(deps, asked), formula);
  };
  router.openapi(episodesRoute, async c => {
    const figures = await read(c.req.valid('param').id, c.req.valid('query'));
    return c.json(episodesSchema.parse(presentEpisodes(figures)), 200);
  });
  router.openapi(platformsRoute, async c => {
    const figures = await read(c.req.valid('param').id, c.req.valid('query'));
    return c.json(platformsSchema.parse(presentPlatforms(figures)), 200);
  });
  router.openapi(dailyRoute, async c => {
    const { formula, episode, work, ...asked } = c.req.valid('query');
    const campaign = await findCampaign(deps.db, c.req.valid('param').id);
    const moment = await momentOf(deps, asked);
    const inPart = episode === undefined && work === undefined ? undefined : partNamed({ episode, work });
    const basis = await readBasis(deps.db, campaign, moment, formula);
    const [[figures, { breaks }], curve] = await Promise.all([
      readFigures(deps.db, campaign, moment, formula).then(
        async read => [read, await readTotalDefinitions(deps.db, read)] as const,
      ),
      readCurve(deps.db, basis.campaign, basis.formula, moment, inPart),
    ]);
    if (episode) requireKnown('episode', episode, new Set(figures.episodes.map(({ id }) => id)));
    if (work !== undefined)
      requireKnown('work', work, new Set((await readWorks(deps.db, campaign.id)).map(({ id }) => id)));
    return c.json(dailySchema.parse(presentDaily(figures, curve, breaks, inPart)), 200);
  });
  return router;
};

type Named = { readonly episode: string | undefined; readonly work: string | undefined };

const partNamed =
  ({ episode, work }: Named): InPart =>
  ({ episodeId, workId }) =>
    (episode === undefined || (episodeId ?? '') === episode) && (work === undefined || workId === work);

type Ranked = { readonly low: number; readonly id: string };
const byLow = (a: Ranked, b: Ranked): number => b.low - a.low || (a.id < b.id ? -1 : 1);

const presentEpisodes = ({ moment, formula, figures, episodes }: CampaignFigures): Episodes => ({
  ...momentText(moment),
  formula: formulaName(formula),
  episodes: episodes
    .map(episode => {
      const total = figures.episodes.get(episode.id) ?? NOTHING;
      return {
        id: episode.id,
        number: episode.number,
        title: episode.title,
        organisation: episode.organisation,
        organisationEn: episode.organisationEn,
        status: episode.status,
        airedAt: isoOrNull(episode.airedAt),
        ...presentInterval(total),
        adjusted: adjustedBy(figures.adjustments.filter(({ episodeId }) => episodeId === episode.id)),
        wording: wordingOf(total),
        coverage: total.coverage,
      };
    })
    .sort((a, b) => b.low - a.low || a.number - b.number),
  campaignLevel: {
    ...presentInterval(figures.campaignLevel),
    adjusted: adjustedBy(figures.adjustments.filter(({ episodeId }) => episodeId === null)),
    coverage: figures.campaignLevel.coverage,
  },
  adjustments: figures.adjustments.map(presentAdjustment),
  total: presentInterval(figures.total),
});

const presentPlatforms = ({ moment, formula, figures, platforms }: CampaignFigures): Platforms => ({
  ...momentText(moment),
  formula: formulaName(formula),
  platforms: [...figures.platforms]
    .map(([id, total]) => {
      const platform = platforms.get(id);
      if (!platform) throw new Error(`Platform ${id} has placements and is not in the catalogue.`);
      return {
        id,
        name: { zh: platform.name, en: platform.nameEn },
        group: platform.group,
        ...presentInterval(total),
        adjusted: adjustedBy(figures.adjustments.filter(({ platformId }) => platformId === id)),
        placements: total.coverage.expected,
        coverage: total.coverage,
      };
    })
    .sort(byLow),
  adjustments: figures.adjustments.map(presentAdjustment),
  total: presentInterval(figures.total),
});

const presentDaily = (
  { campaign, moment, formula, figures, episodes, platforms }: CampaignFigures,
  { days, finished }: Curve,
  breaks: readonly DefinitionBreak[],
  inPart: InPart | undefined,
): Daily => {
  const zone = campaign.timeZone;
  const today = days.at(-1);
  const totals = today
    ? [...finished, dayTotal(formula, today.date, ...partOf(figures.counted, figures.adjustments, inPart))]
    : finished;
  return {
    ...momentText(moment),
    formula: formulaName(formula),
    timeZone: zone,
    days: days.map(({ end }, at) => presentDay(end, totals[at], totals[at - 1])),
    adjustments: partOf(figures.counted, figures.adjustments, inPart)[1].map(presentAdjustment),
    breaks: breaks.map(change => presentBreak(change, platforms)),
    broadcasts: airedBy(episodes, moment.asOf)
      .filter(({ id }) => inPart === undefined || inPart({ episodeId: id, workId: null }))
      .flatMap(({ id, airedAt, organisation, organisationEn, title }) =>
        airedAt === null
          ? []
          : [
              {
                date: localDate(airedAt, zone),
                at: iso(airedAt),
                episodeId: id,
                label: organisation || title,
                labelEn: organisationEn || title,
              },
            ],
      )
      .sort((a, b) => (a.at < b.at ? -1 : 1)),
  };
};

const presentDay = (
  end: Instant,
  total: DayTotal | undefined,
  before: DayTotal | undefined,
): Daily['days'][number] => {
  if (!total) throw new Error(`The curve has no total for the day that ends at ${iso(end)}.`);
  const { low, high, date, expected, carried } = total;
  return { date, at: iso(end), low, high, growth: low - (before ? before.low : 0), expected, carried };
};
