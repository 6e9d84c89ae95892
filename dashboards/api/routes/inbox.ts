import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { iso } from '../../../pipeline/days.ts';
import { type InboxEntry, readInbox } from '../../../pipeline/store/inbox.ts';
import {
  decidedSchema,
  decisionSchema,
  entryParams,
  type InboxRow,
  inboxQuery,
  inboxSchema,
} from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { deskOf, presentPlaced } from '../desk-parts.ts';
import { isoOrNull } from '../present.ts';
import { createRouter, json, jsonBody, problems, smallBody } from '../route-parts.ts';

const listRoute = createRoute({
  method: 'get',
  path: '/inbox',
  operationId: 'listInbox',
  tags: ['inbox'],
  summary: 'Items of our accounts that wait to be registered, or were decided on',
  request: { query: inboxQuery },
  responses: { 200: json(inboxSchema, 'Newest item first'), ...problems() },
});

const decideRoute = createRoute({
  method: 'post',
  path: '/inbox/{id}',
  operationId: 'decideInboxEntry',
  tags: ['inbox'],
  summary: 'Accept an entry as a placement, ignore it, or let it wait again',
  middleware: smallBody,
  request: { params: entryParams, body: jsonBody(decisionSchema) },
  responses: { 200: json(decidedSchema, 'As it stands now'), ...problems(403, 404, 409, 422) },
});

/** The inbox, and what is decided of it. */
export const inboxRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(listRoute, async c => {
    const { show, limit } = c.req.valid('query');
    const states = show === 'all' ? [] : [show];
    const entries = await readInbox(deps.db, { states, limit });
    return c.json(inboxSchema.parse({ entries: entries.map(presentEntry) }), 200);
  });
  router.openapi(decideRoute, async c => {
    const { id } = c.req.valid('param');
    const { action, ...destination } = c.req.valid('json');
    const desk = deskOf(deps, c);
    if (action !== 'accept') {
      const entry = presentEntry(await desk[action](id, destination.by));
      return c.json(decidedSchema.parse({ entry, placed: null, note: '' }), 200);
    }
    const { entry, placed, note } = await desk.accept(id, destination);
    const body = { entry: presentEntry(entry), placed: placed && presentPlaced(placed), note };
    return c.json(decidedSchema.parse(body), 200);
  });
  return router;
};

const presentEntry = ({
  accountId,
  proposal,
  publishedAt,
  discoveredAt,
  ...entry
}: InboxEntry): InboxRow => ({
  id: entry.id,
  platform: entry.platform,
  account: accountId,
  externalId: entry.externalId,
  title: entry.title,
  url: entry.url,
  kind: entry.kind,
  metric: entry.metric,
  publishedAt: isoOrNull(publishedAt),
  discoveredAt: iso(discoveredAt),
  proposal: proposal && {
    campaign: proposal.campaignId,
    episode: proposal.episodeId,
    work: proposal.workId,
    rule: proposal.rule,
    confident: proposal.isConfident,
    doubt: proposal.doubt,
  },
  state: entry.state,
  placementId: entry.placementId,
});
