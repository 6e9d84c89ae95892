import { join } from 'node:path';
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { createTokenStore } from '../../../collectors/token-store.ts';
import { authorisationCalendar } from '../../../pipeline/jobs/authorisations.ts';
import { takesCode } from '../../../pipeline/jobs/authorise.ts';
import { readAccounts } from '../../../pipeline/store/catalogue.ts';
import { authorisationsSchema } from '../contract.ts';
import type { ApiDeps } from '../deps.ts';
import { isoOrNull } from '../present.ts';
import { createRouter, json, problems } from '../route-parts.ts';

const authorisationsRoute = createRoute({
  method: 'get',
  path: '/authorisations',
  operationId: 'listAuthorisations',
  tags: ['collection'],
  summary: 'Which accounts are authorised, until when, and who must consent again',
  responses: { 200: json(authorisationsSchema, 'What needs a person first'), ...problems() },
});

/** The authorisation calendar. No token leaves the store. */
export const authorisationRoutes = ({ db, clock, collectors, config }: ApiDeps): OpenAPIHono => {
  const router = createRouter();
  router.openapi(authorisationsRoute, async c => {
    const tokens = createTokenStore(join(config.data, 'tokens.json')).all();
    const calendar = authorisationCalendar(collectors, await readAccounts(db), tokens, config, clock.now());
    const authorisations = calendar.map(({ validUntil, refreshUntil, consentBy, ...rest }) => ({
      ...rest,
      takesCode: collectors.some(each => each.platform === rest.platform && takesCode(each)),
      validUntil: isoOrNull(validUntil),
      refreshUntil: isoOrNull(refreshUntil),
      consentBy: isoOrNull(consentBy),
    }));
    return c.json(authorisationsSchema.parse({ authorisations }), 200);
  });
  return router;
};
