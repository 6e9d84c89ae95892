import { OpenAPIHono, type z } from '@hono/zod-openapi';
import { problemSchema } from './contract.ts';
import { badParameters } from './problem.ts';

export const BASE = '/api/v1';

/** An answer in JSON, for `createRoute`. */
export const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

const MEANINGS = {
  400: 'A parameter is unknown, of the wrong form, or an instant to come',
  404: 'There is no such thing',
  422: 'There is no such formula, or one may not be added up',
  500: 'A fault of the server; its log holds the reference',
  503: 'The database cannot be reached just now',
} as const;

/** The problems every route may answer with, and those of its own. */
export const problems = <Status extends 404 | 422 = never>(...own: Status[]) => {
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
      throw badParameters(result.error, result.target === 'param' ? c.req.param() : c.req.query());
    },
  });
