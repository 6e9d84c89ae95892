import { useEffect, useMemo } from 'react';
import { useCampaign, useCampaigns } from '../../api/queries.ts';
import { BottomBar } from '../../components/bottom-bar.tsx';
import { Notice, OfflineWait, useOnline } from '../../components/notice.tsx';
import { Problem } from '../../components/problem.tsx';
import { formatMomentShort } from '../../format/dates.ts';
import { campaignName } from '../../format/names.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { resolveMoment } from '../../url/moment.ts';
import { usePageState } from '../../url/use-state.ts';
import { Beside } from './beside.tsx';
import { CampaignContext, type CampaignContextValue } from './context.ts';
import { EpisodesPanel } from './episodes-panel.tsx';
import { GrowthPanel } from './growth-panel.tsx';
import { Headline, HeadlineSkeleton } from './headline.tsx';
import { NoReadings } from './no-readings.tsx';
import { PlatformsPanel } from './platforms-panel.tsx';
import { SheetHost } from './sheets/sheet-host.tsx';
import './campaign.css';

/** One campaign: the sentence, what stands beside it, how it grew, and who contributed what. */
export const CampaignPage = ({ id }: { id: string }) => {
  const { locale, words, say } = useLocale();
  const { state } = usePageState();
  const list = useCampaigns();
  const zone = list.data?.campaigns.find(card => card.id === id)?.timeZone ?? null;
  const { asOf, knownAt, formula } = state;
  const { moment, invalid } = useMemo(
    () => resolveMoment({ asOf, knownAt, formula }, zone ?? (list.isFetched ? 'UTC' : null)),
    [asOf, knownAt, formula, zone, list.isFetched],
  );
  const query = useCampaign(id, moment ?? NOTHING, { enabled: moment !== null });
  const { data, error, isPlaceholderData, refetch } = query;

  useEffect(() => {
    document.title = data
      ? `${say(data.total.wording)} · ${campaignName(data.campaign, locale)}`
      : words.brand;
  }, [data, locale, say, words]);

  const context = useMemo<CampaignContextValue | null>(
    () =>
      data && moment
        ? { id, moment, campaign: data, timeZone: data.campaign.timeZone, asOf: Date.parse(data.asOf) }
        : null,
    [id, data, moment],
  );

  if (!context) {
    return (
      <main className="page" id="content">
        <OfflineWait />
        {error ? (
          <div className="campaign-failed">
            <Problem error={error} what={words.what.campaign} onRetry={() => void refetch()} />
          </div>
        ) : (
          <HeadlineSkeleton />
        )}
      </main>
    );
  }
  const blank = context.campaign.coverage.expected === 0;
  return (
    <CampaignContext value={context}>
      <main className="page" id="content" aria-busy={isPlaceholderData}>
        <Staleness failed={query.isError} fetchedAt={query.dataUpdatedAt} />
        {invalid !== null && <Notice icon="alert">{words.asOf.invalid(invalid)}</Notice>}
        <div className={isPlaceholderData ? 'campaign changing' : 'campaign'}>
          <Headline />
          {blank ? (
            <NoReadings />
          ) : (
            <>
              <Beside />
              <GrowthPanel />
              <div className="campaign-columns">
                <EpisodesPanel />
                <PlatformsPanel />
              </div>
            </>
          )}
        </div>
      </main>
      {!blank && <Sections />}
      <SheetHost />
    </CampaignContext>
  );
};

const NOTHING = { asOf: null, knownAt: null, formula: null };

const Sections = () => {
  const { words } = useLocale();
  return (
    <BottomBar
      label={words.nav.sections}
      items={[
        { target: 'content', icon: 'sum', label: words.nav.total },
        { target: 'growth', icon: 'chart', label: words.nav.growth },
        { target: 'episodes', icon: 'list', label: words.nav.episodes },
        { target: 'platforms', icon: 'bars', label: words.nav.platforms },
      ]}
    />
  );
};

/** Says when what is shown is not what the server would say now, and since when. */
const Staleness = ({ failed, fetchedAt }: { failed: boolean; fetchedAt: number }) => {
  const { locale, words } = useLocale();
  const online = useOnline();
  // When the page fetched is a time of the reader's own clock.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const at = formatMomentShort(fetchedAt, zone, locale);
  if (!online) return <Notice icon="offline">{words.offline(at)}</Notice>;
  if (failed) return <Notice icon="alert">{words.refetchFailed(at)}</Notice>;
  return null;
};
