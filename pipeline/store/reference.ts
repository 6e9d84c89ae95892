import type { Database } from '../clickhouse/client.ts';
import { insertRows } from '../clickhouse/insert.ts';
import { dateTime64 } from '../days.ts';
import { METRIC_DEFINITIONS } from '../domain/definitions.ts';
import { FORMULAS } from '../domain/formula.ts';
import { METRIC_FAMILY } from '../domain/metrics.ts';
import type { Instant } from '../domain/reading.ts';
import { readDefinitions } from './definitions.ts';
import { readFormulas } from './formulas.ts';

/** Later than any clock: whatever is written down at all. */
const EVER = Date.UTC(2200, 0);

/** Those that are not there in the same words. Written anew they would seem to be known only since now. */
const unwritten = <Item>(items: readonly Item[], written: readonly Item[]): Item[] => {
  const known = new Set(written.map(wordsOf));
  return items.filter(item => !known.has(wordsOf(item)));
};

/** The same words give the same text, in whatever order its fields were written. */
const wordsOf = (item: unknown): string =>
  JSON.stringify(item, (_, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

/**
 * Writes what the code knows for certain into the database, so that analysts' SQL and the product answer alike:
 * metrics with their families, formulas, and the dated definitions of each platform's numbers. What is there in the same
 * words keeps the time since which it is known.
 */
export const writeReference = async (db: Database, now: Instant): Promise<void> => {
  const updated_at = dateTime64(now);
  const platforms = [...new Set(METRIC_DEFINITIONS.map(({ platform }) => platform))];
  await insertRows(
    db,
    'metrics',
    ['metric', 'family', 'updated_at'],
    Object.entries(METRIC_FAMILY).map(([metric, family]) => ({ metric, family, updated_at })),
  );
  await insertRows(
    db,
    'formulas',
    ['formula', 'version', 'families', 'label_zh', 'label_en', 'updated_at'],
    unwritten(FORMULAS, await readFormulas(db, EVER)).map(formula => ({
      formula: formula.id,
      version: formula.version,
      families: formula.families,
      label_zh: formula.label.zh,
      label_en: formula.label.en,
      updated_at,
    })),
  );
  await insertRows(
    db,
    'metric_definitions',
    [
      'platform',
      'metric',
      'version',
      'rule_zh',
      'rule_en',
      'source',
      'strength',
      'valid_from',
      'valid_to',
      'read_on',
      'updated_at',
    ],
    unwritten(METRIC_DEFINITIONS, await readDefinitions(db, platforms, EVER)).map(definition => ({
      platform: definition.platform,
      metric: definition.metric,
      version: definition.version,
      rule_zh: definition.ruleZh,
      rule_en: definition.ruleEn,
      source: definition.source,
      strength: definition.strength,
      valid_from: definition.validFrom,
      valid_to: definition.validTo,
      read_on: definition.readOn,
      updated_at,
    })),
  );
};
