import { DAY, localDate } from '../days.ts';
import { METRIC_DEFINITIONS } from './definitions.ts';
import type { FallClass, FallEvent } from './series.ts';

/** A platform that changes what it counts corrects its counters within days. */
const WITHIN = 7 * DAY;

/**
 * The class the rules give a fall: the platform changed its definition in the week before, or it corrected its count.
 * Days are those of `zone`, as definitions are dated.
 */
export const classify = (
  { at, metric }: Pick<FallEvent, 'at' | 'metric'>,
  platform: string,
  zone: string,
): FallClass => {
  const [first, last] = [localDate(at - WITHIN, zone), localDate(at, zone)];
  const isChanged = METRIC_DEFINITIONS.some(
    of =>
      of.platform === platform &&
      of.metric === metric &&
      of.validFrom !== null &&
      of.validFrom >= first &&
      of.validFrom <= last,
  );
  return isChanged ? 'definition-changed' : 'platform-correction';
};
