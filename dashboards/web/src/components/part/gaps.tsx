import { Link } from 'wouter';
import type { PlacementRow } from '../../../../api/contract.ts';
import { formatMomentNear } from '../../format/dates.ts';
import { formatBounds } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { momentOf } from '../../url/moment.ts';
import { usePageState } from '../../url/use-state.ts';
import { useCampaignContext } from '../campaign/context.ts';
import { StateMark } from '../state-mark.tsx';
import { type Part, usePartPlacements } from './parts-panel.tsx';
import { useWorkWords } from './words.ts';

/** What makes a total incomplete, in the order in which it weighs: nothing known, nothing sure, old. */
const OPEN: readonly PlacementRow['state'][] = ['never', 'held', 'carried'];
/** More are found in the list of placements. */
const MOST = 4;

/** Which placements have no fresh number, why, and what they count as meanwhile: the answer to “incomplete”. */
export const Gaps = ({ part }: { part: Part }) => {
  const own = useWorkWords().gaps;
  const rows = usePartPlacements(part)
    .data?.placements.filter(({ state }) => OPEN.includes(state))
    .toSorted((a, b) => OPEN.indexOf(a.state) - OPEN.indexOf(b.state));
  if (!rows || rows.length === 0) return null;
  return (
    <section className="gaps" aria-labelledby="gaps-title">
      <h2 id="gaps-title">{own.title(rows.length)}</h2>
      <ul>
        {rows.slice(0, MOST).map(row => (
          <Gap key={row.placementId} row={row} />
        ))}
      </ul>
      {rows.length > MOST && <p className="cell-note">{own.more(rows.length - MOST)}</p>}
    </section>
  );
};

const Gap = ({ row }: { row: PlacementRow }) => {
  const { locale, words, say } = useLocale();
  const own = useWorkWords().gaps;
  const { timeZone, asOf } = useCampaignContext();
  const { state } = usePageState();
  const links = useLinks();
  const { low, high, observedAt } = row;
  const counted =
    low === null || observedAt === null
      ? own.nothing
      : own.counted(
          formatBounds({ low, high }, locale),
          formatMomentNear(Date.parse(observedAt), asOf, timeZone, locale),
        );
  return (
    <li>
      <StateMark state={row.state} />
      <Link href={links.placement(row.placementId, momentOf(state))} className="text-link">
        {[row.workTitle, say(row.platformName), row.account].join(words.dot)}
      </Link>
      <span>{counted}</span>
      <span className="gap-why">{say(row.reasonText)}</span>
    </li>
  );
};
