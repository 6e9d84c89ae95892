import { lazy, Suspense, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { useCampaign, useCampaigns } from '../../api/queries.ts';
import { CampaignContext, type CampaignContextValue } from '../../components/campaign/context.ts';
import { useCampaignWords } from '../../components/campaign/words.ts';
import { Notice } from '../../components/notice.tsx';
import { Content, useWindowTitle } from '../../components/page.tsx';
import { Problem } from '../../components/problem.tsx';
import { SectionBar } from '../../components/section-bar.tsx';
import { campaignName } from '../../format/names.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { resolveMoment } from '../../url/moment.ts';
import { usePageState } from '../../url/use-state.ts';
import { Beside } from './beside.tsx';
import { EpisodesSection } from './episodes-section.tsx';
import { type Folds, FoldsContext } from './folds.ts';
import { GrowthPanel } from './growth-panel.tsx';
import { Headline, HeadlineSkeleton } from './headline.tsx';
import { Near } from './near.tsx';
import { NoReadings } from './no-readings.tsx';
import { PlatformsPanel } from './platforms-panel.tsx';
import { SheetHost } from './sheets/sheet-host.tsx';
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

  const folds = useFoldsOf(id);

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
  const { coverage, beside, adjustments } = context.campaign;
  // Nothing read in the total, nor beside it: there is nothing to draw, and no zero either.
  const blank =
    coverage.expected === coverage.never &&
    adjustments.length === 0 &&
    beside.every(({ low }) => low === null);
  return (
    <CampaignContext value={context}>
      <FoldsContext value={folds}>
        <Content busy={isPlaceholderData}>
          {!blank && <Sections folds={folds} />}
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
      </FoldsContext>
    </CampaignContext>
  );
};

const NOTHING = { asOf: null, knownAt: null, formula: null };

/** The parts that are open on a phone; another campaign begins with all of them folded. */
const useFoldsOf = (id: string): Folds => {
  const [{ of, opened }, setOpened] = useState(() => ({ of: id, opened: NONE }));
  return useMemo(
    () => ({
      opened: of === id ? opened : NONE,
      toggle: (part, open) =>
        setOpened(before => {
          const next = new Set(before.of === id ? before.opened : NONE);
          if (open) next.add(part);
          else next.delete(part);
          return { of: id, opened: next };
        }),
    }),
    [id, of, opened],
  );
};

const NONE: ReadonlySet<string> = new Set();

const Sections = ({ folds }: { folds: Folds }) => {
  const { words } = useLocale();
  const own = useCampaignWords();
  return (
    <SectionBar
      label={words.nav.sections}
      onJump={target => flushSync(() => folds.toggle(target, true))}
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
