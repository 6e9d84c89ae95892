import { describe, expect, test } from 'vitest';
import type { Step } from '../../pipeline/domain/comparison.ts';
import { addCorrection, withdrawAdjustment } from '../../pipeline/jobs/adjust.ts';
import { comparePublication } from '../../pipeline/jobs/compare-publication.ts';
import { decideOn } from '../../pipeline/jobs/doubts.ts';
import { verifyPublication } from '../../pipeline/jobs/publications.ts';
import { publish } from '../../pipeline/jobs/publish.ts';
import { december } from './night-catalogue.ts';
import { openPartners, PUBLISHED, sheet, take } from './partners.ts';

const told = ({ change, lines }: Step) => ({
  change,
  lines: lines.map(({ placementId, adjustmentId, before, after, why }) => [
    adjustmentId === '' ? placementId : 'by hand',
    before,
    after,
    ...why,
  ]),
});
const NOTHING = { change: { low: 0, high: 0 }, lines: [] };

describe('a publication beside', () => {
  test('the same moment known later: late readings, a decision and a correction, each by its name', async () => {
    const { app, clock } = await openPartners();
    const { id } = await publish(app, { by: '值班编辑' });
    clock.set(december('07 10:00'));
    // A late sheet: the count of 20:00 of a counter that had none. Then the fall is accepted, and 100 are taken out.
    await take(app, sheet('a-2,3300,2022-12-06 20:00'));
    await decideOn(
      app,
      {
        ...{ placementId: 3, metric: 'plays', source: 'export', observedAt: december('06 23:00') },
        ...{ low: 51_234, high: 51_234 },
      },
      { decision: 'accept', by: '值班编辑', reason: '平台确认清理' },
    );
    const correction = await addCorrection(app, {
      ...{ by: '值班编辑', reason: '重复计入', placement: 1, low: -100, effectiveAt: december('06 23:30') },
    });
    clock.set(december('07 10:01'));
    const knownAt = clock.now();
    const compared = await comparePublication(app.db, id, { asOf: PUBLISHED, knownAt });
    expect(told(compared.revision)).toEqual({
      change: { low: 3_200, high: -5_566 },
      lines: [
        [2, null, { low: 3_300, high: 3_300 }, 'late-reading'],
        [3, { low: 51_234, high: 60_000 }, { low: 51_234, high: 51_234 }, 'decision'],
        ['by hand', null, { low: -100, high: -100 }, 'adjusted'],
      ],
    });
    expect(told(compared.growth)).toEqual(NOTHING);
    expect([compared.with, compared.low, compared.high, compared.revisedText]).toEqual([
      ...[null, 66_934, 67_433],
      { zh: '发布后修正 +3,200 人次', en: 'revised by +3,200 since' },
    ]);
    expect((await verifyPublication(app.db, id)).ok).toBe(true);

    // Published with it, the correction is a line of its own; taken back later, the next one is without.
    const second = await publish(app, { by: '值班编辑', asOf: PUBLISHED });
    expect(second.total.adjustments).toMatchObject([
      { id: correction.id, episodeId: 'education', platformId: 'people' },
    ]);
    clock.set(december('07 10:02'));
    await withdrawAdjustment(app, undefined, correction.id, { by: '值班编辑', reason: '误操作' });
    clock.set(december('07 10:03'));
    expect((await verifyPublication(app.db, second.id)).ok).toBe(true);
    const back = await comparePublication(app.db, second.id, { asOf: PUBLISHED, knownAt: clock.now() });
    expect(told(back.revision)).toEqual({
      change: { low: 100, high: 100 },
      lines: [['by hand', { low: -100, high: -100 }, null, 'withdrawn']],
    });
    // Held against what was known before, the other way round.
    expect(told((await comparePublication(app.db, second.id, { publication: id })).revision)).toEqual({
      change: { low: -3_200, high: 5_566 },
      lines: [
        [2, { low: 3_300, high: 3_300 }, null, 'late-reading'],
        [3, { low: 51_234, high: 51_234 }, { low: 51_234, high: 60_000 }, 'decision'],
        ['by hand', { low: -100, high: -100 }, null, 'withdrawn'],
      ],
    });
  });

  test('another publication: what grew, apart from what became known', async () => {
    const { app, clock } = await openPartners();
    const first = await publish(app, { by: '值班编辑' });
    clock.set(december('07 10:00'));
    await take(
      app,
      sheet('a-1,13000,2022-12-07 09:00', 'a-2,5,2022-12-06 23:39', 'a-3,60500,2022-12-07 09:00'),
    );
    clock.set(december('07 10:01'));
    const second = await publish(app, { by: '值班编辑' });
    const compared = await comparePublication(app.db, first.id, { publication: second.id });
    expect([compared.with, compared.asOf, compared.knownAt]).toEqual([
      second.id,
      second.asOf,
      second.knownAt,
    ]);
    expect(told(compared.revision)).toEqual({
      change: { low: 8_771, high: 5 },
      lines: [
        [2, null, { low: 5, high: 5 }, 'late-reading'],
        // The next morning's count takes the doubt away that the evening's fall had put on it.
        [3, { low: 51_234, high: 60_000 }, { low: 60_000, high: 60_000 }, 'judged-anew'],
      ],
    });
    expect(told(compared.growth)).toEqual({
      change: { low: 1_000, high: 501 },
      lines: [
        [1, { low: 12_500, high: 12_999 }, { low: 13_000, high: 13_000 }, 'grown'],
        [3, { low: 60_000, high: 60_000 }, { low: 60_500, high: 60_500 }, 'grown'],
      ],
    });
  });

  test('one of another formula is refused', async () => {
    const { app } = await openPartners();
    const video = await publish(app, { by: '值班编辑' });
    const content = await publish(app, { by: '值班编辑', formula: 'content_view_times' });
    await expect(comparePublication(app.db, video.id, { publication: content.id })).rejects.toThrow(
      `Publication ${content.id} was formed by content_view_times@1, not by video_view_times@1: their totals cannot be compared.`,
    );
  });
});
