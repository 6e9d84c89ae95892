import { expect, test } from 'vitest';
import { renderDecided, renderDoubts, renderFalls } from '../../pipeline/cli/doubts-text.ts';
import type { Reading } from '../../pipeline/domain/reading.ts';
import type { App } from '../../pipeline/jobs/app.ts';
import { decideOn, findById, readDoubts, readingId } from '../../pipeline/jobs/doubts.ts';
import { classifyFall, readFalls } from '../../pipeline/jobs/falls.ts';
import { readTotals } from '../../pipeline/jobs/totals.ts';
import { openNight } from './night.ts';
import { december, ZONE } from './night-catalogue.ts';

const PLACEMENT = 1;

const reading = (at: string, low: number): Reading => ({
  placementId: PLACEMENT,
  metric: 'plays',
  source: 'api',
  observedAt: december(at),
  recordedAt: december(at) + 1_000,
  low,
  high: low,
  text: String(low),
  step: 1,
  othersPositive: true,
  publishedAt: december('05 09:00'),
  intervalS: 86_400,
  runId: 'night',
  payloadId: '',
});

const store = async (app: App, readings: readonly Reading[]): Promise<void> => {
  await app.spool.append({ batch: { readings, misses: [], rejects: [], attempts: [], payloads: [] } });
  expect(await app.drain()).toBe(true);
};

const lowAt = async (app: App, knownAt: number): Promise<number> =>
  (await readTotals(app, { asOf: december('08 12:00'), knownAt })).total.low;

const signed = { by: '值班编辑', reason: '平台后台核对' };

/** 100,000 on the sixth, 60,000 on the seventh: a large fall that waits. */
const fallen = async () => {
  const night = await openNight({ at: december('05 08:00') });
  night.clock.set(december('08 12:00'));
  await store(night.app, [reading('06 02:00', 100_000)]);
  await store(night.app, [reading('07 02:00', 60_000)]);
  return night;
};

test('a person accepts a held fall, the total follows from then on, and an undo gives it back to the rules', async () => {
  const { app, clock } = await fallen();
  const moment = { asOf: december('08 12:00'), knownAt: december('08 12:00') };
  const [doubt] = await readDoubts(app.db, 'night', moment);
  expect([doubt?.id, doubt?.verdict, doubt?.reason, doubt?.countLow, doubt?.countHigh]).toEqual([
    readingId(reading('07 02:00', 60_000)),
    ...['held', 'fall', 60_000, 100_000],
  ]);
  const held = await findById(app, doubt?.id ?? '', { campaigns: ['night'] });
  const accepted = await decideOn(app, held, { decision: 'accept', ...signed });
  expect(renderDecided(accepted)).toBe(
    '60,000 of placement 1: accept, by 值班编辑.\n' +
      'The placement counted as 60,000 – 100,000 from then on; it counts as 60,000 now.',
  );
  clock.set(december('08 13:00'));
  const undone = await decideOn(app, held, { decision: 'undo', ...signed });
  expect([undone.after.judgement.verdict, undone.after.judgement.reason]).toEqual(['held', 'fall']);

  const knownTo = async (knownAt: number) => {
    const { total } = await readTotals(app, { asOf: december('08 12:00'), knownAt });
    const falls = await readFalls(app, 'night', { asOf: december('08 12:00'), knownAt });
    return [total.low, total.high, falls.map(({ from, to, cause }) => [from.low, to.low, cause])];
  };
  expect(await knownTo(december('08 12:00') - 1)).toEqual([60_000, 100_000, []]);
  expect(await knownTo(december('08 12:00'))).toEqual([60_000, 60_000, [[100_000, 60_000, 'decided']]]);
  expect(await knownTo(december('08 13:00'))).toEqual([60_000, 100_000, []]);
});

test('a jump counts in full once a person vouches for it, and a reading held by a person counts for nothing', async () => {
  const { app, clock } = await openNight({ at: december('08 12:00') });
  await store(app, [reading('06 02:00', 1_000), reading('07 02:00', 1_100)]);
  const jump = reading('08 02:00', 900_000);
  await store(app, [jump]);
  expect(await lowAt(app, december('08 12:00'))).toBe(1_100);
  await decideOn(app, jump, { decision: 'accept', ...signed });
  expect(await lowAt(app, december('08 12:00'))).toBe(900_000);
  clock.set(december('08 12:10'));
  await decideOn(app, jump, { decision: 'hold', ...signed });
  expect(await lowAt(app, december('08 12:10'))).toBe(1_100);
  expect(await lowAt(app, december('08 12:00'))).toBe(900_000);
});

