import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { DAY } from '../../pipeline/days.ts';
import type { App } from '../../pipeline/jobs/app.ts';
import { importSheet } from '../../pipeline/jobs/import-sheet.ts';
import { pruneByAge } from '../../pipeline/jobs/prune.ts';
import { verifyPublication } from '../../pipeline/jobs/publications.ts';
import { publish } from '../../pipeline/jobs/publish.ts';
import { runSlot } from '../../pipeline/jobs/run-slot.ts';
import { insertPayloads } from '../../pipeline/store/evidence.ts';
import { readPayload, readPayloadProofs } from '../../pipeline/store/payloads.ts';
import { nightly, openNight, rowsOf } from './night.ts';
import { december, ZONE } from './night-catalogue.ts';
import { FIRST, openPartners } from './partners.ts';

const NIGHT = december('06 02:00');
const idOf = (body: string | Uint8Array): string => createHash('sha256').update(body).digest('hex');

const kept = async (app: Pick<App, 'db'>) =>
  (await rowsOf(
    app,
    `SELECT countIf(pruned_at IS NULL) AS kept, countIf(pruned_at IS NOT NULL) AS pruned, countIf(pruned_at IS NOT NULL AND body != '') AS left
     FROM payloads FINAL`,
  )) as { kept: string; pruned: string; left: string }[];

describe('after the days that payloads are kept', () => {
  test('all of them go but those that a publication names, which still verifies', async () => {
    const { app, clock } = await openNight({ at: NIGHT });
    await runSlot(app, 'nightly', nightly(NIGHT));
    const all = (await rowsOf(app, 'SELECT payload_id FROM payloads FINAL')).length;
    clock.set(NIGHT + DAY / 2);
    await runSlot(app, 'nightly', nightly(NIGHT + DAY / 2));
    const later = (await rowsOf(app, 'SELECT payload_id FROM payloads FINAL')).length;
    expect([all, later]).toEqual([all, 2 * all]);
    // Of the first reading of each counter, not of the second.
    const { id, total } = await publish(app, { by: '值班编辑', asOf: NIGHT + 60_000 });
    const named = new Set(total.lines.flatMap(({ reading }) => (reading ? [reading.payloadId] : [])));
    expect(named.size).toBeGreaterThan(2);
    const lastDay = NIGHT + 400 * DAY;
    clock.set(lastDay);
    expect(await pruneByAge(app)).toEqual({ before: NIGHT, pruned: 0 });
    const readings = await rowsOf(app, 'SELECT * FROM readings FINAL ORDER BY ALL');
    clock.set(lastDay + DAY);
    const forEver = { ...app, config: { ...app.config, keepPayloadsDays: null } };
    expect(await pruneByAge(forEver)).toEqual({ before: null, pruned: 0 });
    const pruned = 2 * all - named.size;
    expect(await pruneByAge(app)).toEqual({ before: NIGHT + DAY, pruned });
    expect(await kept(app)).toEqual([{ kept: String(named.size), pruned: String(pruned), left: '0' }]);
    expect(await verifyPublication(app.db, id)).toMatchObject({
      ...{ ok: true, differences: [], payloads: { named: named.size, notKeptThen: 0, broken: [] } },
    });
    expect(await rowsOf(app, 'SELECT * FROM readings FINAL ORDER BY ALL')).toEqual(readings);
    expect(await pruneByAge(app)).toEqual({ before: NIGHT + DAY, pruned: 0 });
  });

  test('what was gone before is said by the publication, and fails nothing', async () => {
    const { app, clock } = await openNight({ at: NIGHT });
    await runSlot(app, 'nightly', nightly(NIGHT));
    clock.set(NIGHT + 401 * DAY);
    const { pruned } = await pruneByAge(app);
    const { id } = await publish(app, { by: '值班编辑' });
    const { ok, payloads } = await verifyPublication(app.db, id);
    expect([ok, payloads]).toEqual([true, { named: 0, notKeptThen: payloads.notKeptThen, broken: [] }]);
    expect(payloads.notKeptThen).toBeLessThanOrEqual(pruned);
    expect(payloads.notKeptThen).toBeGreaterThan(2);
  });

  test('a partner’s sheet stays, and one that is said again is kept again', async () => {
    const { app, clock } = await openPartners();
    const body = '{"plays":1}';
    const answer = (fetchedAt: number) => ({
      ...{ id: idOf(body), platform: 'douyin', contentType: 'application/json', body, fetchedAt },
    });
    await insertPayloads(app.db, [answer(NIGHT)]);
    clock.set(NIGHT + 500 * DAY);
    expect(await pruneByAge(app)).toEqual({ before: NIGHT + 100 * DAY, pruned: 1 });
    const prunedAt = clock.now();
    expect(await readPayload(app.db, idOf(body))).toMatchObject({ body: '', prunedAt, fetchedAt: NIGHT });
    expect((await readPayload(app.db, idOf(FIRST)))?.body).toBe(FIRST);
    await insertPayloads(app.db, [answer(prunedAt)]);
    expect(await readPayload(app.db, idOf(body))).toMatchObject({
      body,
      prunedAt: null,
      fetchedAt: prunedAt,
    });
  });
});

test('a sheet in another charset, or with a byte order mark, is kept byte by byte and proves its hash', async () => {
  const { app } = await openPartners();
  // "播放" in GB18030 and the like; the same sheet in UTF-8 with its mark.
  const gbk = Buffer.from(
    'c6bdcca82cd7f7c6b749442cb2a5b7c5c1bf2ccdb3bcc6cab1bce40ac8cbc3f1cdf82c612d322c3838382c323032322d31322d30362032333a30300a',
    'hex',
  );
  const marked = Buffer.from(`\ufeff平台,作品ID,播放量,统计时间\n人民网,a-2,889,2022-12-06 23:10\n`);
  for (const bytes of [gbk, marked]) await importSheet(app, { file: 'other.csv', timeZone: ZONE, bytes });
  const proofs = await readPayloadProofs(app.db, [idOf(gbk), idOf(marked), idOf(FIRST), 'none']);
  expect(
    [...proofs.values()].map(({ id, contentType, size, isTrue }) => [id, contentType, size, isTrue]).sort(),
  ).toEqual(
    [
      [idOf(gbk), 'text/csv;charset=gb18030;base64', gbk.length, true],
      [idOf(marked), 'text/csv;charset=utf-8;base64', marked.length, true],
      [idOf(FIRST), 'text/csv', Buffer.byteLength(FIRST), true],
    ].sort(),
  );
  const stored = await readPayload(app.db, idOf(gbk));
  expect([stored?.isText, stored && Buffer.from(stored.bytes).equals(gbk)]).toEqual([false, true]);
});
