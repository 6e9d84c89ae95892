import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { iso } from '../../../pipeline/days.ts';
import { authorisedSchema, consentParams, consentSchema } from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { deskOf } from '../desk-parts.ts';
import { requirePrivateLine } from '../private-line.ts';
import { createRouter, json, jsonBody, problems, smallBody } from '../route-parts.ts';

const consentRoute = createRoute({
  method: 'post',
  path: '/authorisations/{platform}/{account}/code',
  operationId: 'enterConsentCode',
  tags: ['collection'],
  summary: 'Exchange a consent code for the authorisation of an account, at once',
  description:
    'The code goes to the platform alone: it is not stored, logged or answered. It is taken over https or from the ' +
    'machine itself; one that came in the clear is refused and not used.',
  middleware: smallBody,
  request: { params: consentParams, body: jsonBody(consentSchema) },
  responses: { 200: json(authorisedSchema, 'Authorised'), ...problems(403, 422) },
});

/** Authorises accounts by codes that persons bring. */
export const consentRoutes = (deps: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(consentRoute, async c => {
    const desk = deskOf(deps, c);
    requirePrivateLine(c);
    const { validUntil, ...account } = await desk.authorise({
      ...c.req.valid('param'),
      ...c.req.valid('json'),
    });
    return c.json(authorisedSchema.parse({ ...account, validUntil: iso(validUntil) }), 200);
  });
  return router;
};
