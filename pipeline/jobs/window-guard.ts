import type { Collector } from '../../collectors/contract.ts';
import { collectorFor } from '../../collectors/registry.ts';
import { unofficialPlatforms } from '../config/platform-settings.ts';
import type { Config } from '../config.ts';
import { HOUR } from '../days.ts';
import type { Placement } from '../domain/catalogue.ts';
import type { Instant } from '../domain/reading.ts';
import type { RunRemark } from '../domain/run-remarks.ts';
import { type WindowStanding, windowOf, windowStanding } from '../domain/window.ts';
import { nextSlot } from '../scheduler.ts';
import type { SlotKind } from './plan.ts';

type Guarded = Pick<Placement, 'platformId' | 'metric' | 'publishedAt'>;

/** Tells where a placement stands in the window of the platform that is asked for it. */
export type WindowGuard = {
  standing(placement: Guarded): WindowStanding;
  collector(placement: Guarded): Collector | null;
};

type Guarding = {
  readonly collectors: readonly Collector[];
  readonly config: Pick<Config, 'schedule' | 'timeZone' | 'platforms'>;
};

/** A run may reach a placement this long after its slot began. */
const RUN_LENGTH = HOUR;

/**
 * The guard of one slot. A night sees that what closes before the next night is read; an hour, that what closes
 * within the next two hours is, so that a request that fails can be repeated. No later reading can fill such a gap.
 */
export const windowGuard = ({ collectors, config }: Guarding, kind: SlotKind, now: Instant): WindowGuard => {
  const next = RUN_LENGTH + nextReading(config, kind, now);
  const enabled = unofficialPlatforms(config);
  const known = new Map<string, Collector | null>();
  const collector = ({ platformId, metric }: Guarded): Collector | null => {
    const key = `${platformId}\n${metric}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const chosen = collectorFor(collectors, platformId, metric, enabled);
    known.set(key, chosen);
    return chosen;
  };
  return {
    collector,
    standing: placement => {
      const asked = collector(placement);
      return windowStanding(asked && windowOf(placement.publishedAt, asked.capabilities), now, next);
    },
  };
};

const nextReading = (
  { schedule: { hourly, nightly }, timeZone }: Guarding['config'],
  kind: SlotKind,
  now: Instant,
): Instant =>
  kind === 'hourly'
    ? nextSlot(hourly, timeZone, nextSlot(hourly, timeZone, now))
    : nextSlot(nightly, timeZone, now);

const MOST_NAMED = 5;

/**
 * What a run's ledger line says of closed windows, by platform: how many placements are not asked any more, and by name
 * those that were never read, whose gap nothing can fill.
 * @param lastRead by placement; null where this slot did not ask for it, and then nothing is said of gaps
 */
export const closedNotes = (
  placements: readonly Placement[],
  guard: WindowGuard,
  lastRead: ReadonlyMap<number, Instant> | null,
): RunRemark[] => {
  const closed = Map.groupBy(
    placements.filter(placement => guard.standing(placement) === 'closed'),
    guard.collector,
  );
  return [...closed].flatMap(([collector, group]) => {
    const days = collector?.capabilities.lookBackDays;
    if (collector === null || days == null) return [];
    const { name } = collector;
    const lost = lastRead === null ? [] : group.filter(({ id }) => !lastRead.has(id));
    const final = group.length - lost.length;
    const items = lost.slice(0, MOST_NAMED).map(({ externalId }) => externalId);
    const finals: RunRemark[] = final > 0 ? [{ code: 'window-final', name, placements: final, days }] : [];
    const gaps: RunRemark[] =
      lost.length > 0 ? [{ code: 'window-lost', name, placements: lost.length, items }] : [];
    return [...finals, ...gaps];
  });
};
