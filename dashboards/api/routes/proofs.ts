import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { iso } from '../../../pipeline/days.ts';
import { formulaName } from '../../../pipeline/domain/formula.ts';
import { totalOf } from '../../../pipeline/domain/totals.ts';
import { sayClosed } from '../../../pipeline/jobs/closed-windows.ts';
import { findCampaign, readFigures } from '../../../pipeline/jobs/figures.ts';
import { type TracedReading, traceCounts } from '../../../pipeline/jobs/total-evidence.ts';
import { readPayload, type StoredPayload } from '../../../pipeline/store/payloads.ts';
import {
  campaignParams,
  type EvidenceRow,
  evidenceQuery,
  evidenceSchema,
  payloadParams,
  payloadSchema,
} from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { momentOf, momentText } from '../moment.ts';
import { isoOrNull, presentInterval, presentPlacement } from '../present.ts';
import { ApiProblem } from '../problem.ts';
import { requireKnown } from '../require-known.ts';
import { createRouter, json, problems } from '../route-parts.ts';

const evidenceRoute = createRoute({
  method: 'get',
  path: '/campaigns/{id}/evidence',
  operationId: 'getEvidence',
  tags: ['placements'],
  summary: 'Every part of a total with its reading, run, request and payload',
  request: { params: campaignParams, query: evidenceQuery },
  responses: { 200: json(evidenceSchema, 'In order of registration'), ...problems(404, 422) },
});

const payloadRoute = createRoute({
  method: 'get',
  path: '/payloads/{id}',
  operationId: 'getPayload',
  tags: ['placements'],
  summary: 'What a platform said, or a sheet held',
  request: { params: payloadParams },
  responses: { 200: json(payloadSchema, 'As stored, secrets removed'), ...problems(404, 410) },
});

const bytesRoute = createRoute({
  method: 'get',
  path: '/payloads/{id}/bytes',
  operationId: 'getPayloadBytes',
  tags: ['placements'],
  summary: 'The same as a file, whose SHA-256 is the id',
  request: { params: payloadParams },
  responses: {
    200: {
      description: 'To be saved, never shown: as plain text, or as bytes where it is no UTF-8 text',
      content: {
        'text/plain': { schema: { type: 'string' } },
        'application/octet-stream': { schema: { type: 'string', format: 'binary' } },
      },
    },
    ...problems(404, 410),
  },
});

/** Where a total comes from, down to what was said. */
export const proofRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(evidenceRoute, async c => {
    const { formula: asked, episode, ...clocks } = c.req.valid('query');
    const campaign = await findCampaign(deps.db, c.req.valid('param').id);
    const moment = await momentOf(deps, clocks);
    const { figures, formula, episodes } = await readFigures(deps.db, campaign, moment, asked);
    if (episode) requireKnown('episode', episode, new Set(episodes.map(({ id }) => id)));
    const inEpisode = figures.counted.filter(
      ({ episodeId }) => episode === undefined || (episodeId ?? '') === episode,
    );
    const listed = await sayClosed(deps, inEpisode, campaign, moment.asOf);
    const traced = await traceCounts(deps.db, listed, moment);
    const body = {
      ...momentText(moment),
      formula: formulaName(formula),
      placements: traced.map(({ placement, reading, lowerEnd }) => ({
        placement: presentPlacement(placement),
        reading: reading && presentTraced(reading),
        lowerEnd: lowerEnd && presentTraced(lowerEnd),
      })),
      total: presentInterval(totalOf(formula, listed)),
    };
    return c.json(evidenceSchema.parse(body), 200);
  });
  router.openapi(payloadRoute, async c => {
    const { id } = c.req.valid('param');
    const { platform, fetchedAt, contentType, body, bytes, isText } = await keptPayload(deps, id);
    const answer = {
      id,
      platform,
      fetchedAt: iso(fetchedAt),
      contentType,
      size: bytes.length,
      encoding: isText ? 'utf-8' : 'base64',
      body,
    };
    return c.json(payloadSchema.parse(answer), 200, { 'content-disposition': attachment(`${id}.json`) });
  });
  router.openapi(bytesRoute, async c => {
    const { id } = c.req.valid('param');
    const { bytes, isText } = await keptPayload(deps, id);
    // Never as what the platform called it: a page that it sent must not run here.
    return c.body(bytes, 200, {
      'content-type': isText ? 'text/plain; charset=utf-8' : 'application/octet-stream',
      'content-disposition': attachment(isText ? `${id}.txt` : id),
    });
  });
  return router;
};

const attachment = (name: string): string => `attachment; filename="${name.replaceAll(/[^\w.-]/g, '_')}"`;

/** @throws ApiProblem 404 where nothing was ever kept, 410 where it was taken away by age */
const keptPayload = async ({ db }: ApiDeps, id: string): Promise<StoredPayload> => {
  const payload = await readPayload(db, id);
  if (payload === null) {
    throw new ApiProblem(404, 'not-found', `There is no payload ${id}.`, `没有编号为 ${id} 的原始应答。`);
  }
  const { prunedAt, fetchedAt } = payload;
  if (prunedAt === null) return payload;
  throw new ApiProblem(
    410,
    'pruned',
    `The payload ${id}, fetched at ${iso(fetchedAt)}, was kept until ${iso(prunedAt)} and then taken away by its age ` +
      '(keep_payloads_days). Its readings are still there.',
    `原始应答 ${id}（获取于 ${iso(fetchedAt)}）保存至 ${iso(prunedAt)}，到期后已清除（keep_payloads_days），读数仍在。`,
  );
};

const presentTraced = (reading: TracedReading): EvidenceRow => {
  const { run, request, payload } = reading;
  return {
    observedAt: iso(reading.observedAt),
    recordedAt: iso(reading.recordedAt),
    low: reading.low,
    high: reading.high,
    text: reading.text,
    run: {
      id: reading.runId,
      trigger: run?.trigger ?? null,
      state: run?.state ?? null,
      startedAt: run && iso(run.startedAt),
      endedAt: run && isoOrNull(run.endedAt),
      summary: run ? run.summary : '',
    },
    request: request && { ...request, at: iso(request.at) },
    sheet: reading.fileName,
    payload:
      reading.payloadId === ''
        ? null
        : {
            id: reading.payloadId,
            kept: payload !== null && payload.prunedAt === null,
            contentType: payload ? payload.contentType : '',
            size: payload ? payload.size : 0,
            fetchedAt: payload && iso(payload.fetchedAt),
            prunedAt: payload && isoOrNull(payload.prunedAt),
          },
  };
};
