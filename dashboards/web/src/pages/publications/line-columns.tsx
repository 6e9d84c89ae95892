import { useMemo } from 'react';
import { Link } from 'wouter';
import type { PublicationDetail } from '../../../../api/contract.ts';
import type { Column } from '../../components/data-table.tsx';
import { Figure } from '../../components/figure.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { usePublication } from './context.ts';
import { useMoments } from './use-moments.ts';
import { usePublicationsWords } from './words.ts';

export type FrozenLine = PublicationDetail['lines'][number];

/** A frozen line: what it counted as, and the reading and payload behind it; ids in full in exports. */
export const useLineColumns = (): Column<FrozenLine>[] => {
  const { words } = useLocale();
  const { lines } = usePublicationsWords();
  const { platformName } = usePublication();
  const links = useLinks();
  const { moment, frozen } = useMoments();
  const { asOf, knownAt } = frozen;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `moment` follows the language and the zone, which `words` and `asOf` stand for.
  return useMemo(
    (): Column<FrozenLine>[] => [
      {
        key: 'work',
        header: lines.work,
        value: ({ title }) => title,
        cell: ({ placementId, title, platform }) => (
          <span className="cell-title">
            <Link href={links.placement(placementId, { asOf, knownAt })} className="quiet-link">
              {title}
            </Link>
            <span className="cell-note">{platformName(platform)}</span>
          </span>
        ),
      },
      { key: 'number', header: lines.number, csvOnly: true, value: line => line.placementId },
      {
        key: 'platform',
        header: lines.platform,
        csvOnly: true,
        value: ({ platform }) => platformName(platform),
      },
      { key: 'account', header: lines.account, hidden: true, value: ({ account }) => account },
      {
        key: 'external',
        header: lines.externalId,
        hidden: true,
        value: ({ externalId }) => externalId,
        cell: ({ externalId }) => <code className="mono">{externalId}</code>,
      },
      { key: 'metric', header: lines.metric, value: ({ metric }) => words.metrics[metric] },
      {
        key: 'low',
        header: lines.count,
        csvHeader: lines.low,
        numeric: true,
        value: ({ low }) => low,
        cell: ({ placementId, title, low, high }) => (
          <Figure
            value={low === null ? null : { low, high }}
            href={links.placement(placementId, { asOf, knownAt })}
            reason={lines.never}
            of={title}
          />
        ),
      },
      {
        key: 'high',
        header: lines.high,
        csvOnly: true,
        value: ({ low, high }) => (low !== null && high === null ? lines.open : high),
      },
      {
        key: 'state',
        header: lines.state,
        value: ({ state }) => words.states[state],
        cell: ({ state }) => <StateMark state={state} />,
      },
      {
        key: 'source',
        header: lines.source,
        value: ({ source }) => source && words.sources[source],
        reason: () => lines.never,
      },
      {
        key: 'readAt',
        header: lines.readAt,
        value: ({ reading }) => reading && moment(reading.observedAt),
        cell: ({ reading }) => <span className="nowrap">{reading ? moment(reading.observedAt) : '—'}</span>,
      },
      {
        key: 'payload',
        header: lines.payload,
        value: ({ reading }) => reading?.payloadId || null,
        cell: ({ reading }) =>
          reading?.payloadId ? (
            <a
              className="quiet-link payload"
              href={`/api/v1/payloads/${reading.payloadId}/bytes`}
              data-hint={reading.payloadId}
            >
              <code>{reading.payloadId.slice(0, 8)}</code>
            </a>
          ) : (
            '—'
          ),
      },
      { key: 'readings', header: lines.readings, numeric: true, hidden: true, value: line => line.readings },
      { key: 'run', header: lines.run, csvOnly: true, value: ({ reading }) => reading?.runId || null },
      { key: 'fingerprint', header: lines.fingerprint, csvOnly: true, value: line => line.fingerprint },
    ],
    [words, lines, platformName, links, asOf, knownAt],
  );
};
