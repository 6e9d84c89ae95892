import { expect, test, vi } from 'vitest';
import { dateTime64, HOUR } from '../../pipeline/days.ts';
import type { Entry } from '../../pipeline/jobs/entries.ts';
import { runSlot } from '../../pipeline/jobs/run-slot.ts';
import { readLastSlots } from '../../pipeline/store/runs.ts';
import { calmly, preparedNight, SLOT, serveKilled } from './killed.ts';
import { everythingIn, nightly } from './night.ts';

// Each kill takes a process of its own, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 });

type Row = Record<string, unknown>;
const identityOf = ({ placement_id, metric, observed_at, low }: Row): string =>
  [placement_id, metric, observed_at, low].join(' ');

/** Identities of what the spool acknowledged. */
const readIn = (entries: readonly Entry[]): string[] =>
  entries
    .flatMap(entry => ('batch' in entry ? entry.batch.readings : []))
    .map(({ placementId, metric, observedAt, low }) =>
      identityOf({ placement_id: placementId, metric, observed_at: dateTime64(observedAt), low }),
    );

test('killed while collecting: nothing acknowledged is lost, nothing comes twice, the slot is served again', async () => {
  const night = await preparedNight();
  // A run leaves eight entries: the plan, six answers, its end; the last one asks once more for a purge it doubts.
  const kills = [1, 3, 6, 9].map((entries, i) => ({ entries, slot: SLOT + i * HOUR }));
  const acknowledged: Entry[] = [];
  for (const { slot, entries } of kills) {
    const noted = await serveKilled(night, slot, `append ${entries}`);
    expect(noted.length).toBe(entries);
    acknowledged.push(...noted);
  }

  const app = await night.open();
  const served = kills.at(-1)?.slot ?? 0;
  expect(await readLastSlots(app.db)).toEqual(new Map([['nightly', served]]));
  const again = served + HOUR / 2;
  night.clock.set(again);
  await runSlot(app, 'nightly', nightly(again));

  const [found, calm] = [await everythingIn(app), await calmly([...kills.map(({ slot }) => slot), again])];
  const stored = (found.readings as Row[]).map(identityOf);
  const there = new Set(stored);
  expect(readIn(acknowledged).filter(identity => !there.has(identity))).toEqual([]);
  expect(stored.length).toBe(there.size);
  // Whatever was on disk and not yet acknowledged is as true as the rest.
  const true_ = new Set((calm.readings as Row[]).map(identityOf));
  expect(stored.filter(identity => !true_.has(identity))).toEqual([]);

  const cutOff = 'cut off: the process ended before the run did; what it had read is kept';
  const whole = { state: 'complete', read: 6 };
  const doubtful = 'read 6 of 6; 1 doubtful, 1 of them read again';
  const runs = (found.runs as Row[]).toSorted((a, b) => (String(a.slot) < String(b.slot) ? -1 : 1));
  expect(
    runs.map(({ slot, state, ended_at, read, summary }) => ({ slot, state, ended_at, read, summary })),
  ).toEqual([
    ...kills.slice(0, -1).map(({ slot }) => ({
      ...{ slot: dateTime64(slot), state: 'failed', ended_at: null, read: 0, summary: cutOff },
    })),
    { slot: dateTime64(served), ended_at: dateTime64(served), ...whole, summary: doubtful },
    { slot: dateTime64(again), ended_at: dateTime64(again), ...whole, summary: 'read 6 of 6' },
  ]);

  // The totals after the night that was served again are those of a world in which nothing was killed.
  const lastTotals = ({ campaign_totals, episode_totals }: Record<string, unknown[]>) =>
    [...(campaign_totals as Row[]), ...(episode_totals as Row[])].filter(
      ({ as_of }) => as_of === dateTime64(again),
    );
  expect(lastTotals(found)).toEqual(lastTotals(calm));
  expect(lastTotals(found).length).toBe(3);
});
