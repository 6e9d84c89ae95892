import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { withFileLock } from '../../collectors/file-lock.ts';
import { iso } from '../days.ts';
import type { Adjustment, AdjustmentRecord } from '../domain/adjustment.ts';
import { FormulaError } from '../domain/formula.ts';
import { type Family, NEVER_ADDED } from '../domain/metrics.ts';
import type { Instant } from '../domain/reading.ts';
import { ConfigError } from '../problems.ts';
import { insertAdjustment, insertWithdrawal, readAdjustments } from '../store/adjustments.ts';
import { readEpisodesKnown } from '../store/catalogue-known.ts';
import { type CountedPlacement, readPlacementCounts } from '../store/placement-counts.ts';
import { type AdjustedScope, type AdjustmentDesk, requireEnough } from './adjust-scope.ts';
import { cancelledOf, findCampaign } from './figures.ts';

/** Who signs, and why: without both nothing is changed. */
export type Signature = { readonly by: string; readonly reason: string };

export type CorrectionRequest = Signature & {
  /** Left out: the only campaign there is. */
  readonly campaign?: string | undefined;
  /** Left out, and no placement: works of the campaign alone. */
  readonly episode?: string | undefined;
  readonly placement?: number | undefined;
  /** Left out: that of the placement. */
  readonly family?: Family | undefined;
  /** Added to lower ends; below 0 to take out. */
  readonly low: number;
  /** Added to upper ends; left out: as `low`. */
  readonly high?: number | undefined;
  readonly effectiveAt: Instant;
};

export class UnknownAdjustment extends Error {
  override readonly name = 'UnknownAdjustment';
}

const lockOf = ({ config }: Pick<AdjustmentDesk, 'config'>): string => join(config.data, 'adjustments');

/** Resolves when every change recorded by now is in the database. */
export const adjustmentsSettled = (app: Pick<AdjustmentDesk, 'config'>): Promise<void> =>
  withFileLock(lockOf(app), async () => {});

/** One change at a time, so that two people do not take out the same views. */
export const changeAdjustments = <T>(
  app: AdjustmentDesk,
  campaignId: string | undefined,
  change: (scope: AdjustedScope) => Promise<T>,
): Promise<T> =>
  withFileLock(lockOf(app), async () => {
    const now = app.clock.now();
    const campaign = await findCampaign(app.db, campaignId);
    const [placements, episodes, records] = await Promise.all([
      readPlacementCounts(app.db, campaign.id, { asOf: now, knownAt: now }),
      readEpisodesKnown(app.db, campaign.id, now),
      readAdjustments(app.db, campaign.id, now),
    ]);
    return change({ now, campaign, placements, episodes, records });
  });

/**
 * Writes a signed correction of totals down, effective from an instant on.
 * @throws ConfigError when it names what is not there, is not signed, or would bring a lower end below 0; FormulaError for
 *   a family that is never added; UnknownCampaign, QueryError
 */
export const addCorrection = (app: AdjustmentDesk, request: CorrectionRequest): Promise<Adjustment> =>
  changeAdjustments(app, request.campaign, async scope => {
    const placement =
      request.placement === undefined ? null : findPlacement(scope, request.placement, request.family);
    if (placement && request.episode !== undefined) {
      throw new ConfigError(
        'Name the placement or the episode: a placement counts in the episode it belongs to.',
      );
    }
    const episodeId = request.episode === undefined ? null : findEpisode(scope, request.episode);
    const family = placement?.family ?? request.family;
    if (family === undefined) {
      throw new ConfigError(
        'Name the family the correction is added to, such as play, or the placement it is for.',
      );
    }
    const { low, high = low, effectiveAt } = request;
    return record(app, scope, {
      ...{ episodeId, placementId: placement?.placementId ?? null, family, low, high, effectiveAt },
      ...{ kind: 'correction', readingAt: null, author: request.by, reason: request.reason },
    });
  });

/** An adjustment before it has its id and its time. */
export type Draft = Omit<Adjustment, 'id' | 'campaignId' | 'recordedAt'>;

