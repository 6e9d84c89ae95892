import { endOfDay, localDate } from '../days.ts';
import type { Catalogue, Platform } from '../domain/catalogue.ts';
import type { Reading } from '../domain/reading.ts';
import type { BroadcastRow } from './broadcast.ts';
import type { BroadcastMatchOptions } from './broadcast-match.ts';
import { foldName } from './broadcast-places.ts';
import type { Cell } from './broadcast-values.ts';

/** What to do where nobody knows what an operator counts as a play. */
export const noRule = (platform: string): string =>
  `has plays of ${platform}, whose operator has not stated what it counts as one: ask for its rule, write it into ` +
  `the catalogue (platforms: - { id: ${platform}, …, rules: { plays: "…" } }), apply the catalogue and import again.`;

/** Whether plays of a platform may be counted: of broadcast only those whose operator has stated its rule. */
export const mayCountPlays = ({ group, rules }: Platform): boolean =>
  group !== 'broadcast' || rules?.plays !== undefined;

/**
 * On-demand and catch-up plays of a row as a reading of the item they belong to. A reading counts since publication, so
 * plays of a period that begins later are refused: added to what was read before they would count twice or too little.
 */
export const playsReader = (catalogue: Catalogue, options: BroadcastMatchOptions) => {
  const { timeZone } = catalogue.campaign;
  const works = new Map(catalogue.works.map(work => [work.id, work]));
  return (row: BroadcastRow, platform: Platform, episodeId: string | null): Cell<Reading> | null => {
    if (row.plays === null || row.plays.count.kind !== 'count') return null;
    if (!mayCountPlays(platform)) return { wrong: noRule(platform.id) };
    const candidates = catalogue.placements.filter(
      ({ platformId, metric, workId, externalId }) =>
        platformId === platform.id &&
        metric === 'plays' &&
        (row.text.external_id === ''
          ? works.get(workId)?.episodeId === episodeId
          : externalId === row.text.external_id),
    );
    const titled = candidates.filter(
      ({ workId }) => foldName(works.get(workId)?.title ?? '') === foldName(row.text.programme),
    );
    const [placement, other] = candidates.length > 1 ? titled : candidates;
    if (!placement || other) {
      const ids = candidates.map(({ externalId }) => externalId).join(', ');
      return candidates.length === 0
        ? { wrong: `has plays, but the catalogue has no such item on ${platform.id} that counts plays.` }
        : { wrong: `has plays of one of ${ids}: say which in a column 节目ID.` };
    }
    const published = placement.publishedAt === null ? null : localDate(placement.publishedAt, timeZone);
    if (published === null || row.periodFrom > published) {
      const since = published === null ? 'whose publication is not known' : `published on ${published}`;
      return {
        wrong: `has plays since ${row.periodFrom} of ${placement.externalId}, ${since}: only plays since publication are a count. Ask the operator for those.`,
      };
    }
    const { low, high, text, step } = row.plays.count;
    return {
      value: {
        placementId: placement.id,
        metric: 'plays',
        source: 'statement',
        // The last moment the count speaks of.
        observedAt: Math.min(endOfDay(row.periodTo, timeZone) - 1, row.statedAt),
        recordedAt: options.recordedAt,
        low,
        high,
        text,
        step,
        othersPositive: false,
        publishedAt: placement.publishedAt,
        intervalS: options.intervalS,
        runId: options.runId,
        payloadId: options.payloadId,
      },
    };
  };
};
