import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { insertRows } from '../clickhouse/insert.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, fromDateTime64 } from '../days.ts';
import type { Instant } from '../domain/reading.ts';
import type { DatedRules, Rules } from '../domain/rules.ts';

const whole = z.int().nonnegative();
const rulesSchema: z.ZodType<Rules> = z.object({
  windowMs: whole,
  zeroAgeMs: whole,
  waver: z.object({ shareE4: whole, small: whole, smallShareE4: whole, tiny: whole }),
  jump: z.object({ over: whole, factor: whole, youngMs: whole }),
});

const rulesInForce = defineQuery({
  name: 'rules-in-force',
  params: z.object({}),
  row: z.object({ recorded_at: z.string().transform(fromDateTime64), rules: z.string() }),
});

/** The rules verdicts were formed by, oldest first. */
export const readRules = async (db: Database): Promise<DatedRules[]> =>
  (await rulesInForce(db, {})).map(row => ({
    recordedAt: row.recorded_at,
    rules: rulesSchema.parse(JSON.parse(row.rules)),
  }));

/** Who brings rules into force, and on what grounds. */
export type Signature = { readonly author: string; readonly reason: string };

/** Brings rules into force; writing them twice changes nothing. @param rules as JSON */
export const insertRules = (
  db: Database,
  { rules, recordedAt, author, reason }: Signature & { readonly rules: string; readonly recordedAt: Instant },
): Promise<void> =>
  insertRows(
    db,
    'rules',
    ['recorded_at', 'rules', 'author', 'reason'],
    [{ recorded_at: dateTime64(recordedAt), rules, author, reason }],
  );
