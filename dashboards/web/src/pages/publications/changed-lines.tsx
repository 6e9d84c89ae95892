import { useMemo } from 'react';
import { Link } from 'wouter';
import type { ComparisonBody } from '../../../../api/contract.ts';
import { type Column, DataTable, tableCsv } from '../../components/data-table.tsx';
import { ExportMenu } from '../../components/export-menu.tsx';
import { Figure, Growth } from '../../components/figure.tsx';
import { fileStem } from '../../format/csv.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { usePublication } from './context.ts';
import { useMoments } from './use-moments.ts';
import { usePublicationsWords } from './words.ts';

type Line = ComparisonBody['growth']['lines'][number] & {
  readonly step: 'revision' | 'growth';
  readonly between: string;
};

const PART = ' + ';

/** Every line that is another, the largest change first: by how much, and why. */
export const ChangedLines = ({ comparison }: { comparison: ComparisonBody }) => {
  const { words } = useLocale();
  const own = usePublicationsWords();
  const { publication } = usePublication();
  const { moment, wall } = useMoments();
  const { compare } = own;
  const columns = useColumns();
  const between = {
    revision: compare.between(moment(publication.knownAt), moment(comparison.knownAt)),
    growth: compare.between(moment(publication.asOf), moment(comparison.asOf)),
  };
  const rows = (['revision', 'growth'] as const)
    .flatMap(step => comparison[step].lines.map(line => ({ ...line, step, between: between[step] })))
    .toSorted((a, b) => Math.abs(b.change.low) - Math.abs(a.change.low));
  const { id, version } = publication.formula;
  const about: [string, string][] = [
    [own.compare.title, publication.title],
    [own.asOf, `${moment(publication.asOf)} → ${moment(comparison.asOf)}`],
    [own.knownAt, `${moment(publication.knownAt)} → ${moment(comparison.knownAt)}`],
    [own.page.hash, publication.hash],
    ...(comparison.with === null ? [] : [[own.compare.with, comparison.with] as [string, string]]),
  ];
  return (
    <DataTable
      caption={compare.table}
      columns={columns}
      rows={rows}
      rowKey={({ step, placementId, adjustmentId }) => `${step}/${placementId}/${adjustmentId}`}
      filter={rows.length > 10}
      empty={compare.empty}
      tools={
        <ExportMenu
          name={fileStem(
            publication.campaignId,
            `${publication.id}-${words.exports.sheet}`,
            wall(comparison.asOf),
            `${id}@${version}`,
          )}
          about={about}
          table={() => tableCsv(columns, rows)}
        />
      }
    />
  );
};

const useColumns = (): Column<Line>[] => {
  const { compare, lines } = usePublicationsWords();
  const { platformName } = usePublication();
  const links = useLinks();
  return useMemo(
    (): Column<Line>[] => [
      {
        key: 'work',
        header: lines.work,
        value: ({ title }) => title,
        cell: ({ placementId, title, platform, adjustmentId }) => (
          <span className="cell-title">
            {placementId === null || adjustmentId ? (
              title
            ) : (
              <Link href={links.placement(placementId)} className="quiet-link">
                {title}
              </Link>
            )}
            <span className="cell-note">
              {adjustmentId ? compare.adjustment : platform && platformName(platform)}
            </span>
          </span>
        ),
      },
      { key: 'placement', header: lines.number, csvOnly: true, value: line => line.placementId },
      {
        key: 'platform',
        header: lines.platform,
        csvOnly: true,
        value: ({ platform }) => platform && platformName(platform),
      },
      { key: 'external', header: lines.externalId, csvOnly: true, value: line => line.externalId },
      {
        key: 'change',
        header: compare.change,
        numeric: true,
        value: ({ change }) => change.low,
        cell: ({ change, between }) => <Growth value={change.low} between={between} />,
      },
      { key: 'step', header: compare.step, value: ({ step }) => compare[step] },
      {
        key: 'why',
        header: compare.why,
        value: ({ why }) => why.map(reason => compare.reasons[reason]).join(PART),
      },
      {
        key: 'before',
        header: compare.before,
        csvHeader: `${compare.before} (${lines.low})`,
        numeric: true,
        value: ({ before }) => before?.low ?? null,
        cell: ({ before }) => <Figure value={before} reason={compare.unread} />,
      },
      {
        key: 'before-high',
        header: `${compare.before} (${lines.high})`,
        csvOnly: true,
        value: ({ before }) => before?.high ?? null,
      },
      {
        key: 'after',
        header: compare.after,
        csvHeader: `${compare.after} (${lines.low})`,
        numeric: true,
        value: ({ after }) => after?.low ?? null,
        cell: ({ after }) => <Figure value={after} reason={compare.unread} />,
      },
      {
        key: 'after-high',
        header: `${compare.after} (${lines.high})`,
        csvOnly: true,
        value: ({ after }) => after?.high ?? null,
      },
    ],
    [compare, lines, platformName, links],
  );
};
