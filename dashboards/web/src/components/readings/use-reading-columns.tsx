import { useMemo } from 'react';
import { formatMoment, formatMomentNear } from '../../format/dates.ts';
import { formatBoundsFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useCampaignContext } from '../campaign/context.ts';
import type { Column } from '../data-table.tsx';
import { VerdictMark } from '../state-mark.tsx';
import { decisionsOn, type Reading, readingKey } from './reading-key.ts';
import { ReadingLink } from './reading-link.tsx';
import { useReadingWords } from './words.ts';

type Where = {
  /** The placement, where its own page is not the one that is open. */
  readonly elsewhere: number | null;
  /** False: this server only reads, and no decision is offered. */
  readonly mayDecide: boolean;
};

/** Every reading with interval, verdict, reason and source; each leads to its answer and can be decided on. */
export const useReadingColumns = ({ elsewhere, mayDecide }: Where): Column<Reading>[] => {
  const { locale, words } = useLocale();
  const own = useReadingWords();
  const { timeZone, asOf } = useCampaignContext();
  return useMemo(() => {
    const { readings } = words;
    const at = (instant: string) => formatMomentNear(Date.parse(instant), asOf, timeZone, locale);
    const whole = (instant: string) => formatMoment(Date.parse(instant), timeZone, locale);
    const decide: Column<Reading> = {
      key: 'decide',
      header: own.decision,
      value: () => null,
      cell: row =>
        decisionsOn(row).length > 0 && (
          <ReadingLink
            kind="decide"
            id={readingKey(row)}
            label={own.decideOf(at(row.observedAt))}
            elsewhere={elsewhere}
          >
            {own.decide}
          </ReadingLink>
        ),
    };
    return [
      {
        key: 'observedAt',
        header: readings.observedAt,
        csvHeader: `${readings.observedAt} (UTC)`,
        value: row => row.observedAt,
        seen: row => at(row.observedAt),
        cell: row => (
          <span className="nowrap number" data-hint={whole(row.observedAt)}>
            {at(row.observedAt)}
          </span>
        ),
      },
      {
        key: 'text',
        header: readings.text,
        value: row => row.text,
        cell: row => <code className="reading-text">{row.text}</code>,
      },
      {
        key: 'low',
        header: readings.interval,
        csvHeader: words.placements.low,
        numeric: true,
        value: row => row.low,
        cell: row => formatBoundsFull(row, locale),
      },
      { key: 'high', header: words.placements.high, csvOnly: true, value: row => row.high },
      {
        key: 'counted',
        header: readings.counted,
        numeric: true,
        value: row => row.countLow,
        cell: row =>
          row.countLow === null ? '—' : formatBoundsFull({ low: row.countLow, high: row.countHigh }, locale),
      },
      {
        key: 'verdict',
        header: readings.verdict,
        value: row =>
          [words.verdicts[row.verdict], words.reasons[row.reason]].filter(Boolean).join(words.dot),
        cell: row => <VerdictMark verdict={row.verdict} reason={row.reason} />,
      },
      ...(mayDecide ? [decide] : []),
      {
        key: 'payload',
        header: readings.payload,
        value: row => (row.payloadId === '' ? null : row.payloadId),
        cell: row =>
          row.payloadId === '' ? (
            <span data-hint={own.noPayload}>—</span>
          ) : (
            <ReadingLink
              kind="payload"
              id={row.payloadId}
              label={own.payloadOf(at(row.observedAt))}
              elsewhere={elsewhere}
            >
              {own.show}
            </ReadingLink>
          ),
      },
      {
        key: 'source',
        header: readings.source,
        value: row => words.sources[row.source],
        cell: row => <span className="nowrap">{words.sources[row.source]}</span>,
      },
      {
        key: 'recordedAt',
        header: readings.recordedAt,
        csvHeader: `${readings.recordedAt} (UTC)`,
        hidden: true,
        value: row => row.recordedAt,
        cell: row => <span className="nowrap number">{at(row.recordedAt)}</span>,
      },
      { key: 'run', header: readings.run, hidden: true, value: row => row.runId },
    ];
  }, [locale, words, own, timeZone, asOf, elsewhere, mayDecide]);
};
