import { lazy, Suspense, useMemo } from 'react';
import { useCampaign, useCampaigns } from '../../api/queries.ts';
import { Notice } from '../../components/notice.tsx';
import { Content, useWindowTitle } from '../../components/page.tsx';
import { Problem } from '../../components/problem.tsx';
import { SectionBar } from '../../components/section-bar.tsx';
import { campaignName } from '../../format/names.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { resolveMoment } from '../../url/moment.ts';
import { usePageState } from '../../url/use-state.ts';
import { Beside } from './beside.tsx';
import { CampaignContext, type CampaignContextValue } from './context.ts';
import { EpisodesSection } from './episodes-section.tsx';
import { GrowthPanel } from './growth-panel.tsx';
import { Headline, HeadlineSkeleton } from './headline.tsx';
import { Near } from './near.tsx';
import { NoReadings } from './no-readings.tsx';
import { PlatformsPanel } from './platforms-panel.tsx';
import { SheetHost } from './sheets/sheet-host.tsx';
import { useCampaignWords } from './words.ts';
import './campaign.css';

const More = lazy(() => import('./more/more.tsx'));

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

  useWindowTitle(data ? `${say(data.total.wording)} · ${campaignName(data.campaign, locale)}` : '');

  const context = useMemo<CampaignContextValue | null>(
    () =>
      data && moment
        ? { id, moment, campaign: data, timeZone: data.campaign.timeZone, asOf: Date.parse(data.asOf) }
        : null,
    [id, data, moment],
  );

  if (!context) {
    return (
      <Content>
        {error ? (
          <div className="campaign-failed">
            <Problem error={error} what={words.what.campaign} onRetry={() => void refetch()} />
          </div>
        ) : (
          <HeadlineSkeleton />
        )}
      </Content>
    );
  }
  const blank = context.campaign.coverage.expected === 0;
  return (
    <CampaignContext value={context}>
      <Content busy={isPlaceholderData}>
        {!blank && <Sections />}
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
                <EpisodesSection />
                <PlatformsPanel />
              </div>
              <Near id="more">
                <Suspense>
                  <More />
                </Suspense>
              </Near>
            </>
          )}
        </div>
      </Content>
      <SheetHost />
    </CampaignContext>
  );
};

const NOTHING = { asOf: null, knownAt: null, formula: null };

const Sections = () => {
  const { words } = useLocale();
  const own = useCampaignWords();
  return (
    <SectionBar
      label={words.nav.sections}
      sections={[
        { target: 'total', label: words.nav.total },
        { target: 'growth', label: words.nav.growth },
        { target: 'episodes', label: words.nav.episodes },
        { target: 'platforms', label: words.nav.platforms },
        { target: 'more', label: own.more },
      ]}
    />
  );
};
