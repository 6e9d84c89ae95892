import type { z } from 'zod';
import { DAY, HOUR } from '../days.ts';
import type { Rules } from '../domain/rules.ts';
import type { rulesSchema } from './schema.ts';

/** The rules of verdicts as `renci.yaml` writes them, in the units of the program. */
export const rulesFrom = ({ window_days, zero_hours, waver, jump }: z.output<typeof rulesSchema>): Rules => ({
  windowMs: window_days * DAY,
  zeroAgeMs: zero_hours * HOUR,
  waver: {
    shareE4: waver.share_e4,
    small: waver.small,
    smallShareE4: waver.small_share_e4,
    tiny: waver.tiny,
  },
  jump: { over: jump.over, factor: jump.factor, youngMs: jump.young_days * DAY },
});
