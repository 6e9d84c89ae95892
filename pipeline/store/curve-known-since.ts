import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { fromDateTime64 } from '../days.ts';
import type { Instant } from '../domain/reading.ts';

const curveKnownSince = defineQuery({
  name: 'curve-known-since',
  params: z.object({ campaign: z.string() }),
  row: z.object({ known_since: z.string().transform(fromDateTime64) }),
});

/** From when on everything in the daily rollup of a campaign was known; 1970 while it is empty. */
export const readCurveKnownSince = async (db: Database, campaign: string): Promise<Instant> => {
  const [row] = await curveKnownSince(db, { campaign });
  if (!row) throw new Error(`The database did not say since when the curve of ${campaign} is known.`);
  return row.known_since;
};
