import { METRIC_FAMILY, type Metric } from '../pipeline/domain/metrics.ts';
import type { Instant, Reading } from '../pipeline/domain/reading.ts';
import type { Collector, Outcome, Target, Value } from './contract.ts';
import { parseCount } from './counts.ts';
import { CollectorError } from './errors.ts';
import type { Miss, Reject } from './rows.ts';

/** Where and when an answer came from: stands in every row made of it. */
export type Origin = {
  readonly collector: Pick<Collector, 'platform' | 'source' | 'metrics' | 'displays'>;
  readonly runId: string;
  readonly at: Instant;
  readonly payloadId: string;
};

export type Rows = { readonly readings: Reading[]; readonly misses: Miss[]; readonly rejects: Reject[] };

export const noRows = (): Rows => ({ readings: [], misses: [], rejects: [] });

type Counted = Pick<Reading, 'low' | 'high' | 'text' | 'step'>;

/**
 * Turns one target's outcome into rows. Its counting metric ends as exactly one reading or one miss; other metrics
 * become readings where they can be read, and rejects where they cannot.
 */
export const addRows = (rows: Rows, target: Target, outcome: Outcome, origin: Origin): void => {
  if (outcome.status === 'failed') {
    rows.misses.push(missOf(target, outcome.status, outcome.kind, outcome.reason, origin));
    rows.rejects.push(rejectOf(target, outcome.kind, outcome.reason, outcome.evidence ?? '', origin));
    return;
  }
  if (outcome.status !== 'read') {
    rows.misses.push(missOf(target, outcome.status, '', outcome.reason, origin));
    return;
  }
  const counted = new Map<Metric, Counted>();
  let miss: Miss | null = missOf(target, 'absent', '', `the answer states no ${target.metric}`, origin);
  for (const [metric, value] of entriesOf(outcome.values)) {
    const isCounting = metric === target.metric;
    try {
      const parsed = countOf(value, metric, origin);
      if (parsed !== null) counted.set(metric, parsed);
      if (isCounting)
        miss = parsed ? null : missOf(target, 'hidden', '', `${metric} shown as "${value}"`, origin);
    } catch (error) {
      if (!(error instanceof CollectorError)) throw error;
      const reason = `${metric}: ${error.message}`;
      rows.rejects.push(rejectOf(target, 'shape', reason, `${metric} = ${JSON.stringify(value)}`, origin));
      if (isCounting) miss = missOf(target, 'failed', 'shape', reason, origin);
    }
  }
  if (miss) rows.misses.push(miss);
  const publishedAt = outcome.publishedAt ?? target.publishedAt;
  for (const [metric, count] of counted) {
    rows.readings.push({
      placementId: target.placementId,
      metric,
      source: origin.collector.source,
      observedAt: origin.at,
      recordedAt: origin.at,
      ...count,
      othersPositive: [...counted].some(([other, { low }]) => other !== metric && low > 0),
      publishedAt,
      intervalS: target.intervalS,
      runId: origin.runId,
      payloadId: origin.payloadId,
    });
  }
};

const entriesOf = (values: Readonly<Partial<Record<Metric, Value>>>): [Metric, Value][] =>
  Object.entries(values) as [Metric, Value][];

/** Null for a hidden count. */
const countOf = (value: Value, metric: Metric, { collector }: Origin): Counted | null => {
  if (!collector.metrics.includes(metric)) {
    throw new CollectorError('shape', `this collector does not declare "${metric}" among its metrics`);
  }
  const display = collector.displays?.[metric];
  const parsed = parseCount(value, { ...(display && { display }), family: METRIC_FAMILY[metric] });
  if (parsed.kind === 'hidden') return null;
  const { low, high, text, step } = parsed;
  return { low, high, text, step };
};

export const missOf = (
  target: Target,
  status: Miss['status'],
  kind: Miss['kind'],
  reason: string,
  { collector, runId, at, payloadId }: Origin,
): Miss => ({
  placementId: target.placementId,
  metric: target.metric,
  source: collector.source,
  runId,
  at,
  recordedAt: at,
  status,
  kind,
  reason,
  payloadId,
});

/** `target` is null when the whole answer was rejected. */
export const rejectOf = (
  target: Target | null,
  kind: Reject['kind'],
  reason: string,
  evidence: string,
  { collector, runId, at, payloadId }: Origin,
): Reject => ({
  runId,
  platform: collector.platform,
  placementId: target === null ? 0 : target.placementId,
  at,
  kind,
  reason,
  evidence,
  payloadId,
});
