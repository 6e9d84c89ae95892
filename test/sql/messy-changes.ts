import type { Database } from '../../pipeline/clickhouse/client.ts';
import type { Adjustment } from '../../pipeline/domain/adjustment.ts';
import type { Catalogue, Placement } from '../../pipeline/domain/catalogue.ts';
import { insertAdjustment, insertWithdrawal } from '../../pipeline/store/adjustments.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { readCatalogue } from '../../pipeline/store/catalogue.ts';
import { at } from './seed.ts';

/** Edits of the messy month's catalogue, and when they were made. */
const EDITS: readonly { readonly made: number; readonly edit: (catalogue: Catalogue) => Catalogue }[] = [
  {
    // Two get an episode, one is counted by another number, one turns out to have been published later.
    made: at('12-22 10:00'),
    edit: catalogue => ({
      ...catalogue,
      episodes: [
        ...catalogue.episodes,
        { ...first(catalogue.episodes), id: 'aired', number: 2, status: 'aired' },
      ],
      works: [...catalogue.works, { ...first(catalogue.works), id: 'moved', episodeId: 'aired' }],
      placements: changed(catalogue.placements, {
        1: { workId: 'moved' },
        3: { workId: 'moved' },
        4: { metric: 'reads' },
        9: { publishedAt: at('12-21 12:00') },
      }),
    }),
  },
  {
    // The episode is called off.
    made: at('12-27 10:00'),
    edit: catalogue => ({
      ...catalogue,
      episodes: catalogue.episodes.map(episode => ({
        ...episode,
        status: episode.id === 'aired' ? 'cancelled' : 'aired',
      })),
      placements: changed(catalogue.placements, { 4: { metric: 'plays' } }),
    }),
  },
];

const first = <Item>(items: readonly Item[]): Item => {
  const [item] = items;
  if (!item) throw new Error('the messy month has at least one');
  return item;
};

const changed = (
  placements: readonly Placement[],
  changes: Readonly<Record<number, Partial<Placement>>>,
): Placement[] => placements.map(placement => ({ ...placement, ...changes[placement.id] }));

const adjustment = (parts: Partial<Adjustment> & Pick<Adjustment, 'id' | 'low'>): Adjustment => ({
  ...{ campaignId: 'year-end', episodeId: null, placementId: null, family: 'play', high: parts.low },
  ...{ effectiveAt: at('12-20 12:00'), recordedAt: at('12-21 12:00'), kind: 'correction', readingAt: null },
  ...{ author: '值班编辑', reason: '重复统计' },
  ...parts,
});

/** One of every kind and place; of families in and out of a formula, and of one that is never added. */
const ADJUSTMENTS: readonly Adjustment[] = [
  adjustment({ id: 'alone', low: 700, high: 900 }),
  adjustment({ id: 'episode', low: -40, episodeId: 'aired', effectiveAt: at('12-23 12:00') }),
  adjustment({ id: 'called-off', low: 5_000, episodeId: 'called-off', recordedAt: at('12-20 13:00') }),
  adjustment({ id: 'placement', low: -300, placementId: 1, kind: 'exclusion', readingAt: at('12-20 12:00') }),
  // Its placement is counted by reads for five days.
  adjustment({ id: 'other-number', low: -20, placementId: 4 }),
  adjustment({ id: 'not-yet', low: -7, placementId: 9, effectiveAt: at('12-18 12:00') }),
  adjustment({ id: 'reads', low: 11, family: 'read', placementId: 6 }),
  adjustment({ id: 'persons', low: 1_000_000, family: 'person' }),
  adjustment({ id: 'taken-back', low: 60_000, effectiveAt: at('12-19 00:00') }),
];

/** Changes the messy month by hand: its catalogue twice, its totals many times. */
export const storeMessyChanges = async (db: Database): Promise<void> => {
  for (const { made, edit } of EDITS) {
    const catalogue = await readCatalogue(db, 'year-end');
    if (!catalogue) throw new Error('the messy month is stored first');
    await applyCatalogue(db, edit(catalogue), made);
  }
  for (const each of ADJUSTMENTS) await insertAdjustment(db, each);
  await insertWithdrawal(db, adjustment({ id: 'taken-back', low: 60_000 }), {
    ...{ author: '值班主任', reason: '误录', recordedAt: at('12-25 12:00') },
  });
};
