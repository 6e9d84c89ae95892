import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64 } from '../days.ts';
import type { Instant } from '../domain/reading.ts';

const firstPublication = defineQuery({
  name: 'first-publication',
  params: z.object({ campaign: z.string(), known_at: z.string() }),
  row: z.object({ first: z.string().transform(fromDateTime64).nullable() }),
});

/** When the first placement of a campaign was published, as known at an instant; null where none says. */
export const readFirstPublication = async (
  db: Database,
  campaign: string,
  knownAt: Instant,
): Promise<Instant | null> =>
  (await firstPublication(db, { campaign, known_at: dateTime64(knownAt) }))[0]?.first ?? null;
