import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { iso, localDate } from '../../../pipeline/days.ts';
import { asOfText } from '../../../pipeline/domain/as-of.ts';
import { sentences } from '../../../pipeline/domain/wording.ts';
import { airedBy, type CampaignFigures, findCampaign, readFigures } from '../../../pipeline/jobs/figures.ts';
import { readCampaigns } from '../../../pipeline/store/catalogue.ts';
import { readDefinitions } from '../../../pipeline/store/definitions.ts';
import { readLastRun } from '../../../pipeline/store/runs.ts';
import { type Campaign, campaignParams, campaignSchema, campaignsSchema, momentQuery } from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { besideOf } from '../families.ts';
import { momentOf, momentText } from '../moment.ts';
import {
  isoOrNull,
  isWhole,
  presentCampaign,
  presentFormula,
  presentInterval,
  presentPlacement,
  wordingOf,
} from '../present.ts';
import { createRouter, json, problems } from '../route-parts.ts';

const listRoute = createRoute({
  method: 'get',
  path: '/campaigns',
  operationId: 'listCampaigns',
  tags: ['campaigns'],
  summary: 'Every campaign',
  responses: { 200: json(campaignsSchema, 'In order of their first day'), ...problems() },
});

const campaignRoute = createRoute({
  method: 'get',
  path: '/campaigns/{id}',
  operationId: 'getCampaign',
  tags: ['campaigns'],
  summary: 'The headline of a campaign as of a moment, and what stands beside it',
  request: { params: campaignParams, query: momentQuery },
  responses: { 200: json(campaignSchema, 'The headline with its evidence'), ...problems(404, 422) },
});

/** The list of campaigns, and the head of one. */
export const campaignRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(listRoute, async c => {
    const campaigns = (await readCampaigns(deps.db)).map(presentCampaign);
    return c.json(campaignsSchema.parse({ campaigns }), 200);
  });
  router.openapi(campaignRoute, async c => {
    const { formula, ...asked } = c.req.valid('query');
    const campaign = await findCampaign(deps.db, c.req.valid('param').id);
    const moment = await momentOf(deps, asked);
    const [figures, lastRun] = await Promise.all([
      readFigures(deps.db, campaign, moment, formula),
      readLastRun(deps.db, moment.asOf),
    ]);
    const definitions = await presentDefinitions(deps, figures);
    return c.json(campaignSchema.parse(presentHead(figures, definitions, lastRun)), 200);
  });
  return router;
};

const presentHead = (
  { campaign, moment, formula, episodes, figures }: CampaignFigures,
  definitions: Campaign['definitions'],
  lastRun: Awaited<ReturnType<typeof readLastRun>>,
): Campaign => {
  const { total, counted, beside } = figures;
  const wording = wordingOf(total);
  const aired = airedBy(episodes, moment.asOf);
  const sentence = sentences(wording, {
    asOf: asOfText(moment.asOf, campaign.timeZone),
    episodes: aired.length,
    label: formula.label,
  });
  return {
    campaign: { ...presentCampaign(campaign), note: campaign.note },
    ...momentText(moment),
    formula: presentFormula(formula),
    episodesCounted: aired.length,
    episodesPlanned: episodes.filter(({ status }) => status !== 'cancelled').length,
    total: {
      ...presentInterval(total),
      wording,
      sentence: { zh: sentence.zh.text, en: sentence.en.text },
      complete: isWhole(total),
    },
    coverage: total.coverage,
    missing: counted.filter(({ state }) => state !== 'fresh' && state !== 'stated').map(presentPlacement),
    beside: beside.map(({ family, placements }) => besideOf(family, placements)),
    definitions,
    lastRun: lastRun && {
      id: lastRun.id,
      state: lastRun.state,
      startedAt: iso(lastRun.startedAt),
      endedAt: isoOrNull(lastRun.endedAt),
    },
  };
};

/** The rules of the numbers in the total, platform by platform. */
const presentDefinitions = async (deps: ApiDeps, read: CampaignFigures): Promise<Campaign['definitions']> => {
  const { campaign, moment, platforms } = read;
  const inScope = new Set(read.figures.counted.map(({ platformId, metric }) => `${platformId} ${metric}`));
  const platformIds = [...read.figures.platforms.keys()];
  const inForce = await readDefinitions(deps.db, platformIds, localDate(moment.asOf, campaign.timeZone));
  return inForce
    .filter(({ platform, metric }) => inScope.has(`${platform} ${metric}`))
    .map(definition => {
      const platform = platforms.get(definition.platform);
      return {
        ...definition,
        platformName: platform
          ? { zh: platform.name, en: platform.nameEn }
          : { zh: definition.platform, en: definition.platform },
      };
    });
};
