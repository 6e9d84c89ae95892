import type { Database } from '../../pipeline/clickhouse/client.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { insertMisses } from '../../pipeline/store/evidence.ts';
import { insertReadings } from '../../pipeline/store/readings.ts';
import { writeReference } from '../../pipeline/store/reference.ts';
import { at, catalogueOf, held, miss, reading, ZONE } from './seed.ts';

/** When the placements were registered. */
export const REGISTERED = at('12-19 08:00');

/** What each placement shows, by its item id; the number is given in this order, from 1. */
const ITEMS = [
  'fresh',
  'carried-miss',
  'carried-overdue',
  'carried-held',
  'stated',
  'removed-stated',
  'removed-hidden',
  'hidden-three-days',
  'held',
  'never',
  'never-missed',
  'open-ended',
  'api-over-page',
  'page-after-a-week',
  'api-weekly',
  'page-over-held-api',
  'cancelled',
  'unpublished',
  'publication-unknown',
  'rounded',
] as const;
export const idOf = (item: (typeof ITEMS)[number]): number => ITEMS.indexOf(item) + 1;

/** One placement in each state that 18:00 on 30 December may find it in. */
export const seedStates = async (db: Database): Promise<void> => {
  await writeReference(db, REGISTERED);
  const year = catalogueOf({
    episodes: [{ id: 'called-off', status: 'cancelled' }],
    works: [{ id: 'w' }, { id: 'lost', episodeId: 'called-off' }],
    placements: ITEMS.map(externalId => ({
      externalId,
      workId: externalId === 'cancelled' ? 'lost' : 'w',
      publishedAt:
        externalId === 'unpublished'
          ? at('12-31 08:00')
          : externalId === 'publication-unknown'
            ? null
            : at('12-19 12:00'),
    })),
  });
  await applyCatalogue(db, year, REGISTERED);
  await insertReadings(
    db,
    [
      reading({ placementId: idOf('fresh'), observedAt: at('12-30 16:30'), value: 900 }),
      reading({ placementId: idOf('fresh'), observedAt: at('12-30 17:30'), value: 1_000 }),
      reading({ placementId: idOf('fresh'), observedAt: at('12-30 18:30'), value: 1_100 }),
      reading({ placementId: idOf('carried-miss'), observedAt: at('12-30 17:00'), value: 2_000 }),
      reading({ placementId: idOf('carried-overdue'), observedAt: at('12-29 02:00'), value: 3_000 }),
      reading({ placementId: idOf('carried-held'), observedAt: at('12-30 16:00'), value: 4_000 }),
      reading({
        placementId: idOf('carried-held'),
        observedAt: at('12-30 17:30'),
        judgement: {
          verdict: 'held',
          reason: 'zero',
          count: { low: 4_000, high: 4_000 },
          acceptedAt: at('12-30 16:00'),
        },
      }),
      reading({
        placementId: idOf('stated'),
        source: 'statement',
        observedAt: at('12-29 12:00'),
        value: 5_000,
      }),
      reading({ placementId: idOf('removed-stated'), observedAt: at('12-29 12:00'), value: 6_000 }),
      reading({ placementId: idOf('removed-hidden'), observedAt: at('12-20 12:00'), value: 7_000 }),
      reading({ placementId: idOf('hidden-three-days'), observedAt: at('12-27 12:00'), value: 8_000 }),
      reading({ placementId: idOf('held'), observedAt: at('12-30 17:30'), judgement: held('zero') }),
      reading({
        placementId: idOf('open-ended'),
        observedAt: at('12-30 17:30'),
        low: 100_001,
        high: null,
        text: '10万+',
        judgement: {
          verdict: 'accepted',
          reason: '',
          count: { low: 100_001, high: null },
          acceptedAt: at('12-30 17:30'),
        },
      }),
      reading({ placementId: idOf('api-over-page'), observedAt: at('12-29 12:00'), value: 13_000 }),
      reading({
        placementId: idOf('api-over-page'),
        source: 'page',
        observedAt: at('12-30 17:30'),
        value: 13_500,
      }),
      reading({ placementId: idOf('page-after-a-week'), observedAt: at('12-20 12:00'), value: 14_000 }),
      reading({
        placementId: idOf('page-after-a-week'),
        source: 'page',
        observedAt: at('12-30 17:30'),
        value: 14_500,
      }),
      reading({
        placementId: idOf('api-weekly'),
        observedAt: at('12-21 12:00'),
        value: 15_000,
        intervalS: 7 * 86_400,
      }),
      reading({
        placementId: idOf('api-weekly'),
        source: 'page',
        observedAt: at('12-30 17:30'),
        value: 15_500,
      }),
      reading({
        placementId: idOf('page-over-held-api'),
        observedAt: at('12-30 17:30'),
        judgement: held('zero'),
      }),
      reading({
        placementId: idOf('page-over-held-api'),
        source: 'page',
        observedAt: at('12-30 17:00'),
        value: 16_000,
      }),
      reading({ placementId: idOf('cancelled'), observedAt: at('12-30 17:30'), value: 17_000 }),
      reading({ placementId: idOf('unpublished'), observedAt: at('12-30 17:30'), value: 18_000 }),
      reading({
        placementId: idOf('rounded'),
        observedAt: at('12-30 17:30'),
        low: 11_001,
        high: 12_999,
        text: '1.2万',
        step: 1_000,
      }),
    ],
    ZONE,
  );
  await insertMisses(db, [
    miss({ placementId: idOf('carried-miss'), at: at('12-30 17:30') }),
    miss({
      placementId: idOf('removed-stated'),
      at: at('12-30 17:00'),
      status: 'removed',
      kind: '',
      reason: 'the author deleted it',
    }),
    ...['12-22 12:00', '12-26 12:00', '12-30 12:00'].map(day =>
      miss({
        placementId: idOf('removed-hidden'),
        at: at(day),
        status: 'hidden',
        kind: '',
        reason: 'hidden',
      }),
    ),
    ...['12-28 12:00', '12-30 12:00'].map(day =>
      miss({
        placementId: idOf('hidden-three-days'),
        at: at(day),
        status: 'hidden',
        kind: '',
        reason: 'hidden',
      }),
    ),
    miss({
      placementId: idOf('never-missed'),
      at: at('12-30 12:00'),
      status: 'absent',
      kind: '',
      reason: 'not listed',
    }),
  ]);
};
