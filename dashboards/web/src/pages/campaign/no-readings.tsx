import { Link } from 'wouter';
import { useServer } from '../../api/queries.ts';
import { useCampaignContext } from '../../components/campaign/context.ts';
import { useCampaignWords } from '../../components/campaign/words.ts';
import { Empty } from '../../components/problem.tsx';
import { formatDate, formatMoment } from '../../format/dates.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { usePageState } from '../../url/use-state.ts';

/**
 * Before the first reading: what will appear and when, and the one thing to do. Where collection has run and nothing could
 * be read, that is said, with the way to the reasons.
 */
export const NoReadings = () => {
  const { locale, words } = useLocale();
  const { unread } = useCampaignWords();
  const { campaign, asOf, timeZone } = useCampaignContext();
  const { state, go, sheetHref } = usePageState();
  const links = useLinks();
  const schedule = useServer()?.schedule ?? null;
  const { expected } = campaign.coverage;
  const next = schedule && [schedule.hourly.next, schedule.nightly.next].sort()[0];
  if (state.asOf !== null) {
    return (
      <Empty title={words.empty.title}>
        <p>{words.empty.before(formatMoment(asOf, timeZone, locale))}</p>
        <button type="button" className="button" onClick={() => go({ asOf: null })}>
          {words.empty.doNow}
        </button>
      </Empty>
    );
  }
  const failed = expected > 0 && campaign.lastRun?.endedAt;
  return (
    <Empty title={failed ? unread.title : words.empty.title}>
      {failed ? (
        <p>{unread.failed(expected, formatMoment(Date.parse(failed), timeZone, locale))}</p>
      ) : (
        <p>{words.empty.planned(formatDate(campaign.campaign.startsOn, locale))}</p>
      )}
      {next ? (
        <p>
          {failed
            ? unread.again(formatMoment(Date.parse(next), timeZone, locale))
            : unread.first(formatMoment(Date.parse(next), timeZone, locale))}
        </p>
      ) : (
        <p>{words.empty.doCollect}</p>
      )}
      {expected > 0 && (
        <p className="sheet-links">
          <Link href={sheetHref({ kind: 'missing' }, [])} className="text-link">
            {unread.missing}
          </Link>
          <Link href={links.collection} className="text-link">
            {unread.collection}
          </Link>
        </p>
      )}
    </Empty>
  );
};
