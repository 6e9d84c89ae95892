import { expect, test } from 'vitest';
import type { App } from '../../pipeline/jobs/app.ts';
import { readDoubts } from '../../pipeline/jobs/doubts.ts';
import { readFalls } from '../../pipeline/jobs/falls.ts';

/** What the month leaves for a person to do: the simulated partners bring it about, nothing is put in by hand. */
export const describeWaiting = (campaign: string, opened: () => App): void => {
  test('at the end two readings wait for a person, and neither is in the reference campaign’s total', async () => {
    const app = opened();
    const now = await app.now();
    const waiting = async (of: string) =>
      (await readDoubts(app.db, of, now))
        .filter(({ placement, metric }) => placement?.metric === metric)
        .map(({ placement, metric, reason, low, countLow, countHigh }) => [
          ...[placement?.workId, metric, reason, low, countLow, countHigh, placement?.state],
        ]);
    expect(await waiting(campaign)).toEqual([
      ['education-article', 'reads', 'zero', 0, 100_001, null, 'carried'],
    ]);
    expect(await waiting('year-end-interviews-2021')).toEqual([
      ['education-clip-2021', 'plays', 'fall', 32_541, 32_541, 50_062, 'carried'],
    ]);
    expect(await waiting(`${campaign}-community`)).toEqual([]);
    const falls = await readFalls(app, campaign, now);
    expect(
      falls
        .filter(({ metric }) => metric === 'plays')
        .map(({ placement, classedBy }) => [placement?.workId, classedBy]),
    ).toEqual([['human-resources-clip-1', '']]);
  });
};
