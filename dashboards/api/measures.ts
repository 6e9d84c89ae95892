import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { readReadingsStored } from '../../pipeline/store/readings-stored.ts';
import { readRuns } from '../../pipeline/store/runs.ts';
import { RUN_STATES } from './contract.ts';
import type { ApiDeps } from './deps.ts';

/** What Prometheus reads of one API: its own registry, so that two in one process do not mix. */
export type Measures = {
  /** Times every request by its route, never by its path: ids would make a series each. */
  readonly timer: MiddlewareHandler;
  /** The text of /metrics, with what the database says at this moment. */
  print(): Promise<string>;
  readonly contentType: string;
};

export const createMeasures = (deps: ApiDeps): Measures => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'renci_http_request_duration_seconds',
    help: 'Requests by method, route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const refresh = databaseGauges(deps, registry);
  return {
    timer: async (c, next) => {
      const start = performance.now();
      await next();
      const labels = { method: c.req.method, route: routePath(c), status: String(c.res.status) };
      requests.observe(labels, (performance.now() - start) / 1000);
    },
    print: async () => {
      await refresh();
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
};

/** Gauges of the database; while it is away they are left out, for an old figure would look like a new one. */
const databaseGauges = (deps: ApiDeps, registry: Registry): (() => Promise<void>) => {
  const gauge = <Label extends string = never>(name: string, help: string, labelNames: Label[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const up = gauge('renci_database_up', '1 when the database answers');
  const readings = gauge('renci_readings_stored', 'Rows of readings in the database');
  const waiting = gauge(
    'renci_spool_waiting_seconds',
    'Age of the oldest reading in the spool; 0: none waits',
  );
  const state = gauge('renci_last_run_state', '1 for the state of the newest run', ['state']);
  const age = gauge(
    'renci_last_run_age_seconds',
    'Time since the newest run ended, or began while under way',
  );
  return async () => {
    for (const each of [up, readings, waiting, age]) each.remove();
    state.reset();
    const { asOf, knownAt } = await deps.now();
    waiting.set((asOf - knownAt) / 1000);
    try {
      const [stored, [run]] = await Promise.all([readReadingsStored(deps.db), readRuns(deps.db, 1)]);
      up.set(1);
      readings.set(stored);
      if (!run) return;
      for (const each of RUN_STATES) state.set({ state: each }, each === run.state ? 1 : 0);
      age.set((deps.clock.now() - (run.endedAt ?? run.startedAt)) / 1000);
    } catch (error) {
      up.set(0);
      deps.log.warn({ err: error }, 'the metrics go without figures of the database');
    }
  };
};
