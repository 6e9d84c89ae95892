import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64 } from '../days.ts';
import type { MetricDefinition } from '../domain/definitions.ts';
import { METRICS } from '../domain/metrics.ts';
import type { Instant } from '../domain/reading.ts';

const definitionsKnown = defineQuery({
  name: 'definitions-known',
  params: z.object({ platforms: z.array(z.string()), known_at: z.string() }),
  row: z
    .object({
      platform: z.string(),
      metric: z.enum(METRICS),
      version: z.number(),
      rule_zh: z.string(),
      rule_en: z.string(),
      source: z.string(),
      strength: z.enum(['A', 'B', 'C', 'D']),
      valid_from: z.string().nullable(),
      valid_to: z.string().nullable(),
      read_on: z.string(),
    })
    .transform(
      (row): MetricDefinition => ({
        platform: row.platform,
        metric: row.metric,
        version: row.version,
        ruleZh: row.rule_zh,
        ruleEn: row.rule_en,
        source: row.source,
        strength: row.strength,
        validFrom: row.valid_from,
        validTo: row.valid_to,
        readOn: row.read_on,
      }),
    ),
});

/** Every definition of these platforms' numbers written down by K, whichever days it is for. */
export const readDefinitions = (
  db: Database,
  platforms: readonly string[],
  knownAt: Instant,
): Promise<MetricDefinition[]> =>
  definitionsKnown(db, { platforms: [...platforms], known_at: dateTime64(knownAt) });
