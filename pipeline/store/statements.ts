import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { insertRows } from '../clickhouse/insert.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64 } from '../days.ts';
import { METRICS } from '../domain/metrics.ts';
import type { Instant } from '../domain/reading.ts';
import type { Statement } from '../domain/statement.ts';
import { count, instant } from './reading-rows.ts';

/** Appends statements; writing one twice changes nothing. */
export const insertStatements = (db: Database, statements: readonly Statement[]): Promise<void> => {
  const rows = statements.map(of => ({
    placement_id: of.placementId,
    metric: of.metric,
    observed_at: dateTime64(of.observedAt),
    low: of.low,
    high: of.high,
    author: of.author,
    imported_by: of.importedBy,
    payload_id: of.payloadId,
    run_id: of.runId,
    recorded_at: dateTime64(of.recordedAt),
  }));
  const [first] = rows;
  return first ? insertRows(db, 'statements', Object.keys(first), rows) : Promise.resolve();
};

const statementsQuery = defineQuery({
  name: 'statements',
  params: z.object({ placements: z.array(z.number()), known_at: z.string() }),
  row: z.object({
    placement_id: z.number(),
    metric: z.enum(METRICS),
    observed_at: instant,
    low: count,
    high: count.nullable(),
    author: z.string(),
    imported_by: z.string(),
    payload_id: z.string(),
    run_id: z.string(),
    recorded_at: instant,
    file_name: z.string(),
  }),
});

/** A statement with the name of its file; empty where that is not known. */
export type FiledStatement = Statement & { readonly fileName: string };

/** Who stated figures of the placements, as known by K; oldest first. */
export const readStatements = async (
  db: Database,
  placementIds: readonly number[],
  knownAt: Instant,
): Promise<FiledStatement[]> =>
  (await statementsQuery(db, { placements: [...placementIds], known_at: dateTime64(knownAt) })).map(row => ({
    placementId: row.placement_id,
    metric: row.metric,
    observedAt: row.observed_at,
    low: row.low,
    high: row.high,
    author: row.author,
    importedBy: row.imported_by,
    payloadId: row.payload_id,
    runId: row.run_id,
    recordedAt: row.recorded_at,
    fileName: row.file_name,
  }));
