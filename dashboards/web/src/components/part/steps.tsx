import { Link } from 'wouter';
import type { Series } from '../../../../api/contract.ts';
import { formatMomentShort } from '../../format/dates.ts';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { momentOf } from '../../url/moment.ts';
import { usePageState } from '../../url/use-state.ts';
import { useCampaignContext } from '../campaign/context.ts';
import { useWorkWords } from './words.ts';

/** What bent the curve and is no growth: falls of a counter and adjustments, each with where to read more. */
export const Steps = ({ buckets }: Pick<Series, 'buckets'>) => {
  const { locale, words } = useLocale();
  const own = useWorkWords().steps;
  const { timeZone } = useCampaignContext();
  const { state } = usePageState();
  const links = useLinks();
  const steps = buckets.flatMap(bucket => bucket.steps);
  if (steps.length === 0) return null;
  return (
    <ul className="part-steps" aria-label={own.title}>
      {steps.map(({ at, kind, placementId, reason, change }) => (
        <li key={`${at}/${kind}/${placementId}/${change.low}`}>
          <span className="number">{formatMomentShort(Date.parse(at), timeZone, locale)}</span>
          <span>{kind === 'fall' ? own.fall : `${own.adjustment}${words.colon}${reason}`}</span>
          {change.low !== null && (
            <span className="number">{`${change.low > 0 ? '+' : ''}${formatFull(change.low)}`}</span>
          )}
          {placementId !== null && (
            <Link href={links.placement(placementId, momentOf(state))} className="text-link">
              {`${words.placements.number} ${placementId}`}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
};
