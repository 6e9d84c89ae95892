import { useMemo } from 'react';
import type { Episodes, Works } from '../../../../api/contract.ts';
import { useEpisodes } from '../../api/queries.ts';
import { useCampaignContext } from '../../components/campaign/context.ts';
import { PartAdjustments, signedFull } from '../../components/part/adjustments.tsx';
import { Claim, CoverageFact } from '../../components/part/claim.tsx';
import { Gaps } from '../../components/part/gaps.tsx';
import { PartGrowth } from '../../components/part/growth.tsx';
import { InCampaign, PartFrame, useWorks } from '../../components/part/part-frame.tsx';
import { PartsPanel } from '../../components/part/parts-panel.tsx';
import { useWorkWords } from '../../components/part/words.ts';
import { hasCount } from '../../format/coverage.ts';
import { dayOf, formatMoment } from '../../format/dates.ts';
import { organisationName } from '../../format/names.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { AgeLine } from './age-line.tsx';
import { useEpisodeWords } from './words.ts';

type Row = Episodes['episodes'][number];

/** One episode: its total, how it grew and compares at equal age, its works and placements. */
export const EpisodePage = ({ campaign, episode }: { campaign: string; episode: string }) => (
  <InCampaign campaign={campaign} id={episode}>
    <EpisodeBody id={episode} />
  </InCampaign>
);

const EpisodeBody = ({ id }: { id: string }) => {
  const { locale } = useLocale();
  const words = useWorkWords();
  const own = useEpisodeWords();
  const { id: campaign, moment, timeZone } = useCampaignContext();
  const part = { episode: id };
  const query = useWorks(part);
  const row = useEpisodes(campaign, moment).data?.episodes.find(episode => episode.id === id);
  const broadcast = useMemo(
    () =>
      row && row.airedAt !== null
        ? { date: dayOf(Date.parse(row.airedAt), timeZone), name: organisationName(row, locale) }
        : null,
    [row, timeZone, locale],
  );
  return (
    <PartFrame
      title={row?.title ?? id}
      query={query}
      what={words.what.episode}
      eyebrow={
        row && (
          <>
            <span>{own.number(row.number)}</span>
            <span>{organisationName(row, locale)}</span>
          </>
        )
      }
    >
      {works => (
        <>
          {row && <Head row={row} works={works} />}
          <Gaps part={part} />
          <PartGrowth part={part} what={`episode-${id}`} broadcast={broadcast} />
          <AgeLine id={id} />
          <PartsPanel part={part} works={works} what={`episode-${id}`} />
          <PartAdjustments isInside={adjustment => adjustment.episodeId === id} />
        </>
      )}
    </PartFrame>
  );
};

const Head = ({ row, works }: { row: Row; works: Works }) => {
  const { locale, words, say } = useLocale();
  const own = useEpisodeWords();
  const claim = useWorkWords().claim;
  const { timeZone, campaign } = useCampaignContext();
  return (
    <Claim wording={say(row.wording)} value={hasCount(row.coverage) ? works.total : null}>
      <CoverageFact coverage={row.coverage} />
      {row.adjusted && <li>{claim.adjusted(signedFull(row.adjusted))}</li>}
      <li>
        <span className="fact-name">{own.aired}</span>
        {row.airedAt === null || row.status === 'cancelled'
          ? own.status[row.status]
          : formatMoment(Date.parse(row.airedAt), timeZone, locale)}
      </li>
      <li>
        <span className="fact-name">{words.formula.title}</span>
        <span className="fact-code">{campaign.formula.name}</span>
      </li>
    </Claim>
  );
};
