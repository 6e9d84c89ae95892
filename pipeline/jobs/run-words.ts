import type { Collector } from '../../collectors/contract.ts';
import type { RunSummary } from '../../collectors/runner.ts';

/** How one collector's part of a run ended. */
export type Part = { readonly collector: Pick<Collector, 'name'>; readonly summary: RunSummary };

/**
 * What happened, for somebody at three in the morning: "read 40 of 42; Kuaishou: 2 failed (network ×2)", and what to
 * do about accounts that could not be asked.
 */
export const summarise = (expected: number, parts: readonly Part[]): string => {
  const read = parts.reduce((total, { summary }) => total + summary.read, 0);
  const troubles = parts.flatMap(({ collector, summary: part }) => {
    const ways = [
      part.failed > 0 ? `${part.failed} failed (${kindsOf(part)})` : '',
      part.absent > 0 ? `${part.absent} not in the answer` : '',
      part.hidden > 0 ? `${part.hidden} hidden` : '',
      part.removed > 0 ? `${part.removed} removed` : '',
    ].filter(way => way !== '');
    return ways.length > 0 ? [`${collector.name.en}: ${ways.join(', ')}`, ...reasonsOf(part)] : [];
  });
  return [`read ${read} of ${expected}`, ...troubles].join('; ');
};

/** Reasons a platform may have for leaving accounts alone before the rest is only counted. */
const MOST_REASONS = 3;

/** Why accounts were left alone, each reason once. A wrong setting is the same for all of a platform's accounts. */
const reasonsOf = ({ stops }: RunSummary): string[] => {
  const reasons = [
    ...Map.groupBy(stops, ({ kind, message }) => (kind === 'config' ? kind : message)).values(),
  ];
  const told = reasons.slice(0, MOST_REASONS).map(([first, ...others]) => {
    const text = first?.message ?? '';
    return others.length > 0 ? `${text} (${others.length + 1} accounts)` : text;
  });
  const untold = reasons.slice(MOST_REASONS).reduce((sum, accounts) => sum + accounts.length, 0);
  return untold > 0 ? [...told, `${untold} more accounts were left alone, see "renci doctor"`] : told;
};

const kindsOf = ({ failures }: RunSummary): string =>
  Object.entries(failures)
    .map(([kind, times]) => `${kind} ×${times}`)
    .join(', ');
