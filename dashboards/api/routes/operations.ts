import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { text } from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import type { Measures } from '../measures.ts';
import { readReadiness } from '../readiness.ts';
import { createRouter, json } from '../route-parts.ts';

const healthSchema = z
  .object({
    status: z.literal('ok').openapi({ description: 'Always ok' }),
    version: text('Version of the program'),
  })
  .openapi('Health', { description: 'The process answers' });

const readinessSchema = z
  .object({
    ready: z.boolean().openapi({ description: 'Figures can be asked for' }),
    database: z.enum(['answers', 'away']).openapi({ description: 'Whether the database answers' }),
    pendingMigrations: z.array(z.string()).nullable().openapi({
      description:
        'Migrations still to be applied; null while the database is away, or made by another version',
    }),
  })
  .openapi('Readiness', { description: 'Whether the database answers and is up to date' });

const healthRoute = createRoute({
  method: 'get',
  path: '/healthz',
  operationId: 'getHealth',
  tags: ['operations'],
  summary: 'Is the process alive?',
  responses: { 200: json(healthSchema, 'It is') },
});

const readyRoute = createRoute({
  method: 'get',
  path: '/readyz',
  operationId: 'getReadiness',
  tags: ['operations'],
  summary: 'Can figures be asked for?',
  responses: { 200: json(readinessSchema, 'They can'), 503: json(readinessSchema, 'Not yet, and why') },
});

const metricsRoute = createRoute({
  method: 'get',
  path: '/metrics',
  operationId: 'getMetrics',
  tags: ['operations'],
  summary: 'Figures of the running program for Prometheus',
  responses: {
    200: {
      description: 'Text exposition format',
      content: { 'text/plain': { schema: z.string().openapi({ description: 'One sample a line' }) } },
    },
  },
});

/** Probes and metrics, outside /api/v1. */
export const operationRoutes = (deps: ApiDeps, measures: Measures): OpenAPIHono => {
  const router = createRouter();
  router.openapi(healthRoute, c => c.json({ status: 'ok' as const, version: deps.version }, 200));
  router.openapi(readyRoute, async c => {
    const readiness = await readReadiness(deps);
    return c.json(readiness, readiness.ready ? 200 : 503);
  });
  router.openapi(metricsRoute, async c =>
    c.text(await measures.print(), 200, { 'content-type': measures.contentType }),
  );
  return router;
};
