import { Link } from 'wouter';
import type { Campaign, Campaigns } from '../../../../api/contract.ts';
import { useCampaign, useDaily } from '../../api/queries.ts';
import { hasTotal } from '../../charts/growth-days.ts';
import { GoalBar } from '../../components/goal-bar.tsx';
import { Icon } from '../../components/icons.tsx';
import { Seen } from '../../components/seen.tsx';
import { Simulated } from '../../components/simulated.tsx';
import { Bone } from '../../components/skeleton.tsx';
import { Sparkline } from '../../components/sparkline.tsx';
import { Unbroken } from '../../components/unbroken.tsx';
import { gapWords } from '../../format/coverage.ts';
import { formatAge, formatMoment, formatPeriod } from '../../format/dates.ts';
import { campaignName } from '../../format/names.ts';
import { formatBoundsFull, formatRound, formatShare, formatShort } from '../../format/numbers.ts';
import { splitWording } from '../../format/sentence.ts';
import { campaignsEn } from '../../locales/campaigns-en.ts';
import { campaignsZh } from '../../locales/campaigns-zh.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useWords } from '../../locales/use-words.ts';
import { useLinks } from '../../url/links.ts';

type Card = Campaigns['campaigns'][number];

const WORDS = { 'zh-CN': campaignsZh, en: campaignsEn };
const NOW = { asOf: null, knownAt: null, formula: null };
/** Of a card's figures: kept free while they are read. */
const HEIGHT = 72;

/** One campaign: how far it reached, how sure that is, how it grew, and when it was read last. */
export const CampaignCard = ({ campaign }: { campaign: Card }) => {
  const { locale, words } = useLocale();
  const links = useLinks();
  const goal = campaign.goal === null ? '' : words.campaigns.goal(formatShort(campaign.goal, locale));
  return (
    <li className="campaign-card">
      <h2>
        <Link href={links.campaign(campaign.id)} className="campaign-link">
          {campaignName(campaign, locale)}
        </Link>
      </h2>
      <p className="campaign-about">
        {[
          campaign.organiser,
          formatPeriod(campaign.startsOn, campaign.endsOn, locale),
          ...(goal === '' ? [] : [goal]),
        ].join(words.dot)}
        {campaign.simulated && <Simulated />}
      </p>
      <Seen height={HEIGHT} fallback={<Blank />}>
        <CardFigures card={campaign} />
      </Seen>
    </li>
  );
};

const Blank = () => (
  <div className="campaign-blank">
    <Bone width="60%" height={30} />
    <Bone width="40%" height={16} />
  </div>
);

const CardFigures = ({ card }: { card: Card }) => {
  const { words } = useLocale();
  const { data, isError } = useCampaign(card.id, NOW);
  if (isError && !data) return <p className="campaign-figure unread">{words.campaigns.noFigure}</p>;
  if (!data) return <Blank />;
  if (data.coverage.expected === 0) return <p className="campaign-figure unread">{words.empty.title}</p>;
  return <Figures data={data} />;
};

const Figures = ({ data }: { data: Campaign }) => {
  const { locale, words, say } = useLocale();
  const own = useWords(WORDS);
  const { campaign, total, lastRun, coverage } = data;
  const asOf = Date.parse(data.asOf);
  const last = lastRun === null ? null : Date.parse(lastRun.endedAt ?? lastRun.startedAt);
  return (
    <>
      <div className="campaign-answer">
        <p className="campaign-figure" data-hint={formatBoundsFull(total, locale)}>
          {splitWording(say(total.wording)).map(part =>
            part.heavy ? <b key={part.text}>{part.text}</b> : <Unbroken key={part.text} text={part.text} />,
          )}
        </p>
        <CardCurve id={campaign.id} name={campaignName(campaign, locale)} />
      </div>
      <p className="campaign-state">
        <span className={total.complete ? 'campaign-whole' : 'campaign-open'}>
          <Icon name={total.complete ? 'tick' : 'clock'} size={14} />
          {total.complete ? own.complete : `${own.incomplete}${words.colon}${gapWords(coverage, locale)}`}
        </span>
        <span data-hint={own.asOf(formatMoment(asOf, campaign.timeZone, locale))}>
          {last === null ? own.never : own.fresh(formatAge(last, asOf, locale))}
        </span>
      </p>
      {campaign.goal !== null && (
        <GoalBar
          low={total.low}
          goal={campaign.goal}
          words={own.goal(formatShare(total.low, campaign.goal), formatRound(campaign.goal, locale))}
        />
      )}
    </>
  );
};

const CardCurve = ({ id, name }: { id: string; name: string }) => {
  const own = useWords(WORDS);
  const days = useDaily(id, NOW).data?.days;
  if (!days) return <Bone width="80px" height={20} />;
  return <Sparkline values={days.map(day => (hasTotal(day) ? day.low : null))} label={own.spark(name)} />;
};
