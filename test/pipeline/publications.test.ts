import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { iso } from '../../pipeline/days.ts';
import { canonicalDocument } from '../../pipeline/domain/publication.ts';
import { findPublication, verifyPublication } from '../../pipeline/jobs/publications.ts';
import { publish } from '../../pipeline/jobs/publish.ts';
import { insertPublication, readPublication, readPublications } from '../../pipeline/store/publications.ts';
import { december } from './night-catalogue.ts';
import { EVENING, FIRST, openPartners, PUBLISHED, sheet, take } from './partners.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

test('freezes the total with every reading behind it, and a hash anybody can form again', async () => {
  const { app, run } = await openPartners();
  const frozen = await publish(app, { by: '值班编辑', note: '年终', title: '收官' });
  const payloadId = sha256(FIRST);
  const read = { recordedAt: EVENING, runId: run, payloadId };
  const line = {
    ...{ episodeId: 'education', workId: 'replay', platformId: 'people', accountId: 'people-tj' },
    ...{ title: '作品 replay', metric: 'plays', family: 'play', source: 'export' },
    ...{ payloadKept: true, lowerPayloadKept: true, readings: 2 },
  } as const;
  const tsv = (...rows: string[]): string =>
    sha256(
      rows
        .map(row => row.replace('RECORDED', '2022-12-06 15:30:00.000').concat(`\t${run}\t${payloadId}`))
        .sort()
        .join('\n'),
    );
  const total = {
    ...{ campaignId: 'night', asOf: PUBLISHED, knownAt: PUBLISHED, low: 63_734, high: 72_999 },
    formula: { id: 'video_view_times', version: 1, families: ['play', 'live_entry'] },
    adjustments: [],
    lines: [
      {
        ...{ ...line, placementId: 1, externalId: 'a-1', state: 'fresh' },
        count: { low: 12_500, high: 12_999 },
        reading: { ...read, observedAt: december('06 23:00'), low: 11_001, high: 12_999 },
        lowerEnd: { ...read, observedAt: december('06 22:00'), low: 12_500, high: 12_500 },
        fingerprint: tsv(
          '2022-12-06 15:00:00.000\tRECORDED\texport\t11001\t12999\t1.2万',
          '2022-12-06 14:00:00.000\tRECORDED\texport\t12500\t12500\t12500',
        ),
      },
      {
        ...{ ...line, placementId: 2, externalId: 'a-2', state: 'never', source: null },
        ...{ count: null, reading: null, lowerEnd: null, readings: 0, fingerprint: '' },
        ...{ payloadKept: false, lowerPayloadKept: false },
      },
      {
        ...{ ...line, placementId: 3, externalId: 'a-3', state: 'carried' },
        count: { low: 51_234, high: 60_000 },
        reading: { ...read, observedAt: december('06 21:00'), low: 60_000, high: 60_000 },
        lowerEnd: { ...read, observedAt: december('06 23:00'), low: 51_234, high: 51_234 },
        fingerprint: tsv(
          '2022-12-06 13:00:00.000\tRECORDED\texport\t60000\t60000\t60000',
          '2022-12-06 15:00:00.000\tRECORDED\texport\t51234\t51234\t51,234',
        ),
      },
    ],
  };
  const hash = sha256(canonicalDocument(frozen.total));
  const expected = {
    id: hash.slice(0, 12),
    hash,
    ...{ campaignId: 'night', title: '收官', note: '年终', author: '值班编辑', readings: 4 },
    ...{ asOf: PUBLISHED, knownAt: PUBLISHED, low: 63_734, high: 72_999, formula: total.formula },
    coverage: { expected: 3, fresh: 1, carried: 1, stated: 0, removed: 0, held: 0, never: 1 },
    wording: {
      zh: '截至 2022年12月6日 23:40，1期节目视频观看总量超过6万人次',
      en: 'As of 6 December 2022, 23:40, total video view-times of 1 episode: over 60,000 view-times',
    },
    publishedAt: PUBLISHED,
    total,
  };
  expect(frozen).toEqual(expected);
  expect(await readPublication(app.db, frozen.id)).toEqual(expected);
  const { total: _, ...head } = expected;
  expect(await readPublications(app.db, 'night')).toEqual([head]);
  expect(await readPublications(app.db, 'another')).toEqual([]);
  expect(await verifyPublication(app.db, frozen.id)).toEqual({
    ...{ publication: head, ok: true, recomputed: hash, recordIntact: true, differences: [] },
    payloads: { named: 1, notKeptThen: 0, broken: [] },
  });
});

