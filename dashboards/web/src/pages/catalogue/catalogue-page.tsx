import { Link } from 'wouter';
import type { CatalogueOverview } from '../../../../api/contract.ts';
import { useGet } from '../../api/queries.ts';
import { Answered } from '../../components/answered.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { BrowseTab } from './browse-tab.tsx';
import { FileTab } from './file-tab.tsx';
import { InboxTab } from './inbox-tab.tsx';
import { LinksTab } from './links-tab.tsx';
import { CLEARED, TABS, useCatalogueState } from './params.ts';
import { TrailTab } from './trail-tab.tsx';
import { useCatalogueWords } from './words.ts';
import './catalogue.css';
import './catalogue-parts.css';
import './catalogue-tree.css';

const PARTS = { inbox: InboxTab, links: LinksTab, browse: BrowseTab, file: FileTab, trail: TrailTab };

/** What is counted: the inbox of found items, links, the tree of the catalogue, its files, and who changed it. */
export const CataloguePage = () => {
  const { words } = useLocale();
  const own = useCatalogueWords();
  const { state, href } = useCatalogueState();
  const overview = useGet<CatalogueOverview>('/catalogue', { everyMs: 60_000 });
  const Part = PARTS[state.tab];
  return (
    <Page title={words.nav.catalogue} lead={own.lead}>
      <nav className="tabs" aria-label={own.tabs.label}>
        {TABS.map(tab => (
          <Link
            key={tab}
            href={href({ ...CLEARED, tab })}
            aria-current={tab === state.tab ? 'page' : undefined}
          >
            {own.tabs[tab]}
            {tab === 'inbox' && overview.data !== undefined && overview.data.waiting > 0 && (
              <span
                className="tab-count"
                role="note"
                aria-label={own.waiting(formatFull(overview.data.waiting))}
              >
                {formatFull(overview.data.waiting)}
              </span>
            )}
          </Link>
        ))}
      </nav>
      <Answered query={overview} what={own.what}>
        {data => (
          <>
            {!data.mayChange && <Notice icon="alert">{own.readOnly}</Notice>}
            <div className="tab-body">
              <Part overview={data} />
            </div>
          </>
        )}
      </Answered>
    </Page>
  );
};
