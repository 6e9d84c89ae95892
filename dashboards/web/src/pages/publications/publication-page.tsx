import { useMemo } from 'react';
import { Link } from 'wouter';
import type { Platforms, PublicationDetail } from '../../../../api/contract.ts';
import { useCampaigns, useGet } from '../../api/queries.ts';
import { Answered } from '../../components/answered.tsx';
import { Page } from '../../components/page.tsx';
import { SectionBar } from '../../components/section-bar.tsx';
import { Bone, BoneRows } from '../../components/skeleton.tsx';
import { campaignName } from '../../format/names.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { Comparison } from './comparison.tsx';
import { PublicationContext, type PublicationContextValue } from './context.ts';
import { FrozenHead } from './frozen-head.tsx';
import { Lines } from './lines.tsx';
import { Verification } from './verification.tsx';
import { usePublicationsWords } from './words.ts';
import './publications.css';
import './publication.css';

/** One frozen total: the sentence, whether it still holds, what changed since, and every line of it. */
export const PublicationPage = ({ id }: { id: string }) => {
  const { locale, words } = useLocale();
  const own = usePublicationsWords();
  const links = useLinks();
  const query = useGet<PublicationDetail>(`/publications/${encodeURIComponent(id)}`);
  const { data } = query;
  const context = usePublicationContext(data);
  return (
    <Page
      title={data?.title ?? own.page.what}
      windowTitle={data ? `${data.title}${words.dot}${own.page.what}` : own.page.what}
      eyebrow={
        <>
          <Link href={links.publications} className="quiet-link">
            {words.nav.publications}
          </Link>
          {context?.campaign && (
            <Link href={links.campaign(context.campaign.id)} className="quiet-link">
              {campaignName(context.campaign, locale)}
            </Link>
          )}
        </>
      }
      actions={
        data && (
          <button type="button" className="button no-print" onClick={() => window.print()}>
            {own.page.print}
          </button>
        )
      }
    >
      <Answered query={query} what={own.page.what} skeleton={<Skeleton />}>
        {() =>
          context && (
            <PublicationContext value={context}>
              <SectionBar
                label={words.nav.sections}
                sections={[
                  { target: 'verify', label: own.page.verify },
                  { target: 'compare', label: own.page.compare },
                  { target: 'lines', label: own.page.lines },
                ]}
              />
              <FrozenHead />
              <Verification />
              <Comparison />
              <Lines />
            </PublicationContext>
          )
        }
      </Answered>
    </Page>
  );
};

/** What every part of the page speaks of; null until the publication and its campaign's zone are known. */
const usePublicationContext = (
  publication: PublicationDetail | undefined,
): PublicationContextValue | null => {
  const { say } = useLocale();
  const campaigns = useCampaigns();
  const platforms = useGet<Platforms>(
    `/campaigns/${encodeURIComponent(publication?.campaignId ?? '')}/platforms`,
    { enabled: publication !== undefined },
  );
  return useMemo(() => {
    if (!publication || !campaigns.isFetched) return null;
    const campaign = campaigns.data?.campaigns.find(({ id }) => id === publication.campaignId) ?? null;
    const names = new Map(platforms.data?.platforms.map(({ id, name }) => [id, say(name)]));
    return {
      publication,
      campaign,
      timeZone: campaign?.timeZone ?? 'UTC',
      platformName: id => names.get(id) ?? id,
    };
  }, [publication, campaigns.isFetched, campaigns.data, platforms.data, say]);
};

const Skeleton = () => (
  <div className="frozen">
    <Bone width="11em" height={24} />
    <Bone width="min(24em, 92%)" height={46} />
    <Bone width="28em" height={16} />
    <BoneRows rows={5} height={48} />
  </div>
);