describe('a publication stands', () => {
  test('when the same id is written again, later or dated back', async () => {
    const { app } = await openPartners();
    const frozen = await publish(app, { by: '值班编辑' });
    const forged = {
      ...{ ...frozen, title: '改', low: 1, wording: { zh: '超过1亿', en: 'over 100 million' } },
      total: { ...frozen.total, lines: frozen.total.lines.map(line => ({ ...line, count: null })) },
    };
    await insertPublication(app.db, { ...forged, publishedAt: PUBLISHED + 1 });
    // Dated back under another hash: the id is not the beginning of that, so it is no publication.
    await app.db.command(
      `INSERT INTO publications SELECT * REPLACE ('改' AS title, repeat('0', 64) AS hash, published_at - 1000 AS published_at)
       FROM publications WHERE publication_id = '${frozen.id}' LIMIT 1`,
      { name: 'test' },
    );
    expect(await readPublication(app.db, frozen.id)).toEqual(frozen);
    expect((await readPublications(app.db, null)).length).toBe(1);
    expect((await verifyPublication(app.db, frozen.id)).ok).toBe(true);
  });

  test('whatever is read, decided or renamed later', async () => {
    const { app, clock } = await openPartners();
    const frozen = await publish(app, { by: '值班编辑' });
    clock.set(december('07 10:00'));
    await take(
      app,
      sheet('a-2,777,2022-12-06 20:00', 'a-1,9999999,2022-12-06 23:30', 'a-3,1,2022-12-05 20:00'),
    );
    await app.db.command(
      `INSERT INTO works SELECT * REPLACE ('改名' AS title, now64(3) AS updated_at) FROM works`,
      { name: 'test' },
    );
    expect(await verifyPublication(app.db, frozen.id)).toMatchObject({ ok: true, differences: [] });
    expect(await readPublication(app.db, frozen.id)).toEqual(frozen);
  });
});

test('verification names what somebody changed in the database', async () => {
  const { app } = await openPartners();
  const { id } = await publish(app, { by: '值班编辑' });
  const verifyAfter = async (...statements: string[]) => {
    for (const statement of statements)
      await app.db.command(statement, { name: 'test', settings: { mutations_sync: '2' } });
    const { ok, recordIntact, differences, payloads } = await verifyPublication(app.db, id);
    const fields = differences.map(({ of, id: line, field }) => `${of} ${line} ${field}`);
    const faults = payloads.broken.map(({ placementId, fault }) => [placementId, fault]);
    return { ok, recordIntact, fields, faults };
  };
  const sound = { ok: true, recordIntact: true, fields: [], faults: [] };
  const broken = { ...sound, ok: false };
  const all = [1, 1, 3, 3];

  // A reading slipped in under an old time.
  expect(
    await verifyAfter(
      `INSERT INTO readings SELECT * REPLACE (observed_at - 60 AS observed_at, '12400' AS text) FROM readings AS r WHERE r.text = '12500'`,
    ),
  ).toEqual({ ...broken, fields: ['line 1 readings', 'line 1 fingerprint'] });
  expect(await verifyAfter("ALTER TABLE readings DELETE WHERE text = '12400'")).toEqual(sound);

  // Its own rows.
  const setLow = (low: number) => `ALTER TABLE publication_lines UPDATE low = ${low} WHERE placement_id = 1`;
  expect(await verifyAfter(setLow(13_000))).toEqual({
    ...broken,
    recordIntact: false,
    fields: ['line 1 low'],
  });

  // What the partner's sheet said; then without it.
  const body = (text: string) => `ALTER TABLE payloads UPDATE body = ${text} WHERE 1`;
  expect(await verifyAfter(setLow(12_500), body("concat(body, ' ')"))).toEqual({
    ...broken,
    faults: all.map(placement => [placement, 'altered']),
  });
  expect(await verifyAfter(body('substring(body, 1, length(body) - 1)'))).toEqual(sound);
  expect(await verifyAfter('ALTER TABLE payloads DELETE WHERE 1')).toEqual({
    ...broken,
    faults: all.map(placement => [placement, 'missing']),
  });

  // A reading taken out.
  expect(
    await verifyAfter('ALTER TABLE readings DELETE WHERE placement_id = 3 AND low = 51234'),
  ).toMatchObject({
    ok: false,
    fields: [
      'total  low',
      'line 3 state',
      'line 3 low',
      'line 3 lowerEnd',
      'line 3 readings',
      'line 3 fingerprint',
    ],
  });
});

