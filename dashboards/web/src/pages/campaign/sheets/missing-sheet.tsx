import { Link } from 'wouter';
import type { PlacementRow } from '../../../../../api/contract.ts';
import { useCampaignContext } from '../../../components/campaign/context.ts';
import { Figure } from '../../../components/figure.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { formatAge, formatMomentShort } from '../../../format/dates.ts';
import { useLocale } from '../../../locales/use-locale.tsx';
import { usePageState } from '../../../url/use-state.ts';
import { useCoverageText } from '../use-coverage-text.ts';
import { PlacementExport } from './placement-table.tsx';

/** What weighs most on the total first: nothing known, nothing sure, old, final. */
const ORDER = ['never', 'held', 'carried', 'removed', 'stated', 'fresh'] as const;

/** Every placement without a fresh reading, by name, with its age and the reason. */
export const MissingSheet = () => {
  const { words } = useLocale();
  const { campaign } = useCampaignContext();
  const { missing } = campaign;
  const coverage = useCoverageText();
  const rows = [...missing].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  return (
    <>
      <p className="sheet-lead">{coverage}</p>
      <p className="sheet-text">{rows.length === 0 ? words.missing.none : words.missing.how}</p>
      {rows.length > 0 && (
        <>
          <ul className="missing">
            {rows.map(row => (
              <Missing key={row.placementId} row={row} />
            ))}
          </ul>
          <PlacementExport rows={rows} what="missing" />
        </>
      )}
    </>
  );
};

const Missing = ({ row }: { row: PlacementRow }) => {
  const { locale, words, say } = useLocale();
  const { asOf, timeZone } = useCampaignContext();
  const { sheetHref } = usePageState();
  const href = sheetHref({ kind: 'placement', id: row.placementId });
  const at = row.observedAt === null ? null : Date.parse(row.observedAt);
  return (
    <li>
      <p className="missing-name">
        <Link href={href} className="quiet-link">
          {row.workTitle}
        </Link>
        <span className="cell-note">
          {[say(row.platformName), row.account, words.kinds[row.kind]].join(words.dot)}
        </span>
      </p>
      <p className="missing-count">
        <Figure
          value={row.low === null ? null : { low: row.low, high: row.high }}
          href={href}
          of={row.workTitle}
          reason={say(row.reasonText)}
        />
      </p>
      <p className="missing-why">
        <StateMark state={row.state} />
        {at !== null && (
          <span className="number">
            {formatMomentShort(at, timeZone, locale)}
            {locale === 'zh-CN' ? `（${formatAge(at, asOf, locale)}）` : ` (${formatAge(at, asOf, locale)})`}
          </span>
        )}
        <span>{say(row.reasonText)}</span>
      </p>
    </li>
  );
};
