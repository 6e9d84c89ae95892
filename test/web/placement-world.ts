import { createHash } from 'node:crypto';
import type { Reading } from '../../pipeline/domain/reading.ts';
import { at } from '../sql/seed.ts';
import { type CatalogueWorld, openCatalogueWorld } from './catalogue-world.ts';

/** Of one clip: on Douyin, with a fall that waits for a person; on Kuaishou, with one that was confirmed. */
export const DOUBTED = 69;
export const FALLEN = 70;

const BODY = JSON.stringify({ data: { list: [{ item_id: '@x', statistics: { play_count: 70_000 } }] } });
export const SAID = createHash('sha256').update(BODY).digest('hex');

const readingsOf = (placementId: number, values: readonly number[]): Reading[] =>
  values.map((low, index) => {
    const observedAt = at(`12-${30 - values.length + 1 + index} 02:00`);
    const isLast = index === values.length - 1;
    return {
      ...{ placementId, metric: 'plays', source: 'api', low, high: low, text: String(low), step: 1 },
      ...{ observedAt, recordedAt: observedAt + 1_000, othersPositive: true, intervalS: 86_400 },
      ...{ publishedAt: at('12-20 09:00'), runId: 'night', payloadId: isLast ? SAID : '' },
    };
  });

/** The reference catalogue with the readings of a week, on a database that tests may change. */
export const openPlacementWorld = async (): Promise<CatalogueWorld> => {
  const world = await openCatalogueWorld([]);
  const readings = [
    ...readingsOf(DOUBTED, [100_000, 110_000, 120_000, 131_000, 132_000, 70_000]),
    ...readingsOf(FALLEN, [100_000, 100_500, 60_000, 60_500, 60_600]),
  ];
  const fetchedAt = at('12-30 02:00');
  await world.app.spool.append({
    batch: {
      ...{ readings, misses: [], rejects: [], attempts: [] },
      payloads: [
        {
          ...{ id: SAID, platform: 'douyin', fetchedAt, contentType: 'application/json' },
          ...{ body: BODY },
        },
      ],
    },
  });
  await world.app.drain();
  return world;
};
