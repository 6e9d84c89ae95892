import type { Database } from '../clickhouse/client.ts';
import { insertRows } from '../clickhouse/insert.ts';
import { dateTime64 } from '../days.ts';
import { METRIC_DEFINITIONS } from '../domain/definitions.ts';
import { FORMULAS } from '../domain/formula.ts';
import { METRIC_FAMILY } from '../domain/metrics.ts';
import type { Instant } from '../domain/reading.ts';

/**
 * Writes what the code knows for certain into the database, so that analysts' SQL and the product answer alike:
 * metrics with their families, formulas, and the dated definitions of each platform's numbers.
 */
export const writeReference = async (db: Database, now: Instant): Promise<void> => {
  const updated_at = dateTime64(now);
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
    FORMULAS.map(formula => ({
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
    METRIC_DEFINITIONS.map(definition => ({
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
