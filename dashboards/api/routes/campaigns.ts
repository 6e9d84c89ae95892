import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { apartNote, apartParts, notesOf } from '../../../pipeline/aggregate/notes.ts';
import { iso } from '../../../pipeline/days.ts';
import { asOfText } from '../../../pipeline/domain/as-of.ts';
import { sentences } from '../../../pipeline/domain/wording.ts';
import { readTotalDefinitions } from '../../../pipeline/jobs/definitions.ts';
import { airedBy, type CampaignFigures, findCampaign, readFigures } from '../../../pipeline/jobs/figures.ts';
import { readCampaigns } from '../../../pipeline/store/catalogue.ts';
import { type CountedPlacement, readActCounts } from '../../../pipeline/store/placement-counts.ts';
import { readLastRun } from '../../../pipeline/store/runs.ts';
import { presentAdjustment } from '../adjusted.ts';
import { type Campaign, campaignParams, campaignSchema, campaignsSchema, momentQuery } from '../contract.ts';
import { presentBreak, presentDefinition } from '../definitions.ts';
import type { ApiDeps } from '../deps.ts';
import { engagementOf } from '../engagement.ts';
import { besideOf } from '../families.ts';
import { momentOf, momentText } from '../moment.ts';
import {
  isoOrNull,
  isWhole,
  presentCampaign,
  presentCount,
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
    const [figures, acts, lastRun] = await Promise.all([
      readFigures(deps.db, campaign, moment, formula),
      readActCounts(deps.db, campaign.id, moment),
      readLastRun(deps.db, moment.asOf),
    ]);
    const definitions = presentDefinitions(figures, await readTotalDefinitions(deps.db, figures));
    return c.json(campaignSchema.parse(presentHead(figures, acts, definitions, lastRun)), 200);
  });
  return router;
};

const presentHead = (
  { campaign, moment, formula, episodes, figures }: CampaignFigures,
  acts: readonly CountedPlacement[],
  definitions: Pick<Campaign, 'definitions' | 'breaks'>,
  lastRun: Awaited<ReturnType<typeof readLastRun>>,
): Campaign => {
  const { total, counted, beside, adjustments, apart } = figures;
  const wording = wordingOf(total);
  const aired = airedBy(episodes, moment.asOf);
  const sentence = sentences(wording, {
    asOf: asOfText(moment.asOf, campaign.timeZone),
    episodes: aired.length,
    label: formula.label,
  });
  return {
    campaign: { ...presentCampaign(campaign), note: campaign.note, previous: campaign.previous },
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
    adjustments: adjustments.map(presentAdjustment),
    coverage: total.coverage,
    missing: counted.filter(({ state }) => state !== 'fresh' && state !== 'stated').map(presentPlacement),
    beside: beside.map(besideOf),
    apart: apartParts(apart).map(part => ({
      why: part.why,
      ...presentCount(part.count),
      text: apartNote(part),
      placements: part.placements.map(presentPlacement),
    })),
    notes: [...notesOf(counted, apart)],
    engagement: engagementOf(
      acts,
      beside.reduce((all, { placements }) => all + placements.length, counted.length),
    ),
    ...definitions,
    lastRun: lastRun && {
      id: lastRun.id,
      state: lastRun.state,
      startedAt: iso(lastRun.startedAt),
      endedAt: isoOrNull(lastRun.endedAt),
    },
  };
};

/** The rules of the numbers in the total, platform by platform, and where they changed. */
const presentDefinitions = (
  { platforms }: CampaignFigures,
  { inForce, breaks }: Awaited<ReturnType<typeof readTotalDefinitions>>,
): Pick<Campaign, 'definitions' | 'breaks'> => ({
  definitions: inForce.map(definition => presentDefinition(definition, platforms)),
  breaks: breaks.map(change => presentBreak(change, platforms)),
});