/** @throws ConfigError, FormulaError; see {@link addCorrection} */
export const record = async (
  app: AdjustmentDesk,
  scope: AdjustedScope,
  draft: Draft,
): Promise<Adjustment> => {
  const { now, campaign } = scope;
  requireSignature({ by: draft.author, reason: draft.reason });
  requireAmount(draft);
  if (NEVER_ADDED.has(draft.family)) {
    throw new FormulaError(`"${draft.family}" may never be added, so there is no total of it to correct.`);
  }
  if (draft.effectiveAt > now) {
    throw new ConfigError(
      `It takes effect at ${iso(draft.effectiveAt)}, which is to come: totals are told of the past only.`,
    );
  }
  const signed = { ...draft, author: draft.author.trim(), reason: draft.reason.trim() };
  const facts = JSON.stringify([campaign.id, now, signed]);
  const id = createHash('sha256').update(facts).digest('hex').slice(0, 12);
  const adjustment = { id, campaignId: campaign.id, recordedAt: now, ...signed };
  if (adjustment.low < 0) await requireEnough(app, scope, adjustment, [adjustment]);
  await insertAdjustment(app.db, adjustment);
  return adjustment;
};

/**
 * Takes an adjustment back: totals known from now on are without it; it stays on record, and who took it back with it.
 * @throws UnknownAdjustment; ConfigError when it is taken back already, not signed, or others would then take out more
 *   than is counted
 */
export const withdrawAdjustment = (
  app: AdjustmentDesk,
  campaignId: string | undefined,
  id: string,
  signature: Signature,
): Promise<AdjustmentRecord> =>
  changeAdjustments(app, campaignId, async scope => {
    requireSignature(signature);
    const found = scope.records.find(each => each.id === id);
    if (!found) {
      throw new UnknownAdjustment(
        `There is no adjustment "${id}" of ${scope.campaign.id}. \`renci adjust list\` shows those there are.`,
      );
    }
    if (found.withdrawal) {
      const { author, recordedAt } = found.withdrawal;
      throw new ConfigError(`Adjustment ${id} was withdrawn already, by ${author} at ${iso(recordedAt)}.`);
    }
    if (found.low > 0) await requireEnough(app, scope, { ...found, low: -found.low }, [], id);
    const withdrawal = {
      author: signature.by.trim(),
      reason: signature.reason.trim(),
      recordedAt: scope.now,
    };
    await insertWithdrawal(app.db, found, withdrawal);
    return { ...found, withdrawal };
  });

/** @throws ConfigError for a placement that is not expected now, or is counted by another family */
export const findPlacement = (
  { campaign, placements }: AdjustedScope,
  id: number,
  family: Family | undefined,
): CountedPlacement => {
  const found = placements.find(({ placementId }) => placementId === id);
  if (!found) {
    throw new ConfigError(
      `Placement ${id} is not in the totals of ${campaign.id}: there is none of this number, or its episode is cancelled.`,
    );
  }
  if (found.apart) {
    throw new ConfigError(
      `Placement ${id} is listed apart and in no total: the count of its live show may hold it. There is nothing to correct.`,
      [],
      { told: { code: 'listed-apart', params: { placement: String(id) } } },
    );
  }
  if (family !== undefined && family !== found.family) {
    throw new ConfigError(
      `Placement ${id} is counted by ${found.metric}, which is of the family ${found.family}, not ${family}.`,
    );
  }
  return found;
};

const findEpisode = ({ campaign, episodes }: AdjustedScope, id: string): string => {
  const cancelled = cancelledOf(episodes);
  if (episodes.some(episode => episode.id === id) && !cancelled.has(id)) return id;
  const known = episodes.filter(episode => !cancelled.has(episode.id)).map(episode => episode.id);
  throw new ConfigError(
    cancelled.has(id)
      ? `Episode "${id}" is cancelled: it is in no total, and needs no correction.`
      : `There is no episode "${id}" in ${campaign.id}. There are: ${known.join(', ')}.`,
  );
};

const requireSignature = ({ by, reason }: Signature): void => {
  if (by.trim() === '')
    throw new ConfigError('Say who signs it: a changed figure without a name is worth nothing.');
  if (reason.trim() === '')
    throw new ConfigError('Say why: the reason is printed wherever the change counts.');
};

const requireAmount = ({ low, high }: Draft): void => {
  if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high)) {
    throw new ConfigError(
      'The amount is a whole number of view-times, or two of them: the lower, then the upper.',
    );
  }
  if (low > high) throw new ConfigError(`The lower end ${low} is above the upper end ${high}.`);
  if (low === 0 && high === 0) throw new ConfigError('An adjustment by 0 changes nothing.');
};
