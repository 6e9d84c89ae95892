import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { Answered } from '../../components/answered.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Problem } from '../../components/problem.tsx';
import { SectionBar } from '../../components/section-bar.tsx';
import { BoneRows } from '../../components/skeleton.tsx';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { Waiting } from './alarm-item.tsx';
import { waitingSince } from './alarms.ts';
import { AuthorisationTable } from './authorisations.tsx';
import { CollectLink } from './collect-link.tsx';
import { CollectionProvider, useCollection } from './context.tsx';
import { History } from './history.tsx';
import {
  useAuthorisations,
  useCatalogue,
  useCurrent,
  useFailures,
  useQuotas,
  useRejects,
  useWindows,
} from './queries.ts';
import { QuotaTable } from './quotas.tsx';
import { RejectTable } from './rejects.tsx';
import { Repairs } from './repairs.tsx';
import { CollectionSheets } from './sheets.tsx';
import { Standing } from './standing.tsx';
import { UnderWay } from './under-way.tsx';
import { WindowLists } from './windows.tsx';
import { useCollectionWords } from './words.ts';
import './collection.css';

const SECTIONS = ['repair', 'authorisations', 'quotas', 'windows', 'rejects', 'history'] as const;
const AHEAD_DAYS = 7;

/** Collection health: how the last night ended, what runs now, what to repair, and what will need somebody soon. */
export const CollectionPage = () => {
  const { words } = useLocale();
  const own = useCollectionWords();
  const { query: current, noteBegun } = useCurrent();
  const { data: catalogue } = useCatalogue();
  const value = useMemo(
    () => (current.data ? { current: current.data, catalogue, noteBegun } : null),
    [current.data, catalogue, noteBegun],
  );
  return (
    <CollectionProvider value={value}>
      <Page
        title={words.nav.collection}
        actions={
          value &&
          value.current.underWay.length === 0 && (
            <CollectLink scope="all" primary>
              {own.collect.open}
            </CollectLink>
          )
        }
      >
        <Answered query={current} what={own.what.current} skeleton={<BoneRows rows={6} height={56} />}>
          {() => value && <Parts />}
        </Answered>
      </Page>
    </CollectionProvider>
  );
};

const Parts = () => {
  const { words } = useLocale();
  const own = useCollectionWords();
  const client = useQueryClient();
  const failures = useFailures();
  const authorisations = useAuthorisations();
  const quotas = useQuotas();
  const windows = useWindows();
  const rejects = useRejects();
  // One outage is said once, not by every part of the page.
  if (failures.error?.kind === 'database' && !failures.data) {
    return (
      <>
        <Head />
        <Section id="repair" title={own.repair.title}>
          <Problem
            error={failures.error}
            what={own.what.failures}
            onRetry={() => void client.refetchQueries({ type: 'active' })}
          />
        </Section>
        <CollectionSheets />
      </>
    );
  }
  return (
    <>
      <Head />
      <SectionBar
        label={words.nav.sections}
        sections={SECTIONS.map(target => ({ target, label: own.sections[target] }))}
      />
      <Section id="repair" title={own.repair.title}>
        <Answered
          query={failures}
          what={own.what.failures}
          partial
          skeleton={<BoneRows rows={2} height={72} />}
        >
          {data => <Repairs failures={data.failures} />}
        </Answered>
      </Section>
      <Section id="authorisations" title={own.authorisations.title} note={own.authorisations.note}>
        <Answered
          query={authorisations}
          what={own.what.authorisations}
          partial
          skeleton={<BoneRows rows={5} height={36} />}
        >
          {data => <AuthorisationTable rows={data.authorisations} />}
        </Answered>
      </Section>
      <Section id="quotas" title={own.quotas.title} note={own.quotas.note}>
        <Answered query={quotas} what={own.what.quotas} partial skeleton={<BoneRows rows={2} height={36} />}>
          {data => <QuotaTable rows={data.quotas} />}
        </Answered>
      </Section>
      <Section id="windows" title={own.windows.title} note={own.windows.note(formatFull(AHEAD_DAYS))}>
        <Answered
          query={windows}
          what={own.what.windows}
          partial
          skeleton={<BoneRows rows={2} height={36} />}
        >
          {data => <WindowLists windows={data.windows} />}
        </Answered>
      </Section>
      <Section id="rejects" title={own.rejects.title} note={own.rejects.note}>
        <Answered
          query={rejects}
          what={own.what.rejects}
          partial
          skeleton={<BoneRows rows={2} height={36} />}
        >
          {data => <RejectTable rows={data.rejects} />}
        </Answered>
      </Section>
      <Section id="history" title={own.history.title}>
        <History />
      </Section>
      <CollectionSheets />
    </>
  );
};

/** What is known without the database, and the sentence on the last night. */
const Head = () => {
  const own = useCollectionWords();
  const { current } = useCollection();
  const waiting = waitingSince(current);
  return (
    <>
      <Standing />
      {!current.mayCollect && <Notice icon="alert">{own.lead.readOnly}</Notice>}
      {waiting !== null && <Waiting since={waiting} />}
      <UnderWay />
    </>
  );
};

type SectionProps = {
  readonly id: string;
  readonly title: string;
  readonly note?: string;
  readonly children: ReactNode;
};

const Section = ({ id, title, note, children }: SectionProps) => (
  <section className="collection-section" id={id} aria-labelledby={`${id}-title`}>
    <h2 id={`${id}-title`}>{title}</h2>
    {note && <p className="collection-note">{note}</p>}
    {children}
  </section>
);
