import { z } from 'zod';
import type { Database } from '../clickhouse/client.ts';
import { insertRows } from '../clickhouse/insert.ts';
import { defineQuery } from '../clickhouse/query.ts';
import { dateTime64, localDate } from '../days.ts';
import type { Platform } from '../domain/catalogue.ts';
import { STATED_RULE_SOURCE } from '../domain/definitions.ts';
import { METRICS, type Metric } from '../domain/metrics.ts';
import type { Instant } from '../domain/reading.ts';

const statedRules = defineQuery({
  name: 'stated-rules',
  params: z.object({ source: z.string() }),
  row: z.object({
    platform: z.string(),
    metric: z.enum(METRICS),
    version: z.coerce.number().pipe(z.int().positive()),
    rule: z.string(),
  }),
});

export type StatedRule = {
  readonly platform: string;
  readonly metric: Metric;
  readonly version: number;
  readonly rule: string;
};

/** The rules that catalogues state in the words of operators, the last version of each. */
export const readStatedRules = (db: Database): Promise<StatedRule[]> =>
  statedRules(db, { source: STATED_RULE_SOURCE });

/** Versions of the code's own definitions lie below; a rule that somebody states stands over them. */
const FIRST_STATED = 1_001;

/** Notes the rules of a catalogue. Other words are a new version from that day on; nothing is deleted. */
export const writeStatedRules = async (
  db: Database,
  platforms: readonly Platform[],
  now: Instant,
  timeZone: string,
): Promise<void> => {
  const stated = platforms.flatMap(({ id, rules = {} }) =>
    Object.entries(rules).map(([metric, rule]) => ({ platform: id, metric, rule })),
  );
  if (stated.length === 0) return;
  const known = new Map((await readStatedRules(db)).map(rule => [`${rule.platform} ${rule.metric}`, rule]));
  const today = localDate(now, timeZone);
  const rows = stated.flatMap(({ platform, metric, rule }) => {
    const before = known.get(`${platform} ${metric}`);
    if (before?.rule === rule) return [];
    return [
      {
        platform,
        metric,
        version: before ? before.version + 1 : FIRST_STATED,
        rule_zh: rule,
        rule_en: rule,
        source: STATED_RULE_SOURCE,
        strength: 'C',
        valid_from: before ? today : null,
        valid_to: null,
        read_on: today,
        updated_at: dateTime64(now),
      },
    ];
  });
  const [first] = rows;
  if (first) await insertRows(db, 'metric_definitions', Object.keys(first), rows);
};
