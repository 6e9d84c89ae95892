import { useMemo } from 'react';
import { Link } from 'wouter';
import type { WorkRow } from '../../../../api/contract.ts';
import { useEpisodes } from '../../api/queries.ts';
import { useCampaignContext } from '../../components/campaign/context.ts';
import { PartAdjustments, signedFull } from '../../components/part/adjustments.tsx';
import { Claim, CoverageFact } from '../../components/part/claim.tsx';
import { Gaps } from '../../components/part/gaps.tsx';
import { PartGrowth } from '../../components/part/growth.tsx';
import { InCampaign, PartFrame, useWorks } from '../../components/part/part-frame.tsx';
import { PartsPanel, usePartPlacements } from '../../components/part/parts-panel.tsx';
import { useWorkWords } from '../../components/part/words.ts';
import { hasCount } from '../../format/coverage.ts';
import { dayOf, formatDate } from '../../format/dates.ts';
import { organisationName } from '../../format/names.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { momentOf } from '../../url/moment.ts';
import { usePageState } from '../../url/use-state.ts';
import '../../components/part/part.css';

/** One work: what it counts as over all platforms, how it grew, and each placement of it. */
export const WorkPage = ({ campaign, work }: { campaign: string; work: string }) => (
  <InCampaign campaign={campaign} id={work}>
    <WorkBody work={work} />
  </InCampaign>
);

const WorkBody = ({ work }: { work: string }) => {
  const own = useWorkWords();
  const { words } = useLocale();
  const part = { work };
  const query = useWorks(part);
  const row = query.data?.works[0];
  const placements = usePartPlacements(part).data?.placements;
  const numbers = useMemo(
    () =>
      new Set([...(placements ?? []), ...(query.data?.beside ?? [])].map(({ placementId }) => placementId)),
    [placements, query.data],
  );
  return (
    <PartFrame
      title={row?.title ?? work}
      query={query}
      what={own.what.work}
      eyebrow={
        row && (
          <>
            {row.episodeId !== null && <EpisodeLink id={row.episodeId} />}
            <span>{words.kinds[row.kind]}</span>
          </>
        )
      }
    >
      {works =>
        row && (
          <>
            <Head row={row} />
            <Gaps part={part} />
            {row.placements > 0 && <PartGrowth part={part} what={`work-${work}`} broadcast={null} />}
            <PartsPanel part={part} works={works} what={`work-${work}`} />
            <PartAdjustments
              isInside={({ placementId }) => placementId !== null && numbers.has(placementId)}
            />
          </>
        )
      }
    </PartFrame>
  );
};

const EpisodeLink = ({ id }: { id: string }) => {
  const { locale } = useLocale();
  const { id: campaign, moment } = useCampaignContext();
  const { state } = usePageState();
  const links = useLinks();
  const episode = useEpisodes(campaign, moment).data?.episodes.find(row => row.id === id);
  return (
    <Link href={links.episode(campaign, id, momentOf(state))} className="quiet-link">
      {episode ? organisationName(episode, locale) : id}
    </Link>
  );
};

const Head = ({ row }: { row: WorkRow }) => {
  const { locale, words, say } = useLocale();
  const own = useWorkWords();
  const { timeZone, campaign } = useCampaignContext();
  const published = row.publishedAt === null ? null : dayOf(Date.parse(row.publishedAt), timeZone);
  return (
    <Claim
      wording={row.placements === 0 ? own.claim.outside(campaign.formula.name) : say(row.wording)}
      value={hasCount(row.coverage) ? row : null}
    >
      {row.placements > 0 && <CoverageFact coverage={row.coverage} />}
      {row.adjusted && <li>{own.claim.adjusted(signedFull(row.adjusted))}</li>}
      {row.series !== '' && (
        <li>
          <span className="fact-name">{own.claim.series}</span>
          {row.series}
        </li>
      )}
      {published !== null && (
        <li>
          <span className="fact-name">{own.claim.published}</span>
          {formatDate(published, locale)}
        </li>
      )}
      <li>
        <span className="fact-name">{words.formula.title}</span>
        <span className="fact-code">{campaign.formula.name}</span>
      </li>
    </Claim>
  );
};
