import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Works } from '../../../../api/contract.ts';
import { campaignPart } from '../../api/campaign-part.ts';
import { type Answer, useGet } from '../../api/queries.ts';
import { campaignName } from '../../format/names.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { momentOf } from '../../url/moment.ts';
import { usePageState } from '../../url/use-state.ts';
import { Answered } from '../answered.tsx';
import { CampaignContext, useCampaignContext } from '../campaign/context.ts';
import { Notice } from '../notice.tsx';
import { Page } from '../page.tsx';
import { SectionBar } from '../section-bar.tsx';
import { Bone, BoneRows } from '../skeleton.tsx';
import type { Part } from './parts-panel.tsx';
import { useCampaignOf } from './use-campaign-of.ts';
import { useWorkWords } from './words.ts';

type Props = {
  readonly campaign: string;
  /** The heading while nothing is read yet. */
  readonly id: string;
  readonly children: ReactNode;
};

/** The campaign of a page below it, as of the moment of the address, or why it cannot be read. */
export const InCampaign = ({ campaign, id, children }: Props) => {
  const { words } = useLocale();
  const { context, query, invalid } = useCampaignOf(campaign);
  if (!context) {
    return (
      <Page title={id}>
        <Answered query={query} what={words.what.campaign} skeleton={<PartSkeleton />}>
          {() => null}
        </Answered>
      </Page>
    );
  }
  return (
    <CampaignContext value={context}>
      {invalid !== null && <Notice icon="alert">{words.asOf.invalid(invalid)}</Notice>}
      {children}
    </CampaignContext>
  );
};

/** The works of a part and their total, under the formula of the address. */
export const useWorks = (part: Part): Answer<Works> => {
  const { id, moment } = useCampaignContext();
  return useGet(campaignPart(id, 'works', { ...part, ...moment }), { keep: true });
};

type FrameProps = {
  readonly title: string;
  /** What stands above the heading after the campaign's name. */
  readonly eyebrow?: ReactNode;
  readonly query: Answer<Works>;
  /** What is read, for the message when it fails. */
  readonly what: string;
  readonly children: (works: Works) => ReactNode;
};

/** Heading and body of the page of a part: the body waits for the part's total and works. */
export const PartFrame = ({ title, eyebrow, query, what, children }: FrameProps) => {
  const { locale, words } = useLocale();
  const { id, campaign } = useCampaignContext();
  const { state } = usePageState();
  const links = useLinks();
  const name = campaignName(campaign.campaign, locale);
  return (
    <Page
      title={title}
      windowTitle={`${title}${words.dot}${name}`}
      busy={query.isPlaceholderData}
      eyebrow={
        <>
          <Link href={links.campaign(id, momentOf(state))} className="quiet-link">
            {name}
          </Link>
          {eyebrow}
        </>
      }
    >
      <Sections />
      <Answered query={query} what={what} skeleton={<PartSkeleton />}>
        {works => <div className="part">{children(works)}</div>}
      </Answered>
    </Page>
  );
};

const Sections = () => {
  const { words } = useLocale();
  const own = useWorkWords();
  return (
    <SectionBar
      label={words.nav.sections}
      sections={[
        { target: 'total', label: words.nav.total },
        { target: 'growth', label: words.nav.growth },
        { target: 'parts', label: own.nav.parts },
      ]}
    />
  );
};

const PartSkeleton = () => (
  <div className="claim">
    <Bone width="14em" height={24} />
    <Bone width="min(18em, 80%)" height={48} />
    <Bone width="24em" height={16} />
    <BoneRows rows={6} height={44} />
  </div>
);
