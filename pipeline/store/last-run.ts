import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64 } from '../days.ts';
import type { Instant } from '../domain/reading.ts';

const instant = z.string().transform(fromDateTime64);

const lastRun = defineQuery({
  name: 'last-run',
  params: z.object({ as_of: z.string() }),
  row: z
    .object({
      run_id: z.string(),
      state: z.enum(['planned', 'complete', 'incomplete', 'failed']),
      started_at: instant,
      ended_at: instant.nullable(),
    })
    .transform(row => ({
      id: row.run_id,
      state: row.state,
      startedAt: row.started_at,
      endedAt: row.ended_at,
    })),
});

/** The newest run begun by an instant, with its state as known now; null before the first. */
export const readLastRun = async (db: Database, asOf: Instant) =>
  (await lastRun(db, { as_of: dateTime64(asOf) }))[0] ?? null;
