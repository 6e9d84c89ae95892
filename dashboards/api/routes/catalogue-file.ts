import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import type { Change } from '../../../pipeline/catalogue/plan.ts';
import { iso } from '../../../pipeline/days.ts';
import { type FilePlan, hashOf, planFile } from '../../../pipeline/jobs/catalogue-file.ts';
import { ConfigError, type Problem } from '../../../pipeline/problems.ts';
import { readAudit } from '../../../pipeline/store/audit.ts';
import {
  appliedSchema,
  applyingSchema,
  type CatalogueChange,
  type CataloguePlanned,
  catalogueChangesSchema,
  changesQuery,
  plannedSchema,
  planningSchema,
} from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { deskOf } from '../desk-parts.ts';
import { mistakeZh } from '../mistake-words.ts';
import { createRouter, json, jsonBody, problems } from '../route-parts.ts';

/** A campaign of some ten thousand placements. */
const fileBody = bodyLimit({ maxSize: 6 * 1024 * 1024 });

const planRoute = createRoute({
  method: 'post',
  path: '/catalogue/plan',
  operationId: 'planCatalogue',
  tags: ['catalogue'],
  summary: 'What applying a catalogue file would change, or its mistakes by line and column',
  middleware: fileBody,
  request: { body: jsonBody(planningSchema) },
  responses: { 200: json(plannedSchema, 'The plan; nothing was changed'), ...problems() },
});

const applyRoute = createRoute({
  method: 'post',
  path: '/catalogue/apply',
  operationId: 'applyCatalogue',
  tags: ['catalogue'],
  summary: 'Apply a catalogue file as it was planned',
  middleware: fileBody,
  request: { body: jsonBody(applyingSchema) },
  responses: { 200: json(appliedSchema, 'Applied'), ...problems(403, 409, 422) },
});

const changesRoute = createRoute({
  method: 'get',
  path: '/catalogue/changes',
  operationId: 'listCatalogueChanges',
  tags: ['catalogue'],
  summary: 'Who changed the catalogue, when, and how',
  request: { query: changesQuery },
  responses: { 200: json(catalogueChangesSchema, 'Newest first'), ...problems() },
});

/** A catalogue file: what it would change, applying it, and the trail of what was changed. */
export const catalogueFileRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(planRoute, async c => {
    const { name, yaml: text } = c.req.valid('json');
    const head = { file: name, fileHash: hashOf(text) };
    try {
      const plan = presentPlan(await planFile(deps.db, { name, text }));
      return c.json(plannedSchema.parse({ ...head, problems: [], plan }), 200);
    } catch (error) {
      // Mistakes of the file are the answer, not a failure.
      if (!(error instanceof ConfigError) || error.problems.length === 0) throw error;
      return c.json(
        plannedSchema.parse({ ...head, problems: error.problems.map(presentMistake), plan: null }),
        200,
      );
    }
  });
  router.openapi(applyRoute, async c => {
    const { name, yaml: text, ...signature } = c.req.valid('json');
    const { plan, audit } = await deskOf(deps, c).applyFile({ name, text }, signature);
    const body = {
      change: audit.id,
      fileHash: audit.fileHash,
      campaign: plan.catalogue.campaign.id,
      add: countOf(plan.changes, 'add'),
      changed: countOf(plan.changes, 'change'),
    };
    return c.json(appliedSchema.parse(body), 200);
  });
  router.openapi(changesRoute, async c => {
    const { campaign, limit } = c.req.valid('query');
    const entries = await readAudit(deps.db, { limit, ...(campaign !== undefined && { campaign }) });
    const changes = entries.map(entry => ({
      id: entry.id,
      recordedAt: iso(entry.recordedAt),
      action: entry.action,
      by: entry.author,
      reason: entry.reason,
      campaign: entry.campaignId,
      subject: entry.subject,
      fileHash: entry.fileHash,
      add: countOf(entry.changes, 'add'),
      change: countOf(entry.changes, 'change'),
      changes: entry.changes.map(presentChange),
    }));
    return c.json(catalogueChangesSchema.parse({ changes }), 200);
  });
  return router;
};

const countOf = (changes: readonly Change[], action: Change['action']): number =>
  changes.filter(change => change.action === action).length;

const INSTANTS: ReadonlySet<string> = new Set(['airedAt', 'publishedAt']);

const presentValue = (field: string, value: unknown): string | number | boolean | null => {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'number') return INSTANTS.has(field) ? iso(value) : value;
  return typeof value === 'boolean' ? value : String(value);
};

const presentChange = ({ fields, ...change }: Change): CatalogueChange => ({
  ...change,
  fields: fields.map(({ field, before, after }) => ({
    field,
    before: presentValue(field, before),
    after: presentValue(field, after),
  })),
});

const presentPlan = ({
  catalogue,
  isNew,
  changes,
  shared,
  conflicts,
  id,
}: FilePlan): CataloguePlanned['plan'] => ({
  id,
  campaign: {
    id: catalogue.campaign.id,
    name: catalogue.campaign.name,
    nameEn: catalogue.campaign.nameEn,
    timeZone: catalogue.campaign.timeZone,
    isNew,
  },
  add: countOf(changes, 'add'),
  change: countOf(changes, 'change'),
  keep: countOf(changes, 'keep'),
  changes: changes.map(presentChange),
  shared: shared.map(each => ({ ...each, campaigns: [...each.campaigns] })),
  conflicts: conflicts.map(conflict => ({
    placementId: conflict.id,
    campaign: conflict.campaignId,
    platform: conflict.platformId,
    externalId: conflict.externalId,
  })),
});

const presentMistake = ({ line, column, field, message }: Problem) => ({
  ...{ line, column, field, message },
  messageZh: mistakeZh(message),
});
