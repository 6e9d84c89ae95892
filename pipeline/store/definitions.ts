import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { METRICS } from '../domain/metrics.ts';

const definitionsInForce = defineQuery({
  name: 'definitions-in-force',
  params: z.object({ platforms: z.array(z.string()), day: z.string() }),
  row: z
    .object({
      platform: z.string(),
      metric: z.enum(METRICS),
      rule_zh: z.string(),
      rule_en: z.string(),
      source: z.string(),
      strength: z.enum(['A', 'B', 'C', 'D']),
      valid_from: z.string().nullable(),
    })
    .transform(row => ({
      platform: row.platform,
      metric: row.metric,
      rule: { zh: row.rule_zh, en: row.rule_en },
      source: row.source,
      strength: row.strength,
      validFrom: row.valid_from,
    })),
});

/** What the numbers of these platforms count on a day (yyyy-MM-dd), by platform and metric. */
export const readDefinitions = (db: Database, platforms: readonly string[], day: string) =>
  definitionsInForce(db, { platforms: [...platforms], day });
