import { useCampaigns } from '../../api/queries.ts';
import { Page } from '../../components/page.tsx';
import { Empty, Problem } from '../../components/problem.tsx';
import { BoneRows } from '../../components/skeleton.tsx';
import { useLocale } from '../../locales/use-locale.tsx';
import { CampaignCard } from './campaign-card.tsx';
import './campaigns.css';

/** All campaigns, a card each, newest first. */
export const CampaignsPage = () => {
  const { words } = useLocale();
  const { data, error, isPending, refetch } = useCampaigns();
  return (
    <Page title={words.campaigns.title}>
      {isPending && <BoneRows rows={3} height={180} />}
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
              <CampaignCard key={campaign.id} campaign={campaign} />
            ))}
        </ul>
      )}
    </Page>
  );
};
