import { createApi } from '../../dashboards/api/app.ts';
import { createDesk } from '../../pipeline/jobs/desk.ts';
import { silentLogger } from '../../pipeline/log.ts';
import type { IntakeWorld } from '../pipeline/intake-world.ts';

/** Asks the API of an intake world, which may change things unless told. */
export const requestsOf =
  (world: IntakeWorld) =>
  async (method: string, path: string, body?: unknown, writes = true) => {
    const { db, clock, collectors, config, now } = world.app;
    const api = createApi({
      ...{ db, clock, collectors, config, now },
      ...(writes && { desk: createDesk(world.app) }),
      log: silentLogger,
      version: '1.2.3',
      reference: () => 'ref',
    });
    const response = await api.request(`/api/v1${path}`, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
