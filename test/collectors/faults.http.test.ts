import { expect, test } from 'vitest';
import type { Collector } from '../../collectors/contract.ts';
import { type Received, type Step, startServer } from '../setup/http-server.ts';
import { example, nobody, settings, target } from './example.ts';
import { createWorkbench } from './workbench.ts';

const START = '2022-12-20T02:00:00Z';
/** Everything a platform, or a network before it, may answer with in place of counts. */
const HUNDRED_MB = Buffer.alloc(100 * 1024 * 1024, ' ');
const CAPTCHA = '<!doctype html><title>安全验证</title><div id="captcha"></div>';
const FAULTS: readonly (readonly [string, Step, kind: string, requests: number, reason: RegExp])[] = [
  ['5xx', { status: 502, body: '' }, 'network', 4, /^example: failed itself \(HTTP 502\)$/],
  ['no answer', { hang: true }, 'network', 4, /^example: gave no whole answer within 0.15 s$/],
  ['a slow drip', { trickle: true }, 'network', 4, /^example: gave no whole answer within 0.15 s$/],
  [
    'a reset in mid-body',
    { reset: '{"items":[{"id":"x1","plays":5}]}' },
    'network',
    4,
    /^example: broke off \(/,
  ],
  [
    'a redirect loop',
    { status: 302, headers: { location: '/videos' } },
    ...(['network', 4, /^example: redirected more than 3 times$/] as const),
  ],
  ['100 MB', { body: HUNDRED_MB }, 'shape', 1, /^example: sent a body larger than 20971520 bytes$/],
  ['truncated JSON', { body: '{"items":[{"id":"x1","pl' }, 'shape', 1, /^example: the answer is no JSON /],
  [
    'a captcha',
    { body: CAPTCHA, headers: { 'content-type': 'text/html' } },
    'shape',
    1,
    /no JSON \(text\/html\)/,
  ],
  ['nothing at all', { body: '' }, 'shape', 1, /^example: the answer is no JSON /],
  ['JSON of another shape', { body: { rows: [] } }, 'shape', 1, /^example: the answer is not what we know /],
  ['an error in HTTP 200', { body: { code: 9, said: 'no' } }, 'refused', 1, /^example: code 9 no$/],
  [
    '429 with Retry-After',
    { status: 429, headers: { 'retry-after': '2' }, body: {} },
    ...(['rate-limited', 4, /^example: too many requests \(HTTP 429\)$/] as const),
  ],
  ['429 without', { status: 429, body: {} }, 'rate-limited', 4, /^example: too many requests \(HTTP 429\)$/],
  [
    '429 for an hour',
    { status: 429, headers: { 'retry-after': '3600' }, body: {} },
    ...(['rate-limited', 1, /^example: too many requests \(HTTP 429\); it asks to wait 3600 s$/] as const),
  ],
];

const good = ({ query }: Received): Step => ({
  body: {
    items: String(query.ids)
      .split(',')
      .map(id => ({ id, plays: 5 })),
  },
});

test.each(FAULTS)(
  '%s: nothing is lost, nothing invented, another platform goes on, and the next run is whole',
  async (_, fault, kind, requests, reason) => {
    let step: Step | null = fault;
    const sick = await startServer(request => step ?? good(request));
    const sound = await startServer(good);
    const bench = createWorkbench(START);
    // Only what never ends must wait for the time limit; a busy machine may need longer for an answer.
    const isEndless = 'hang' in fault || 'trickle' in fault;
    const hasty = createWorkbench(START, { timeoutMs: isEndless ? 150 : 10_000 });
    try {
      const targets = [target(1, 'x1'), target(2, 'x2')];
      const other: Collector = { ...(example as unknown as Collector), id: 'other', platform: 'other' };
      const settingsOf = (url: string) => ({ ...settings({ server: sick } as never), baseUrl: url });
      const [during, beside] = await Promise.all([
        hasty.collect(example, targets, settingsOf(sick.url)),
        bench.collect(other, targets, settingsOf(sound.url)),
      ]);
      expect(sick.received).toHaveLength(requests);
      expect(during.all.readings).toEqual([]);
      expect(during.all.misses.map(({ placementId, status, kind }) => [placementId, status, kind])).toEqual([
        [1, 'failed', kind],
        [2, 'failed', kind],
      ]);
      expect(during.all.misses.map(miss => reason.test(miss.reason))).toEqual([true, true]);
      expect(during.summary.failures).toEqual({ [kind]: 2 });
      const whole = { ...nobody, targets: 2, read: 2, requests: 1 };
      expect(beside.summary).toEqual(whole);
      step = null;
      hasty.clock.set(hasty.clock.now() + 60_000);
      const after = isEndless ? bench : hasty;
      expect((await after.collect(example, targets, settingsOf(sick.url))).summary).toEqual(whole);
    } finally {
      await Promise.all([sick.close(), sound.close()]);
      bench.remove();
      hasty.remove();
    }
  },
);

test('one bad item in a batch of fifty fails alone, with its evidence', async () => {
  const server = await startServer(({ query }) => ({
    body: {
      items: String(query.ids)
        .split(',')
        .map((id, i) => (i === 17 ? { id, plays: { value: 5 } } : { id, plays: i })),
    },
  }));
  const bench = createWorkbench(START);
  try {
    const { summary, all } = await bench.collect(
      { ...example, batchSize: 50 },
      Array.from({ length: 50 }, (_, i) => target(i, `x${i}`)),
      { ...settings({ server } as never), baseUrl: server.url },
    );
    expect(all.readings.map(({ placementId, low }) => [placementId, low])).toEqual(
      Array.from({ length: 50 }, (_, i) => [i, i]).filter(([i]) => i !== 17),
    );
    expect(all.rejects.map(({ placementId, kind, evidence }) => [placementId, kind, evidence])).toEqual([
      [17, 'shape', '{"id":"x17","plays":{"value":5}}'],
    ]);
    const one = { targets: 50, read: 49, failed: 1, rejects: 1, requests: 1, failures: { shape: 1 } };
    expect(summary).toEqual({ ...nobody, ...one });
  } finally {
    await server.close();
    bench.remove();
  }
});
