import { useMemo } from 'react';
import { Link } from 'wouter';
import type { Falls, PlacementDetail } from '../../../../api/contract.ts';
import { campaignPart, clocksOf } from '../../api/campaign-part.ts';
import { queryOf } from '../../api/client.ts';
import { useGet, useReadings } from '../../api/queries.ts';
import { Answered } from '../../components/answered.tsx';
import { AsOf } from '../../components/campaign/as-of.tsx';
import { CampaignContext, useCampaignContext } from '../../components/campaign/context.ts';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { PartAdjustments } from '../../components/part/adjustments.tsx';
import { useCampaignOf } from '../../components/part/use-campaign-of.ts';
import { Empty } from '../../components/problem.tsx';
import { SectionBar } from '../../components/section-bar.tsx';
import { Bone, BoneRows } from '../../components/skeleton.tsx';
import { formatMoment } from '../../format/dates.ts';
import { campaignName } from '../../format/names.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { momentOf } from '../../url/moment.ts';
import { usePageState } from '../../url/use-state.ts';
import '../../components/part/part.css';
import { PlacementContext } from './context.ts';
import { CurvePanel } from './curve-panel.tsx';
import { FallsPanel } from './falls-panel.tsx';
import { Facts, Head } from './head.tsx';
import { ReadingsPanel } from './readings-panel.tsx';
import { PlacementSheets } from './sheets.tsx';
import { usePlacementWords } from './words.ts';
import '../../components/campaign/adjustments.css';
import '../../components/sheet-parts.css';
import '../../charts/growth.css';
import './placement.css';

/** One counter: what it counts as, every reading it was ever given with its proof, and what persons decided. */
export const PlacementPage = ({ id }: { id: number }) => {
  const { words } = useLocale();
  const own = usePlacementWords();
  // Which campaign, and so which zone the address is written in, only the placement itself can say.
  const base = useGet<PlacementDetail>(`/placements/${id}`);
  const { context, query, invalid } = useCampaignOf(base.data?.campaignId ?? null);
  if (!context) {
    return (
      <Page title={`${words.placements.number} ${id}`}>
        <Answered query={base} what={own.what} skeleton={<Skeleton />}>
          {() => (
            <Answered query={query} what={words.what.campaign} skeleton={<Skeleton />}>
              {() => null}
            </Answered>
          )}
        </Answered>
      </Page>
    );
  }
  return (
    <CampaignContext value={context}>
      {invalid !== null && <Notice icon="alert">{words.asOf.invalid(invalid)}</Notice>}
      <Body id={id} base={base.data ?? null} />
    </CampaignContext>
  );
};

const Body = ({ id, base }: { id: number; base: PlacementDetail | null }) => {
  const { words, say } = useLocale();
  const own = usePlacementWords();
  const { id: campaign, moment } = useCampaignContext();
  const clocks = clocksOf(moment);
  const query = useGet<PlacementDetail>(`/placements/${id}${queryOf({ ...clocks })}`, { keep: true });
  const readings = useReadings(id, moment);
  const falls = useGet<Falls>(campaignPart(campaign, 'falls', clocks), { keep: true }).data;
  // Before it was published or registered nothing was expected of it: no error, and what it is is known all the same.
  const isEarly = query.error?.status === 404 && base !== null;
  const row = query.data?.placement ?? base?.placement;
  const value = useMemo(
    () =>
      query.data
        ? {
            detail: query.data,
            readings: readings.data ?? null,
            falls: (falls?.falls ?? NONE).filter(
              fall => fall.placementId === id && fall.metric === query.data.placement.metric,
            ),
          }
        : null,
    [query.data, readings.data, falls, id],
  );
  return (
    <Page
      title={
        row ? `${row.workTitle}${words.dot}${say(row.platformName)}` : `${words.placements.number} ${id}`
      }
      busy={query.isPlaceholderData}
      eyebrow={<Eyebrow detail={query.data ?? base ?? undefined} />}
    >
      {!isEarly && (
        <SectionBar
          label={words.nav.sections}
          sections={[
            { target: 'total', label: words.nav.total },
            { target: 'curve', label: own.nav.curve },
            { target: 'readings', label: own.nav.readings },
            { target: 'falls', label: own.nav.falls },
          ]}
        />
      )}
      {isEarly ? (
        <Early />
      ) : (
        <Answered query={query} what={own.what} skeleton={<Skeleton />}>
          {() =>
            value && (
              <PlacementContext value={value}>
                <div className="part">
                  <Head />
                  <CurvePanel />
                  <ReadingsPanel query={readings} />
                  <FallsPanel />
                  <PartAdjustments own isInside={({ placementId }) => placementId === id} />
                  <Facts />
                </div>
                <PlacementSheets />
              </PlacementContext>
            )
          }
        </Answered>
      )}
    </Page>
  );
};

/** The moment asked for is before it: what that means, the way to another moment, and back to now. */
const Early = () => {
  const { locale, words } = useLocale();
  const own = usePlacementWords().early;
  const { asOf, timeZone } = useCampaignContext();
  const { go } = usePageState();
  const at = formatMoment(asOf, timeZone, locale);
  return (
    <>
      <p className="headline-asof">
        <AsOf shown={at} />
      </p>
      <Empty title={own.title}>
        <p>{own.text(at)}</p>
        <button type="button" className="button" onClick={() => go({ asOf: null, knownAt: null })}>
          {words.asOf.nowHint}
        </button>
      </Empty>
    </>
  );
};

const NONE: Falls['falls'] = [];

const Eyebrow = ({ detail }: { detail: PlacementDetail | undefined }) => {
  const { locale } = useLocale();
  const { id: campaign, campaign: data } = useCampaignContext();
  const { state } = usePageState();
  const links = useLinks();
  const moment = momentOf(state);
  const row = detail?.placement;
  return (
    <>
      <Link href={links.campaign(campaign, moment)} className="quiet-link">
        {campaignName(data.campaign, locale)}
      </Link>
      {row && row.episodeId !== null && (
        <Link href={links.episode(campaign, row.episodeId, moment)} className="quiet-link">
          {row.episodeTitle ?? row.episodeId}
        </Link>
      )}
      {row && (
        <Link href={links.work(campaign, row.workId, moment)} className="quiet-link">
          {row.workTitle}
        </Link>
      )}
    </>
  );
};

const Skeleton = () => (
  <div className="claim">
    <Bone width="14em" height={24} />
    <Bone width="min(18em, 80%)" height={48} />
    <BoneRows rows={8} height={44} />
  </div>
);
