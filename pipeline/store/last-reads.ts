import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { fromDateTime64 } from '../days.ts';
import type { Instant } from '../domain/reading.ts';

const lastReads = defineQuery({
  name: 'last-reads',
  params: z.object({}),
  row: z.object({ placement_id: z.number(), observed_at: z.string().transform(fromDateTime64) }),
});

/** The instant of each placement's last reading of its counting metric, whatever its verdict. */
export const readLastReads = async (db: Database): Promise<Map<number, Instant>> =>
  new Map((await lastReads(db, {})).map(row => [row.placement_id, row.observed_at]));
