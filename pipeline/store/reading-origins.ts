import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { fromDateTime64 } from '../days.ts';
import type { Instant } from '../domain/reading.ts';
import type { CountReading } from './count-evidence.ts';
import type { Run } from './runs.ts';
import { TRIGGERS } from './schema.ts';

const instant = z.string().transform(fromDateTime64);

const readingOrigins = defineQuery({
  name: 'reading-origins',
  params: z.object({ runs: z.array(z.string()), payloads: z.array(z.string()) }),
  row: z.object({
    run_id: z.string(),
    payload_id: z.string(),
    trigger: z.union([z.enum(TRIGGERS), z.literal('')]),
    state: z.union([z.enum(['planned', 'complete', 'incomplete', 'failed']), z.literal('')]),
    started_at: instant,
    ended_at: instant.nullable(),
    summary: z.string(),
    url: z.string(),
    status: z.number(),
    requested_at: instant.nullable(),
    file_name: z.string(),
  }),
});

/** Where a reading came from. Each part is null where there is none, or it is not stored yet. */
export type Origin = {
  readonly run: Pick<Run, 'trigger' | 'state' | 'startedAt' | 'endedAt' | 'summary'> | null;
  /** `url` has its secrets masked. */
  readonly request: { readonly url: string; readonly status: number; readonly at: Instant } | null;
  /** Name of the partner's sheet; its hash is the payload. */
  readonly fileName: string | null;
};

type Came = Pick<CountReading, 'runId' | 'payloadId'>;
/** Key of {@link readOrigins}. */
export const originKey = ({ runId, payloadId }: Came): string => `${runId} ${payloadId}`;

/** The run, and the request or sheet, of readings; by {@link originKey}. */
export const readOrigins = async (db: Database, readings: readonly Came[]): Promise<Map<string, Origin>> => {
  const asked = [...new Map(readings.map(reading => [originKey(reading), reading])).values()];
  if (asked.length === 0) return new Map();
  const rows = await readingOrigins(db, {
    runs: asked.map(({ runId }) => runId),
    payloads: asked.map(({ payloadId }) => payloadId),
  });
  return new Map(
    rows.map(row => [
      originKey({ runId: row.run_id, payloadId: row.payload_id }),
      {
        run:
          row.trigger === '' || row.state === ''
            ? null
            : {
                trigger: row.trigger,
                state: row.state,
                startedAt: row.started_at,
                endedAt: row.ended_at,
                summary: row.summary,
              },
        request:
          row.requested_at === null ? null : { url: row.url, status: row.status, at: row.requested_at },
        fileName: row.file_name === '' ? null : row.file_name,
      },
    ]),
  );
};
