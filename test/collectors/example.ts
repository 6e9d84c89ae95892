import { createHash } from 'node:crypto';
import { afterEach, beforeEach } from 'vitest';
import { z } from 'zod';
import type { Collector, PlatformSettings, Target } from '../../collectors/contract.ts';
import type { ErrorKind } from '../../collectors/errors.ts';
import { readItem } from '../../collectors/items.ts';
import type { Miss, Reject } from '../../collectors/rows.ts';
import type { Reading } from '../../pipeline/domain/reading.ts';
import { type Received, type Step, startServer, type TestServer } from '../setup/http-server.ts';
import { createWorkbench, type Workbench } from './workbench.ts';

const START = '2022-12-20T02:00:00Z';
export const NOW = Date.parse(START);

export type Stage = { bench: Workbench; server: TestServer; answer: (request: Received) => Step };

/** A workbench and a server for each test of a file; the test says how the server answers. */
export const setStage = (): Stage => {
  const stage = {} as Stage;
  beforeEach(async () => {
    stage.bench = createWorkbench(START);
    stage.server = await startServer(request => stage.answer(request));
  });
  afterEach(async () => {
    await stage.server.close();
    stage.bench.remove();
  });
  return stage;
};

const Item = z.object({ plays: z.union([z.number(), z.string()]).optional(), likes: z.unknown().optional() });

const KINDS: Readonly<Record<number, ErrorKind>> = { 1: 'auth', 2: 'rate-limited', 3: 'config' };

/** A platform of the test's own: a batch of ids, answered as a list with a code beside it. */
export const example: Collector<{ items: { id: string }[]; next?: string | undefined }> = {
  id: 'example',
  platform: 'example',
  name: { zh: '例', en: 'Example' },
  source: 'api',
  official: true,
  serves: ['plays'],
  metrics: ['plays', 'likes'],
  baseUrl: 'https://unused.example',
  batchSize: 2,
  limits: { concurrency: 1, minIntervalMs: 100 },
  capabilities: {
    strength: 'D',
    delayHours: null,
    lookBackDays: null,
    note: { zh: '示例', en: 'an example' },
  },
  needs: ['EXAMPLE_KEY'],
  auth: null,
  displays: { plays: { rounding: 'floor', plus: 'cap' } },
  request: ({ targets, cursor, token }) => ({
    path: '/videos',
    query: {
      ids: targets.map(({ externalId }) => externalId).join(','),
      ...(cursor !== null && { cursor }),
      ...(token && { access_token: token.accessToken }),
    },
  }),
  refusal: body => {
    const code = z.object({ code: z.number(), said: z.string().optional() }).safeParse(body).data;
    if (!code || code.code === 0) return null;
    const kind = KINDS[code.code] ?? 'refused';
    return { kind, message: `code ${code.code} ${code.said ?? ''}`.trim() };
  },
  response: z.object({ items: z.array(z.looseObject({ id: z.string() })), next: z.string().optional() }),
  read: ({ items }) =>
    items.map(item =>
      'gone' in item
        ? { externalId: item.id, status: 'removed', reason: 'deleted by its author' }
        : readItem(item.id, item, Item, ({ plays, likes }) => ({
            externalId: item.id,
            status: 'read',
            values: {
              ...(plays !== undefined && { plays }),
              ...(likes !== undefined && { likes: likes as number }),
            },
          })),
    ),
};

export const target = (placementId: number, externalId: string, accountId = 'a'): Target => ({
  placementId,
  platform: 'example',
  accountId,
  externalId,
  kind: 'clip',
  metric: 'plays',
  publishedAt: NOW - 3_600_000,
  intervalS: 3_600,
});
export const settings = ({ server }: Stage): PlatformSettings => ({
  baseUrl: server.url,
  credentials: { EXAMPLE_KEY: 'key-123456' },
  codes: { a: 'code-a', b: 'code-b' },
});
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const reading = (placementId: number, count: Partial<Reading>, body: unknown): Reading => ({
  placementId,
  metric: 'plays',
  source: 'api',
  observedAt: NOW,
  recordedAt: NOW,
  low: 0,
  high: 0,
  text: '0',
  step: 1,
  othersPositive: false,
  publishedAt: NOW - 3_600_000,
  intervalS: 3_600,
  runId: 'run-1',
  payloadId: sha256(JSON.stringify(body)),
  ...count,
});
export const miss = (placementId: number, end: Partial<Miss>, body?: unknown): Miss => ({
  placementId,
  metric: 'plays',
  source: 'api',
  runId: 'run-1',
  at: NOW,
  recordedAt: NOW,
  status: 'absent',
  kind: '',
  reason: '',
  payloadId: body === undefined ? '' : sha256(typeof body === 'string' ? body : JSON.stringify(body)),
  ...end,
});
export const reject = (placementId: number, found: Partial<Reject>, body: unknown): Reject => ({
  runId: 'run-1',
  platform: 'example',
  placementId,
  at: NOW,
  kind: 'shape',
  reason: '',
  evidence: '',
  payloadId: sha256(typeof body === 'string' ? body : JSON.stringify(body)),
  ...found,
});
export const idsAsked = ({ server }: Stage) => server.received.map(({ query }) => query.ids);
export const nobody = {
  read: 0,
  absent: 0,
  hidden: 0,
  removed: 0,
  failed: 0,
  unasked: 0,
  rejects: 0,
  failures: {},
  stops: [],
};
