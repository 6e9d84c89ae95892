import type { Target } from '../../collectors/contract.ts';
import { DAY, HOUR } from '../days.ts';
import type { Placement, Work } from '../domain/catalogue.ts';
import type { Instant } from '../domain/reading.ts';

/** How often a placement is read, by its age since publication. */
export type Cadence = { readonly hourlyForHours: number; readonly dailyForDays: number };

export const DEFAULT_CADENCE: Cadence = { hourlyForHours: 72, dailyForDays: 14 };

/** `hourly` slots serve young placements; `nightly` ones all that are due; `everything` whatever has been published. */
export type SlotKind = 'hourly' | 'nightly' | 'everything';

/** A week, less the hours by which one night may come earlier than the week before. */
const WEEKLY = 7 * DAY - 6 * HOUR;

/**
 * The placements to read in a slot. `lastRead` is the instant of each placement's last reading. Publication decides
 * the age; where it is unknown, registration does.
 */
export const planSlot = (
  placements: readonly Placement[],
  works: ReadonlyMap<string, Work>,
  lastRead: ReadonlyMap<number, Instant>,
  slot: Instant,
  kind: SlotKind,
  cadence: Cadence = DEFAULT_CADENCE,
): Target[] =>
  placements.flatMap(placement => {
    const work = works.get(placement.workId);
    const age = slot - (placement.publishedAt ?? placement.registeredAt);
    if (!work || age < 0) return [];
    if (
      kind !== 'everything' &&
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