describe('refuses', () => {
  test('what nobody signs, what is to come, what is nothing, and what was published before', async () => {
    const { app } = await openPartners();
    const refused = (request: Partial<Parameters<typeof publish>[1]>) =>
      publish(app, { by: '值班编辑', ...request }).then(
        () => 'published',
        (error: Error) => `${error.name}: ${error.message}`,
      );
    const later = PUBLISHED + 1;
    const first = await publish(app, { by: '值班编辑', asOf: PUBLISHED, knownAt: PUBLISHED });
    expect([
      await refused({ by: ' ' }),
      await refused({ asOf: later }),
      await refused({ knownAt: later }),
      await refused({ asOf: december('01 00:00') }),
      await refused({ formula: 'everything' }),
      await refused({ campaignId: 'nobody' }),
      await refused({ asOf: PUBLISHED, knownAt: PUBLISHED, title: '再来' }),
    ]).toEqual([
      'ConfigError: A publication must say who publishes it.',
      `ConfigError: T (as of) ${iso(later)} is later than ${iso(PUBLISHED)}, the last instant of which all that was recorded is stored. Nothing was published.`,
      `ConfigError: K (known at) ${iso(later)} is later than ${iso(PUBLISHED)}, the last instant of which all that was recorded is stored. Nothing was published.`,
      'ConfigError: Nothing of night is expected as of 2022-11-30T16:00:00.000Z, known by 2022-12-06T15:40:00.000Z: there is no total to publish.',
      'FormulaError: There is no formula "everything". Known: content_view_times@1, video_view_times@1.',
      'UnknownCampaign: There is no campaign "nobody". There are: night.',
      `AlreadyPublished: This very total was published before, as ${first.id} by 值班编辑 at ${iso(PUBLISHED)}. Nothing was changed.`,
    ]);
    expect((await readPublications(app.db, null)).length).toBe(1);
    await expect(findPublication(app.db, 'nothing')).rejects.toThrow(
      'There is no publication "nothing". `renci publications list` shows those there are.',
    );
  });

  test('a K that something in the spool may still change, also where it comes while the total is formed', async () => {
    let beforeSettling = async (): Promise<void> => {};
    const { app, run } = await openPartners({ sleep: () => beforeSettling() });
    const waiting = (at: number) => () =>
      app.spool.append({
        batch: {
          ...{ readings: [], rejects: [], attempts: [], payloads: [] },
          misses: [
            {
              ...{ placementId: 1, metric: 'plays', source: 'export', runId: run, at, recordedAt: at },
              ...{ status: 'absent', kind: '', reason: 'late', payloadId: '' },
            },
          ],
        },
      });
    beforeSettling = waiting(PUBLISHED - 500);
    const { knownAt } = await publish(app, { by: '值班编辑' });
    expect(knownAt).toBe(PUBLISHED - 501);
    await expect(publish(app, { by: '值班编辑', knownAt: PUBLISHED - 500 })).rejects.toThrow(
      `K (known at) ${iso(PUBLISHED - 500)} is later than ${iso(PUBLISHED - 501)}`,
    );
  });
});
