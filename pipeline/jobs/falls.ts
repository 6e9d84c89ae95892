import type { FallClass } from '../domain/series.ts';
import { ConfigError } from '../problems.ts';
import { insertFallClass, type KnownFall, readFallEvents } from '../store/fall-events.ts';
import { type Moment, type NamedCount, readNamedCounts } from '../store/placement-counts.ts';
import type { App } from './app.ts';
import { type ReadingIdentity, readingId } from './doubts.ts';
import { findCampaign } from './figures.ts';

/** A counter that went down, with the short name of the reading that fell, and its placement. */
export type Fall = KnownFall & { readonly id: string; readonly placement: NamedCount | null };

/** The falls of a campaign as of (T, K), newest first. @throws QueryError */
export const readFalls = async (app: Pick<App, 'db'>, campaign: string, moment: Moment): Promise<Fall[]> => {
  const [falls, placements] = await Promise.all([
    readFallEvents(app.db, campaign, moment),
    readNamedCounts(app.db, campaign, moment),
  ]);
  const byId = new Map(placements.map(placement => [placement.placementId, placement]));
  return falls.map(fall => ({
    ...fall,
    id: readingId(fallenReading(fall)),
    placement: byId.get(fall.placementId) ?? null,
  }));
};

export type ClassWord = { readonly class: FallClass; readonly by: string; readonly reason: string };

export class UnknownFall extends Error {
  override readonly name = 'UnknownFall';
}

/**
 * Says why a counter fell, signed: an item set private, or an id that was changed, only a person knows. No figure moves.
 * @throws UnknownFall, UnknownCampaign; ConfigError when it is not signed; QueryError
 */
export const classifyFall = async (
  app: App,
  campaignId: string | undefined,
  id: string,
  word: ClassWord,
): Promise<Fall> => {
  const [by, reason] = [word.by.trim(), word.reason.trim()];
  if (by === '') throw new ConfigError('The class of a fall must say who gives it.');
  if (reason === '') throw new ConfigError('The class of a fall must say on what grounds it is given.');
  const campaign = await findCampaign(app.db, campaignId);
  const now = app.clock.now();
  const fall = (await readFalls(app, campaign.id, { asOf: now, knownAt: now })).find(each => each.id === id);
  if (!fall) {
    throw new UnknownFall(
      `There is no fall "${id}" in ${campaign.id}. \`renci falls list\` shows those there are.`,
    );
  }
  await insertFallClass(app.db, {
    placementId: fall.placementId,
    metric: fall.metric,
    source: fall.source,
    at: fall.at,
    to: fall.to,
    class: word.class,
    author: by,
    reason,
    recordedAt: now,
  });
  return { ...fall, class: word.class, classedBy: by, classReason: reason };
};

const fallenReading = ({ placementId, metric, source, at, to }: KnownFall): ReadingIdentity => ({
  placementId,
  metric,
  source,
  observedAt: at,
  low: to.low,
  high: to.high,
});
