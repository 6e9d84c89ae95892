import { z } from 'zod';
import type { Instant } from '../pipeline/domain/reading.ts';

/**
 * "2022-12-05 19:30:00" on a Beijing clock, as platforms of the mainland write a time, as an instant (ms UTC).
 * China has no summer time: it is UTC+8 all year.
 */
export const BeijingTime: z.ZodType<Instant> = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/, 'expected yyyy-MM-dd HH:mm:ss')
  .transform(text => Date.parse(`${text.replace(' ', 'T')}+08:00`))
  .refine(instant => !Number.isNaN(instant), 'there is no such time');
