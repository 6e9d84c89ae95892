import { OpenAPIHono, type z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { problemSchema } from './contract.ts';
import { badBody, badParameters } from './problem.ts';

export const BASE = '/api/v1';

/** An answer in JSON, for `createRoute`. */
export const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

/** More than anybody writes by hand. */
export const smallBody = bodyLimit({ maxSize: 256 * 1024 });

/** A body in JSON, for `createRoute`. */
export const jsonBody = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true,
  content: { 'application/json': { schema } },
});

const MEANINGS = {
  400: 'A parameter or the body is unknown, of the wrong form, or an instant to come',
  403: 'This server only reads, or the request does not come from its own pages',
  404: 'There is no such thing',
  409: 'It is there already',
  410: 'It was kept, and was taken away by its age',
  422: 'It is understood and cannot be done: the message says why',
  500: 'A fault of the server; its log holds the reference',
  503: 'The database cannot be reached just now',
} as const;

/** The problems every route may answer with, and those of its own. */
export const problems = <Status extends 403 | 404 | 409 | 410 | 422 = never>(...own: Status[]) => {
  const statuses = [400, 500, 503, ...own] as const;
  return Object.fromEntries(
    statuses.map(status => [status, json(problemSchema, MEANINGS[status])]),
  ) as Record<
    400 | 500 | 503 | Status,
    { description: string; content: { 'application/json': { schema: typeof problemSchema } } }
  >;
};

/** A router that refuses parameters by name. */
export const createRouter = (): OpenAPIHono =>
  new OpenAPIHono({
    defaultHook: (result, c) => {
      if (result.success) return;
      if (result.target === 'json') throw badBody(result.error);
      throw badParameters(result.error, result.target === 'param' ? c.req.param() : c.req.query());
    },
  });
