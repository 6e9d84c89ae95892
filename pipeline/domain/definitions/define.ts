import type { MetricDefinition } from '../definitions.ts';
import type { Metric } from '../metrics.ts';
import { READ_ON } from './read-on.ts';

export type Row = readonly [
  platform: string,
  metric: Metric,
  strength: MetricDefinition['strength'],
  ruleZh: string,
  ruleEn: string,
  source: string,
];

/** None of these rules is known to have changed, so each is version 1 without bounds. */
export const define = ([platform, metric, strength, ruleZh, ruleEn, source]: Row): MetricDefinition => ({
  platform,
  metric,
  version: 1,
  ruleZh,
  ruleEn,
  source,
  strength,
  validFrom: null,
  validTo: null,
  readOn: READ_ON,
});
