import { Empty } from '../../components/problem.tsx';
import { formatDate, formatMoment } from '../../format/dates.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { usePageState } from '../../url/use-state.ts';
import { useCampaignContext } from './context.ts';

/** Before the first reading: what will appear and when, and the one thing to do. */
export const NoReadings = () => {
  const { locale, words } = useLocale();
  const { campaign, asOf, timeZone } = useCampaignContext();
  const { state, go } = usePageState();
  const past = state.asOf !== null;
  return (
    <Empty title={words.empty.title}>
      {past && <p>{words.empty.before(formatMoment(asOf, timeZone, locale))}</p>}
      <p>{words.empty.planned(formatDate(campaign.campaign.startsOn, locale))}</p>
      {past ? (
        <button type="button" className="button" onClick={() => go({ asOf: null })}>
          {words.empty.doNow}
        </button>
      ) : (
        <p>{words.empty.doCollect}</p>
      )}
    </Empty>
  );
};
