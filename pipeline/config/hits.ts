import type { z } from 'zod';
import type { HitRule, HitRules } from '../domain/hits.ts';
import type { hitsSchema } from './schema.ts';

type Written = Pick<z.output<typeof hitsSchema>, 'at_least' | 'within_days'>;

const ruleFrom = ({ at_least, within_days }: Written): HitRule => ({
  atLeast: at_least,
  withinDays: within_days,
});

/** The rule of hits as `renci.yaml` writes it, in the words of the program. */
export const hitsFrom = ({ families, ...rule }: z.output<typeof hitsSchema>): HitRules => ({
  ...ruleFrom(rule),
  families: Object.fromEntries(
    Object.entries(families).flatMap(([family, written]) => (written ? [[family, ruleFrom(written)]] : [])),
  ),
});
