import { Redirect, Route, Switch } from 'wouter';
import { useCampaigns } from './api/queries.ts';
import { HintLayer } from './components/hint.tsx';
import { TopBar } from './components/top-bar.tsx';
import { LocaleProvider } from './locales/use-locale.tsx';
import { CampaignPage } from './pages/campaign/campaign-page.tsx';
import { CampaignsPage } from './pages/campaigns/campaigns-page.tsx';
import { NotFound } from './pages/not-found.tsx';
import { linkTo } from './url/state.ts';
import { usePageState } from './url/use-state.ts';

/** The routes, inside what every page has: top bar and hint layer. */
export const App = () => (
  <LocaleProvider>
    <TopBar />
    <Switch>
      <Route path="/" component={Start} />
      <Route path="/campaigns" component={CampaignsPage} />
      <Route path="/campaigns/:id">
        {({ id }) => {
          const name = decodeURIComponent(id);
          return <CampaignPage key={name} id={name} />;
        }}
      </Route>
      <Route component={NotFound} />
    </Switch>
    <HintLayer />
  </LocaleProvider>
);

/** The root leads to the only campaign; with none or several, to the list. */
const Start = () => {
  const { state } = usePageState();
  const { data, isError } = useCampaigns();
  if (!data && !isError) return null;
  const only = data?.campaigns.length === 1 ? data.campaigns[0] : undefined;
  const path = only ? `/campaigns/${encodeURIComponent(only.id)}` : '/campaigns';
  return <Redirect to={linkTo(path, '', { lang: state.lang })} replace />;
};
