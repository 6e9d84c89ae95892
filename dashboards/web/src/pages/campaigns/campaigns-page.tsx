import { useEffect } from 'react';
import { Link } from 'wouter';
import type { Campaigns } from '../../../../api/contract.ts';
import { useCampaign, useCampaigns } from '../../api/queries.ts';
import { OfflineWait } from '../../components/notice.tsx';
import { Empty, Problem } from '../../components/problem.tsx';
import { Seen } from '../../components/seen.tsx';
import { Simulated } from '../../components/simulated.tsx';
import { Bone, BoneRows } from '../../components/skeleton.tsx';
import { formatPeriod } from '../../format/dates.ts';
import { campaignName } from '../../format/names.ts';
import { formatBoundsFull, formatShort } from '../../format/numbers.ts';
import { splitWording } from '../../format/sentence.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { linkTo } from '../../url/state.ts';
import { usePageState } from '../../url/use-state.ts';
import './campaigns.css';

type Card = Campaigns['campaigns'][number];

const NOW = { asOf: null, knownAt: null, formula: null };

/** All campaigns, one quiet line each, newest first. */
export const CampaignsPage = () => {
  const { words } = useLocale();
  const { data, error, isPending, refetch } = useCampaigns();
  useEffect(() => {
    document.title = `${words.campaigns.title} — ${words.brand}`;
  }, [words]);
  return (
    <main className="page" id="content">
      <h1 className="campaigns-title">{words.campaigns.title}</h1>
      {isPending && <OfflineWait />}
      {isPending && <BoneRows rows={3} height={96} />}
      {error && !data && <Problem error={error} what={words.what.campaigns} onRetry={() => void refetch()} />}
      {data && data.campaigns.length === 0 && (
        <Empty title={words.campaigns.empty}>
          <p>{words.campaigns.emptyWhat}</p>
          <p>{words.campaigns.emptyDo}</p>
        </Empty>
      )}
      {data && data.campaigns.length > 0 && (
        <ul className="campaigns">
          {[...data.campaigns]
            .sort((a, b) => b.startsOn.localeCompare(a.startsOn))
            .map(campaign => (
              <CampaignLine key={campaign.id} campaign={campaign} />
            ))}
        </ul>
      )}
    </main>
  );
};

const CampaignLine = ({ campaign }: { campaign: Card }) => {
  const { locale, words } = useLocale();
  const { state } = usePageState();
  const period = formatPeriod(campaign.startsOn, campaign.endsOn, locale);
  const name = campaignName(campaign, locale);
  return (
    <li className="campaign-line">
      <div className="campaign-names">
        <h2>
          <Link
            href={linkTo(`/campaigns/${encodeURIComponent(campaign.id)}`, '', { lang: state.lang })}
            className="campaign-link"
          >
            {name}
          </Link>
        </h2>
        <p>
          {campaign.organiser}
          {words.dot}
          {period}
          {campaign.goal !== null &&
            `${words.dot}${words.campaigns.goal(formatShort(campaign.goal, locale))}`}
        </p>
        {campaign.simulated && <Simulated />}
      </div>
      <Seen height={28} fallback={<Bone width="9em" height={24} />}>
        <CampaignFigure id={campaign.id} />
      </Seen>
    </li>
  );
};

const CampaignFigure = ({ id }: { id: string }) => {
  const { locale, words, say } = useLocale();
  const { data, isError } = useCampaign(id, NOW);
  if (isError) return <p className="campaign-figure unread">{words.campaigns.noFigure}</p>;
  if (!data) return <Bone width="9em" height={24} />;
  if (data.coverage.expected === 0) return <p className="campaign-figure unread">{words.empty.title}</p>;
  return (
    <p className="campaign-figure" data-hint={formatBoundsFull(data.total, locale)}>
      {splitWording(say(data.total.wording)).map(part =>
        part.heavy ? <b key={part.text}>{part.text}</b> : <span key={part.text}>{part.text}</span>,
      )}
    </p>
  );
};
