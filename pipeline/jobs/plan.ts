import type { Target } from '../../collectors/contract.ts';
import { DAY, HOUR } from '../days.ts';
import type { Work } from '../domain/catalogue.ts';
import type { Instant } from '../domain/reading.ts';
import type { StoredPlacement } from '../store/catalogue.ts';
import type { WindowGuard } from './window-guard.ts';

/** How often a placement is read, by its age since publication. */
export type Cadence = { readonly hourlyForHours: number; readonly dailyForDays: number };

export const DEFAULT_CADENCE: Cadence = { hourlyForHours: 72, dailyForDays: 14 };

/** `hourly` slots serve young placements; `nightly` ones all that are due; `everything` whatever has been published. */
export type SlotKind = 'hourly' | 'nightly' | 'everything';

/** A week, less the hours by which one night may come earlier than the week before. */
const WEEKLY = 7 * DAY - 6 * HOUR;

/** A work's id is its campaign's own: two campaigns may both have a `clip-1`. */
export const workKey = ({ campaignId, workId }: Pick<StoredPlacement, 'campaignId' | 'workId'>): string =>
  `${campaignId}\n${workId}`;

/**
 * The placements to read in a slot. `works` are by {@link workKey}; `lastRead` is the instant of each placement's last
 * reading. Publication decides the age; where it is unknown, registration does. What a platform's look-back window is
 * about to close on is due whatever its age, and what it has closed on is not asked for any more.
 */
export const planSlot = (
  placements: readonly StoredPlacement[],
  works: ReadonlyMap<string, Work>,
  lastRead: ReadonlyMap<number, Instant>,
  slot: Instant,
  kind: SlotKind,
  cadence: Cadence = DEFAULT_CADENCE,
  guard: Pick<WindowGuard, 'standing'> = NO_WINDOWS,
): Target[] =>
  placements.flatMap(placement => {
    const work = works.get(workKey(placement));
    const age = slot - (placement.publishedAt ?? placement.registeredAt);
    const window = guard.standing(placement);
    if (!work || age < 0 || window === 'closed') return [];
    if (
      kind !== 'everything' &&
      window !== 'closing' &&
      !isDue(age, slot - (lastRead.get(placement.id) ?? Number.NEGATIVE_INFINITY), kind, cadence)
    ) {
      return [];
    }
    return [
      {
        placementId: placement.id,
        platform: placement.platformId,
        accountId: placement.accountId,
        externalId: placement.externalId,
        kind: work.kind,
        metric: placement.metric,
        publishedAt: placement.publishedAt,
        intervalS: intervalAt(age, cadence) / 1000,
      },
    ];
  });

const NO_WINDOWS: Pick<WindowGuard, 'standing'> = { standing: () => 'open' };

const isDue = (age: number, sinceRead: number, kind: SlotKind, cadence: Cadence): boolean => {
  if (age < cadence.hourlyForHours * HOUR) return true;
  if (kind === 'hourly') return false;
  return age < cadence.dailyForDays * DAY || sinceRead >= WEEKLY;
};

/**
 * Time until the schedule asks again, in ms. A reading on the last hourly slot is followed by a nightly one, so it
 * stays fresh until then: the interval is the one in force after it.
 */
const intervalAt = (age: number, cadence: Cadence): number => {
  if (age + HOUR < cadence.hourlyForHours * HOUR) return HOUR;
  return age + DAY < cadence.dailyForDays * DAY ? DAY : 7 * DAY;
};
