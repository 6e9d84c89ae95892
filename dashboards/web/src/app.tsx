import { type ComponentType, lazy, type ReactNode, Suspense } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { useCampaigns } from './api/queries.ts';
import { Arrival } from './components/arrival.tsx';
import { BottomBar } from './components/bottom-bar.tsx';
import { Connection } from './components/connection.tsx';
import { ErrorBoundary } from './components/error-boundary.tsx';
import { HintLayer } from './components/hint.tsx';
import { PageSkeleton } from './components/page.tsx';
import { SearchHost } from './components/search/search-host.tsx';
import { TopBar } from './components/top-bar.tsx';
import { LocaleProvider } from './locales/use-locale.tsx';
import { NotFound } from './pages/not-found.tsx';
import { useLinks } from './url/links.ts';

/** A page in a chunk of its own, asked for when the address first leads to it. */
const page = <Props,>(load: () => Promise<ComponentType<Props>>) =>
  lazy(async () => ({ default: await load() }));

const CampaignsPage = page(async () => (await import('./pages/campaigns/campaigns-page.tsx')).CampaignsPage);
const CampaignPage = page(async () => (await import('./pages/campaign/campaign-page.tsx')).CampaignPage);
const EpisodePage = page(async () => (await import('./pages/episode/episode-page.tsx')).EpisodePage);
const WorkPage = page(async () => (await import('./pages/works/work-page.tsx')).WorkPage);
const PlacementPage = page(async () => (await import('./pages/placement/placement-page.tsx')).PlacementPage);
const CollectionPage = page(
  async () => (await import('./pages/collection/collection-page.tsx')).CollectionPage,
);
const CataloguePage = page(async () => (await import('./pages/catalogue/catalogue-page.tsx')).CataloguePage);
const PublicationsPage = page(
  async () => (await import('./pages/publications/publications-page.tsx')).PublicationsPage,
);
const PublicationPage = page(
  async () => (await import('./pages/publications/publication-page.tsx')).PublicationPage,
);
const SettingsPage = page(async () => (await import('./pages/settings/settings-page.tsx')).SettingsPage);

/** Ids in the address as they are; a stray % is taken as it stands. */
const decode = (text: string | undefined): string => {
  try {
    return decodeURIComponent(text ?? '');
  } catch {
    return text ?? '';
  }
};

/** The routes, inside what every page has: navigation, search, the state of the connection, and the hint layer. */
export const App = () => (
  <LocaleProvider>
    <TopBar />
    <Connection />
    <Framed>
      <Switch>
        <Route path="/" component={Start} />
        <Route path="/campaigns" component={CampaignsPage} />
        <Route path="/campaigns/:id">{({ id }) => <CampaignPage key={id} id={decode(id)} />}</Route>
        <Route path="/campaigns/:id/episodes/:episode">
          {({ id, episode }) => (
            <EpisodePage key={`${id}/${episode}`} campaign={decode(id)} episode={decode(episode)} />
          )}
        </Route>
        <Route path="/campaigns/:id/works/:work">
          {({ id, work }) => <WorkPage key={`${id}/${work}`} campaign={decode(id)} work={decode(work)} />}
        </Route>
        <Route path="/placements/:id">
          {({ id }) =>
            /^[1-9]\d{0,9}$/.test(id) ? <PlacementPage key={id} id={Number(id)} /> : <NotFound />
          }
        </Route>
        <Route path="/collection" component={CollectionPage} />
        <Route path="/catalogue" component={CataloguePage} />
        <Route path="/publications" component={PublicationsPage} />
        <Route path="/publications/:id">{({ id }) => <PublicationPage key={id} id={decode(id)} />}</Route>
        <Route path="/settings" component={SettingsPage} />
        <Route component={NotFound} />
      </Switch>
    </Framed>
    <BottomBar />
    <SearchHost />
    <HintLayer />
  </LocaleProvider>
);

/** What may go wrong or take time in a page stays within it: the navigation around it always works. */
const Framed = ({ children }: { children: ReactNode }) => {
  const [path] = useLocation();
  return (
    <ErrorBoundary key={path}>
      <Suspense fallback={<PageSkeleton />}>
        <Arrival path={path}>{children}</Arrival>
      </Suspense>
    </ErrorBoundary>
  );
};

/** The root leads to the only campaign; with none or several, to the list. */
const Start = () => {
  const links = useLinks();
  const { data, isError } = useCampaigns();
  if (!data && !isError) return <PageSkeleton />;
  const only = data?.campaigns.length === 1 ? data.campaigns[0] : undefined;
  return <Redirect to={only ? links.campaign(only.id) : links.campaigns} replace />;
};
