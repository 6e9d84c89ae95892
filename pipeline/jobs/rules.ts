import type { Database } from '../clickhouse/client.ts';
import type { Config } from '../config.ts';
import { iso } from '../days.ts';
import { type DatedRules, type Rules, rulesAt } from '../domain/rules.ts';
import type { Logger } from '../log.ts';
import { readRules } from '../store/rules.ts';

/**
 * The rules verdicts are formed by, with the moments since which. Until other ones were brought into force they are the
 * defaults; those of the configuration wait for `renci recount`, which judges everything stored by them too.
 * @throws QueryError
 */
export const rulesOf = async (
  db: Database,
  { rules }: Pick<Config, 'rules'>,
  log: Logger,
): Promise<readonly DatedRules[]> => {
  const history = await readRules(db);
  const waiting = waitingRules(history, rules);
  if (waiting) {
    log.warn(
      { since: sinceOf(history), inForce: rulesAt(history, Number.POSITIVE_INFINITY), waiting },
      'the rules in renci.yaml are not those in force; run `renci recount` to judge everything by them',
    );
  }
  return history;
};

/** The configured rules where they differ from those in force; null where they do not. */
export const waitingRules = (history: readonly DatedRules[], configured: Rules): Rules | null =>
  sameRules(rulesAt(history, Number.POSITIVE_INFINITY), configured) ? null : configured;

const sinceOf = (history: readonly DatedRules[]): string => {
  const last = history.at(-1);
  return last ? iso(last.recordedAt) : 'the beginning';
};

/** Key by key: a row written by an older program may have them in another order. */
const sameRules = (a: Rules, b: Rules): boolean => rulesText(a) === rulesText(b);

/** The same text for the same rules. */
export const rulesText = ({ windowMs, zeroAgeMs, waver, jump }: Rules): string =>
  [
    windowMs,
    zeroAgeMs,
    waver.shareE4,
    waver.small,
    waver.smallShareE4,
    waver.tiny,
    jump.over,
    jump.factor,
    jump.youngMs,
  ].join(' ');
