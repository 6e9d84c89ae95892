import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { fromDateTime64 } from '../days.ts';
import type { Instant } from '../domain/reading.ts';

const lastReads = defineQuery({
  name: 'last-reads',
  params: z.object({ placements: z.array(z.int()) }),
  row: z.object({ placement_id: z.number(), observed_at: z.string().transform(fromDateTime64) }),
});

/**
 * The instant of each placement's last reading of its counting metric, whatever its verdict.
 * @param placements these alone; left out: all
 */
export const readLastReads = async (
  db: Database,
  placements?: readonly number[],
): Promise<Map<number, Instant>> =>
  placements?.length === 0
    ? new Map()
    : new Map(
        (await lastReads(db, { placements: [...(placements ?? [])] })).map(row => [
          row.placement_id,
          row.observed_at,
        ]),
      );
