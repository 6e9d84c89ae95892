import { Link } from 'wouter';
import type { Kinds } from '../../../../../api/contract.ts';
import { useEpisodes, usePlatforms } from '../../../api/queries.ts';
import { useCampaignContext } from '../../../components/campaign/context.ts';
import { useCampaignWords } from '../../../components/campaign/words.ts';
import { coverageWords, hasCount } from '../../../format/coverage.ts';
import { formatMoment } from '../../../format/dates.ts';
import { useLocale } from '../../../locales/use-locale.tsx';
import { useLinks } from '../../../url/links.ts';
import { momentOf } from '../../../url/moment.ts';
import { usePageState } from '../../../url/use-state.ts';
import { useKinds } from '../more/queries.ts';
import { useMoreWords } from '../more/words.ts';
import { useCoverageText } from '../use-coverage-text.ts';
import { AdjustmentList } from './adjustments-sheet.tsx';
import { Parts } from './parts.tsx';
import { Statement } from './statement.tsx';

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

/** One kind of work, such as all clips. */
export const KindSheet = ({ id }: { id: string }) => {
  const kind = useKinds().data?.kinds.find(row => row.kind === id);
  return (
    <>
      {kind && <CutStatement part={kind} />}
      <Parts of={{ kind: id }} what={`kind-${id}`} />
    </>
  );
};

/** The works of one series. */
export const SeriesSheet = ({ id }: { id: string }) => {
  const series = useKinds().data?.series.find(row => row.name === id);
  return (
    <>
      {series && <CutStatement part={series} />}
      <Parts of={{ series: id }} what={`series-${id}`} />
    </>
  );
};

const CutStatement = ({ part }: { part: Kinds['series'][number] | Kinds['kinds'][number] }) => {
  const { locale } = useLocale();
  const { kinds } = useMoreWords();
  return (
    <Statement wording={null} value={hasCount(part.coverage) ? part : null}>
      <p>{kinds.works(part.works)}</p>
      <p>{coverageWords(part.coverage, locale)}</p>
    </Statement>
  );
};

/** Works of the campaign alone, of no episode. */
export const OwnSheet = () => {
  const { locale, words } = useLocale();
  const { id, moment } = useCampaignContext();
  const { data } = useEpisodes(id, moment);
  return (
    <>
      {data && (
        <Statement wording={null} value={data.campaignLevel}>
          <p>{words.episodes.campaignLevelNote}</p>
          <p>{coverageWords(data.campaignLevel.coverage, locale)}</p>
        </Statement>
      )}
      <AdjustmentList adjustments={data?.adjustments.filter(({ episodeId }) => episodeId === null) ?? []} />
      <Parts of={{ episode: '' }} what="campaign-level" />
    </>
  );
};
