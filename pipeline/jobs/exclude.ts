import { iso } from '../days.ts';
import type { Adjustment } from '../domain/adjustment.ts';
import type { StoredReading } from '../domain/knowledge.ts';
import type { Instant } from '../domain/reading.ts';
import { ConfigError } from '../problems.ts';
import { readPlacements } from '../store/catalogue.ts';
import { readHistory } from '../store/readings.ts';
import { changeAdjustments, findPlacement, record, type Signature } from './adjust.ts';
import type { AdjustedScope, AdjustmentDesk } from './adjust-scope.ts';

export type ExclusionRequest = Signature & {
  /** Left out: the campaign of the placement. */
  readonly campaign?: string | undefined;
  readonly placement: number;
  /** Instant of the reading that jumped. */
  readonly observedAt: Instant;
};

/** Reasons of a reading whose rise was doubted. */
const JUMPS: ReadonlySet<string> = new Set(['jump', 'jump-confirmed', 'decided-accept']);

/**
 * Takes the rise of a jump out of totals, as boosted: minus what the reading rose by over the count before it. It takes
 * effect when that rise entered the count, at the reading that confirmed it, and only once.
 * @throws ConfigError when there is no such jump, it is not confirmed, or it is taken out already; QueryError
 */
export const excludeJump = async (app: AdjustmentDesk, request: ExclusionRequest): Promise<Adjustment> => {
  const campaign = request.campaign ?? (await campaignOf(app, request.placement));
  return changeAdjustments(app, campaign, async scope => {
    const placement = findPlacement(scope, request.placement, undefined);
    refuseTwice(scope, request);
    const history = await readHistory(app.db, [request.placement]);
    const { jump, before, entered } = findJump(
      history.filter(({ metric }) => metric === placement.metric),
      request,
    );
    const top = Math.min(jump.low, entered.count.low);
    return record(app, scope, {
      ...{ episodeId: null, placementId: placement.placementId, family: placement.family },
      ...{ low: before.low - top, high: before.high - top, effectiveAt: entered.at },
      ...{ kind: 'exclusion', readingAt: request.observedAt, author: request.by, reason: request.reason },
    });
  });
};

const campaignOf = async (app: AdjustmentDesk, placement: number): Promise<string> => {
  const found = (await readPlacements(app.db)).find(({ id }) => id === placement);
  if (found) return found.campaignId;
  throw new ConfigError(`There is no placement ${placement}.`);
};

const refuseTwice = ({ records }: AdjustedScope, { placement, observedAt }: ExclusionRequest): void => {
  const earlier = records.find(
    ({ withdrawal, placementId, readingAt }) =>
      withdrawal === null && placementId === placement && readingAt === observedAt,
  );
  if (!earlier) return;
  throw new ConfigError(
    `The rise of this reading is taken out already, by adjustment ${earlier.id} of ${earlier.author}.`,
  );
};

type Entered = { readonly at: Instant; readonly count: { readonly low: number } };

const findJump = (
  readings: readonly StoredReading[],
  { placement, observedAt }: ExclusionRequest,
): {
  readonly jump: StoredReading;
  readonly before: { readonly low: number; readonly high: number };
  readonly entered: Entered;
} => {
  const name = `of placement ${placement} at ${iso(observedAt)}`;
  const jump = readings.find(each => each.observedAt === observedAt && JUMPS.has(each.judgement.reason));
  if (!jump) {
    const others = readings.filter(({ judgement }) => JUMPS.has(judgement.reason));
    const known = others.map(each => iso(each.observedAt)).join(', ');
    throw new ConfigError(
      `There is no reading ${name} that jumped.${known === '' ? ' It has no jump.' : ` Its jumps: ${known}.`}`,
    );
  }
  const series = readings.filter(({ source }) => source === jump.source);
  const before = series.findLast(each => each.observedAt < observedAt)?.judgement.count ?? null;
  if (before === null || before.high === null || before.low >= jump.low) {
    throw new ConfigError(
      `The reading ${name} rose over no count with two known ends: there is no rise to take out.`,
    );
  }
  const entered = series.find(
    ({ judgement, ...each }) => each.observedAt >= observedAt && (judgement.count?.low ?? 0) > before.low,
  );
  if (!entered?.judgement.count) {
    throw new ConfigError(
      `The rise ${name} is not confirmed: the placement still counts at least ${before.low.toLocaleString('en')}, as ` +
        'before it. There is nothing to take out until a later reading, or a person, confirms it.',
    );
  }
  return {
    jump,
    before: { low: before.low, high: before.high },
    entered: { at: entered.observedAt, count: entered.judgement.count },
  };
};