test('a decision that says nothing new, is not signed, or names no reading is refused by a sentence', async () => {
  const { app } = await fallen();
  const held = reading('07 02:00', 60_000);
  const refusal = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => 'no refusal',
      (error: Error) => `${error.name}: ${error.message}`,
    );
  await decideOn(app, held, { decision: 'hold', ...signed });
  expect([
    await refusal(decideOn(app, held, { decision: 'hold', ...signed })),
    await refusal(decideOn(app, reading('06 02:00', 100_000), { decision: 'undo', ...signed })),
    await refusal(decideOn(app, held, { decision: 'accept', by: ' ', reason: 'x' })),
    await refusal(decideOn(app, held, { decision: 'accept', by: 'x', reason: '' })),
    await refusal(decideOn(app, { ...held, low: 5 }, { decision: 'accept', ...signed })),
    await refusal(findById(app, 'none', { campaigns: ['night'] })),
  ]).toEqual([
    'ConfigError: This reading was decided on already: hold.',
    'ConfigError: There is no decision on this reading to undo: the rules judge it.',
    'ConfigError: A decision must say who makes it.',
    'ConfigError: A decision must say on what grounds it is made.',
    'UnknownReading: There is no such reading of placement 1: plays from api, 2022-12-06T18:00:00.000Z, 5.',
    'UnknownReading: There is no doubtful reading "none". `renci doubts list` shows them; for any other reading name its placement: --placement.',
  ]);
});

test('a confirmed fall is an event with its class, which a person may change as known from then on', async () => {
  const { app, clock } = await fallen();
  await store(app, [reading('08 02:00', 60_500)]);
  clock.set(december('08 14:00'));
  const id = readingId(reading('07 02:00', 60_000));
  await classifyFall(app, 'night', id, { class: 'private', ...signed });
  const known = async (knownAt: number) => {
    const falls = await readFalls(app, 'night', { asOf: december('08 12:00'), knownAt });
    return falls.map(fall => [fall.id, fall.from.low, fall.to.low, fall.class, fall.classedBy, fall.cause]);
  };
  expect(await known(december('08 02:00'))).toEqual([]);
  expect(await known(december('08 12:00'))).toEqual([
    [id, 100_000, 60_000, 'platform-correction', '', 'confirmed'],
  ]);
  expect(await known(december('08 14:00'))).toEqual([
    [id, 100_000, 60_000, 'private', '值班编辑', 'confirmed'],
  ]);
  // Explained, never added: the total is that of the last accepted reading.
  expect(await lowAt(app, december('08 14:00'))).toBe(60_500);
});

test('the lists read as tables', async () => {
  const { app } = await fallen();
  const now = { asOf: december('08 12:00'), knownAt: december('08 12:00') };
  expect(renderDoubts(await readDoubts(app.db, 'night', now), ZONE)).toMatchInlineSnapshot(`
    "Reading       Read at        Said  Verdict  Why          Counts as  Placement  Account          Title
    ────────────  ───────────  ──────  ───────  ────  ────────────────  ─────────  ───────────────  ─────────
    1a29e788de63  12-07 02:00  60,000  held     fall  60,000 – 100,000  1          津云 津云客户端  作品 clip"
  `);
  await store(app, [reading('08 02:00', 60_500)]);
  expect(renderFalls(await readFalls(app, 'night', now), ZONE)).toMatchInlineSnapshot(`
    "Fall          Read at         From      To  Class                By     Settled                Placement  Account          Title
    ────────────  ───────────  ───────  ──────  ───────────────────  ─────  ─────────────────────  ─────────  ───────────────  ─────────
    1a29e788de63  12-07 02:00  100,000  60,000  platform-correction  rules  confirmed 12-08 02:00  1          津云 津云客户端  作品 clip"
  `);
});
