import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useEpisodes, usePlacements, usePlatforms } from '../../../api/queries.ts';
import { Problem } from '../../../components/problem.tsx';
import { BoneRows } from '../../../components/skeleton.tsx';
import { Unbroken } from '../../../components/unbroken.tsx';
import { coverageWords } from '../../../format/coverage.ts';
import { formatMoment } from '../../../format/dates.ts';
import { type Bounds, formatBoundsFull } from '../../../format/numbers.ts';
import { useLocale } from '../../../locales/use-locale.tsx';
import { useLinks } from '../../../url/links.ts';
import { momentOf } from '../../../url/moment.ts';
import { usePageState } from '../../../url/use-state.ts';
import { useCampaignContext } from '../context.ts';
import { useCoverageText } from '../use-coverage-text.ts';
import { useCampaignWords } from '../words.ts';
import { AdjustmentList } from './adjustments-sheet.tsx';
import { PlacementTable } from './placement-table.tsx';

/** The total: how it is made, then every placement in it. */
export const TotalSheet = () => {
  const { locale, words, say } = useLocale();
  const { campaign, asOf, timeZone } = useCampaignContext();
  const { total, coverage, knownAt } = campaign;
  const coverageText = useCoverageText();
  return (
    <>
      <Statement wording={say(total.wording)} value={total}>
        <p>{coverageText}</p>
      </Statement>
      <p className="sheet-text">
        {words.total.how(coverage.expected, formatMoment(asOf, timeZone, locale))}
        {locale === 'en' && ' '}
        {`${words.total.knownAt} ${formatMoment(Date.parse(knownAt), timeZone, locale)}`}
        {locale === 'zh-CN' ? '。' : '.'}
      </p>
      <AdjustmentList adjustments={campaign.adjustments} />
      <Parts of={{}} what="placements" />
    </>
  );
};

export const EpisodeSheet = ({ id }: { id: string }) => {
  const { locale, say } = useLocale();
  const { id: campaignId, moment } = useCampaignContext();
  const { state } = usePageState();
  const links = useLinks();
  const own = useCampaignWords();
  const { data } = useEpisodes(campaignId, moment);
  const row = data?.episodes.find(episode => episode.id === id);
  return (
    <>
      {row && (
        <Statement wording={say(row.wording)} value={row}>
          <p>{row.title}</p>
          <p>{coverageWords(row.coverage, locale)}</p>
          <p>
            <Link href={links.episode(campaignId, id, momentOf(state))} className="text-link">
              {own.links.episode}
            </Link>
          </p>
        </Statement>
      )}
      <AdjustmentList adjustments={data?.adjustments.filter(({ episodeId }) => episodeId === id) ?? []} />
      <Parts of={{ episode: id }} what={`episode-${id}`} />
    </>
  );
};

export const PlatformSheet = ({ id }: { id: string }) => {
  const { locale, words } = useLocale();
  const { id: campaignId, moment } = useCampaignContext();
  const { data } = usePlatforms(campaignId, moment);
  const row = data?.platforms.find(platform => platform.id === id);
  return (
    <>
      {row && (
        <Statement wording={null} value={row}>
          <p>{words.groups[row.group]}</p>
          <p>{coverageWords(row.coverage, locale)}</p>
        </Statement>
      )}
      <AdjustmentList adjustments={data?.adjustments.filter(({ platform }) => platform === id) ?? []} />
      <Parts of={{ platform: id }} what={`platform-${id}`} />
    </>
  );
};

/** The figure a sheet is about: its wording, its interval in full, and what is to be said of it. */
export const Statement = ({
  wording,
  value,
  children,
}: {
  wording: string | null;
  /** Null where nothing has a count yet. */
  value: Bounds | null;
  children: ReactNode;
}) => {
  const { locale } = useLocale();
  const full = value ? formatBoundsFull(value, locale) : '—';
  return (
    <div className="statement">
      <p className="statement-wording">
        <Unbroken text={wording ?? full} />
      </p>
      <div className="statement-notes">
        {wording !== null && value && <p className="number">{full}</p>}
        {children}
      </div>
    </div>
  );
};

const Parts = ({ of, what }: { of: { episode?: string; platform?: string }; what: string }) => {
  const { words } = useLocale();
  const { id, moment } = useCampaignContext();
  const { data, error, refetch } = usePlacements(id, moment, of);
  if (error && !data) {
    return <Problem error={error} what={words.what.placements} partial onRetry={() => void refetch()} />;
  }
  if (!data) return <BoneRows rows={10} height={44} />;
  return (
    <PlacementTable caption={words.placements.title} rows={data.placements} total={data.total} what={what} />
  );
};
