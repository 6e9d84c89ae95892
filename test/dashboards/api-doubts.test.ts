import { expect, test } from 'vitest';
import { createApi } from '../../dashboards/api/app.ts';
import type { Reading } from '../../pipeline/domain/reading.ts';
import type { App } from '../../pipeline/jobs/app.ts';
import { createDesk } from '../../pipeline/jobs/desk.ts';
import { readingId } from '../../pipeline/jobs/doubts.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { openNight } from '../pipeline/night.ts';
import { december } from '../pipeline/night-catalogue.ts';

const reading = (at: string, low: number): Reading => ({
  ...{ placementId: 1, metric: 'plays', source: 'api', low, high: low, text: String(low), step: 1 },
  ...{ observedAt: december(at), recordedAt: december(at) + 1_000, othersPositive: true },
  ...{ publishedAt: december('05 09:00'), intervalS: 86_400, runId: 'night', payloadId: '' },
});
const FALLEN = reading('07 02:00', 60_000);
const ID = readingId(FALLEN);

const world = async (readings: readonly Reading[]) => {
  const { app, clock } = await openNight({ at: december('05 08:00') });
  clock.set(december('08 12:00'));
  await app.spool.append({ batch: { readings, misses: [], rejects: [], attempts: [], payloads: [] } });
  await app.drain();
  return { app, clock };
};

const ask = async (app: App, method: string, path: string, body?: unknown) => {
  const { db, clock, collectors, config, now, log: _ } = app;
  const api = createApi({
    ...{ db, clock, collectors, config, now, log: silentLogger, version: '1.2.3', desk: createDesk(app) },
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

const WORD = {
  ...{ metric: 'plays', source: 'api', observedAt: '2022-12-06T18:00:00Z', low: 60_000, high: 60_000 },
  ...{ decision: 'accept', by: '值班编辑', reason: '平台后台核对' },
};

test('a held reading is listed with its placement, decided on, and the list at an earlier K stays', async () => {
  const { app } = await world([reading('06 02:00', 100_000), FALLEN]);
  const { body } = await ask(app, 'GET', '/campaigns/night/doubts');
  const [doubt] = body.readings as Record<string, unknown>[];
  const { placement, ...of } = doubt ?? {};
  expect(of).toEqual({
    ...{ id: ID, placementId: 1, metric: 'plays', source: 'api' },
    ...{ observedAt: '2022-12-06T18:00:00.000Z', recordedAt: '2022-12-06T18:00:01.000Z' },
    ...{ low: 60_000, high: 60_000, text: '60000', verdict: 'held', reason: 'fall' },
    ...{ countLow: 60_000, countHigh: 100_000, statement: null, todo: { zh: '', en: '' } },
  });
  expect((placement as { state: string }).state).toBe('carried');
  expect(await ask(app, 'POST', '/placements/1/decisions', WORD)).toEqual({
    status: 200,
    body: {
      before: { verdict: 'held', reason: 'fall', count: { low: 60_000, high: 100_000 } },
      after: { verdict: 'accepted', reason: 'decided-accept', count: { low: 60_000, high: 60_000 } },
      recordedAt: '2022-12-08T04:00:00.000Z',
      stored: true,
    },
  });
  const earlier = await ask(app, 'GET', '/campaigns/night/doubts?knownAt=2022-12-08T03:59:59Z');
  expect((earlier.body.readings as { verdict: string }[]).map(({ verdict }) => verdict)).toEqual(['held']);
});

test('falls are listed with their class, and a person says why', async () => {
  const { app } = await world([reading('06 02:00', 100_000), FALLEN, reading('08 02:00', 60_500)]);
  const listed = async (query = '') => {
    const { body } = await ask(app, 'GET', `/campaigns/night/falls${query}`);
    return (body.falls as Record<string, unknown>[]).map(({ placement: _, ...fall }) => fall);
  };
  const fall = {
    ...{ id: ID, placementId: 1, metric: 'plays', source: 'api', at: '2022-12-06T18:00:00.000Z' },
    ...{ from: { low: 100_000, high: 100_000 }, to: { low: 60_000, high: 60_000 } },
    ...{ class: 'platform-correction', classedBy: '', classReason: '' },
    ...{ cause: 'confirmed', confirmedAt: '2022-12-07T18:00:00.000Z' },
  };
  expect(await listed()).toEqual([fall]);
  const word = { class: 'deleted', by: '值班编辑', reason: '作者删除后恢复' };
  const said = await ask(app, 'POST', `/campaigns/night/falls/${ID}`, word);
  expect(said.status).toBe(200);
  expect(await listed()).toEqual([
    { ...fall, class: 'deleted', classedBy: '值班编辑', classReason: '作者删除后恢复' },
  ]);
  expect(await listed('?knownAt=2022-12-08T03:59:59Z')).toEqual([fall]);
});

test('what cannot be decided is refused by kind, with nothing changed', async () => {
  const { app } = await world([reading('06 02:00', 100_000), FALLEN]);
  const refused = async (path: string, body: unknown) => {
    const { status, body: problem } = await ask(app, 'POST', path, body);
    return [status, (problem.error as { kind: string }).kind];
  };
  expect([
    await refused('/placements/1/decisions', { ...WORD, low: 1 }),
    await refused('/placements/1/decisions', { ...WORD, by: '' }),
    await refused('/placements/1/decisions', { ...WORD, decision: 'undo' }),
    await refused('/campaigns/night/falls/none', { class: 'deleted', by: 'x', reason: 'y' }),
    await refused('/campaigns/none/falls/none', { class: 'deleted', by: 'x', reason: 'y' }),
  ]).toEqual([
    [404, 'unknown-reading'],
    [400, 'bad-parameter'],
    [422, 'refused'],
    [404, 'unknown-reading'],
    [404, 'unknown-campaign'],
  ]);
  const { body } = await ask(app, 'GET', '/campaigns/night/doubts');
  expect((body.readings as { verdict: string }[]).map(({ verdict }) => verdict)).toEqual(['held']);
});
