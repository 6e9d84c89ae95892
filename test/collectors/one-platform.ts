import { onTestFinished } from 'vitest';
import type { Collector, PlatformSettings, Target } from '../../collectors/contract.ts';
import type { Fault } from '../simulators/faults.ts';
import type { PlatformSimulator } from '../simulators/platform.ts';
import { serve } from '../simulators/server.ts';
import type { SteadyItem } from '../simulators/steady-world.ts';
import type { Collected, Workbench } from './workbench.ts';

/** One simulated platform on a port, with one fault at a time. */
export type OnePlatform = {
  readonly url: string;
  /** Spoils every answer from now on, those to `except` apart; null ends it. */
  fault(kind: Fault['kind'] | null, patch?: Omit<Partial<Fault>, 'kind'>): void;
  requests(): number;
};

export const startPlatform = async (
  { handle, counters }: PlatformSimulator,
  except = '/none',
): Promise<OnePlatform> => {
  let on: Fault | null = null;
  const server = await serve({ handle, counters, fault: path => (path.includes(except) ? null : on) });
  onTestFinished(server.stop);
  return {
    url: server.url,
    requests: server.requests,
    fault: (kind, patch = {}) => {
      // The board of all platforms is not asked here, so the name on the fault does not matter.
      on = kind === null ? null : { platform: 'jinyun', kind, ...patch };
    },
  };
};

/** Targets of a steady world, numbered from 1. */
export const targetsOf = (platform: string, items: readonly SteadyItem[]): Target[] =>
  items.map(({ account, externalId, metric, kind, publishedAt }, i) => ({
    placementId: i + 1,
    platform,
    accountId: account,
    externalId,
    kind,
    metric,
    publishedAt,
    intervalS: 86_400,
  }));

/** How each target ended, in their order: `[id, metric, low, high]` for what was read, `[id, status, kind, reason]` for what was not. */
export const endingsOf = ({ all }: Collected, targets: readonly Target[]) => {
  const idOf = (placementId: number) => targets.find(t => t.placementId === placementId)?.externalId;
  const inOrder = <Row extends { readonly placementId: number }>(rows: readonly Row[]): Row[] =>
    rows.toSorted((a, b) => a.placementId - b.placementId);
  return {
    read: inOrder(all.readings).map(r => [idOf(r.placementId), r.metric, r.low, r.high]),
    missed: inOrder(all.misses).map(m => [idOf(m.placementId), m.status, m.kind, m.reason]),
  };
};

/** Faults that every collector meets alike: the kind each ends as. */
export const FAULTS = [
  ['status', 'network'],
  ['rate-limit', 'rate-limited'],
  ['reset', 'network'],
  ['cut', 'network'],
  ['truncated', 'shape'],
  ['html', 'shape'],
  ['empty', 'shape'],
  ['wrong-shape', 'shape'],
] as const satisfies readonly (readonly [Fault['kind'], string])[];

/** Collects under a fault, then a minute later without it. */
export const underFault = async (
  bench: Workbench,
  platform: OnePlatform,
  kind: Fault['kind'],
  collector: Collector,
  targets: readonly Target[],
  settings: PlatformSettings,
) => {
  platform.fault(kind);
  const during = await bench.collect(collector, targets, settings);
  platform.fault(null);
  bench.clock.set(bench.clock.now() + 60_000);
  const after = await bench.collect(collector, targets, settings);
  return { during, after };
};
