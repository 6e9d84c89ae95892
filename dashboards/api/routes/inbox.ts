import { createRoute, type OpenAPIHono, type z } from '@hono/zod-openapi';
import { iso } from '../../../pipeline/days.ts';
import type { Desk } from '../../../pipeline/jobs/desk.ts';
import { type InboxEntry, readInbox } from '../../../pipeline/store/inbox.ts';
import {
  type Decided,
  decidedSchema,
  decisionSchema,
  decisionsSchema,
  entryParams,
  type InboxRow,
  inboxQuery,
  inboxSchema,
  type Outcomes,
  outcomesSchema,
} from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { deskOf, presentPlaced } from '../desk-parts.ts';
import { isoOrNull } from '../present.ts';
import { refusalOf } from '../problem.ts';
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

const decideAllRoute = createRoute({
  method: 'post',
  path: '/inbox',
  operationId: 'decideInboxEntries',
  tags: ['inbox'],
  summary: 'Decide on many entries at once; one that is refused stops no other',
  middleware: smallBody,
  request: { body: jsonBody(decisionsSchema) },
  responses: { 200: json(outcomesSchema, 'What became of each'), ...problems(403) },
});

type Decision = z.infer<typeof decisionSchema>;

const decide = async (desk: Desk, id: string, { action, ...destination }: Decision): Promise<Decided> => {
  if (action !== 'accept') {
    return { entry: presentEntry(await desk[action](id, destination.by)), placed: null, note: '' };
  }
  const { entry, placed, note } = await desk.accept(id, destination);
  return { entry: presentEntry(entry), placed: placed && presentPlaced(placed), note };
};

/** A fault of the server ends the whole: what it had done stands, and asking again finds it done. */
const outcomeOf = async (
  desk: Desk,
  id: string,
  decision: Decision,
): Promise<Outcomes['outcomes'][number]> => {
  try {
    return { id, decided: await decide(desk, id, decision), refused: null };
  } catch (error) {
    const refused = refusalOf(error);
    if (refused === null) throw error;
    return { id, decided: null, refused: { zh: refused.zh, en: refused.message } };
  }
};

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
    const decided = await decide(deskOf(deps, c), id, c.req.valid('json'));
    return c.json(decidedSchema.parse(decided), 200);
  });
  router.openapi(decideAllRoute, async c => {
    const { by, decisions } = c.req.valid('json');
    const desk = deskOf(deps, c);
    const outcomes: Outcomes['outcomes'] = [];
    // In order: two entries of one new work must not make it twice.
    for (const { id, ...decision } of decisions)
      outcomes.push(await outcomeOf(desk, id, { ...decision, by }));
    return c.json(outcomesSchema.parse({ outcomes }), 200);
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
