import { useDeferredValue, useId, useState } from 'react';
import { Link } from 'wouter';
import type { CampaignCatalogue, CatalogueOverview } from '../../../../api/contract.ts';
import { Answered } from '../../components/answered.tsx';
import { Empty } from '../../components/problem.tsx';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { BrowseTable } from './browse-table.tsx';
import { BrowseTree } from './browse-tree.tsx';
import { FilterChoice } from './choice.tsx';
import { useCampaignCatalogue, useNames } from './names.ts';
import { CLEARED, useCatalogueState, VIEWS } from './params.ts';
import { type Said, searchTree, treeOf } from './tree.ts';
import { useCatalogueWords } from './words.ts';

/** Campaign, episodes, works, placements: as a tree, or as a table of placements. */
export const BrowseTab = ({ overview }: { overview: CatalogueOverview }) => {
  const own = useCatalogueWords();
  const { state, go } = useCatalogueState();
  const names = useNames(overview);
  const campaign = state.campaign || (overview.campaigns.at(-1)?.id ?? '');
  const query = useCampaignCatalogue(campaign);
  if (overview.campaigns.length === 0) return <p>{own.noCampaign}</p>;
  return (
    <>
      <div className="filters">
        {overview.campaigns.length > 1 && (
          <FilterChoice
            label={own.campaign}
            value={campaign}
            options={overview.campaigns.map(({ id }) => ({ value: id, label: names.campaign(id) }))}
            onChange={id => go({ campaign: id, q: '', sort: '' })}
          />
        )}
        <FilterChoice
          label={own.browse.view}
          value={state.view}
          options={VIEWS.map(value => ({ value, label: own.browse.views[value] }))}
          onChange={view => go({ view: VIEWS.find(each => each === view) ?? 'tree' })}
        />
      </div>
      <Answered query={query} what={own.browse.what} empty={data => data.works.length === 0 && <Nothing />}>
        {data =>
          state.view === 'table' ? (
            <BrowseTable overview={overview} catalogue={data} />
          ) : (
            <SearchedTree key={data.campaign} overview={overview} catalogue={data} />
          )
        }
      </Answered>
    </>
  );
};

const Nothing = () => {
  const own = useCatalogueWords();
  const { href } = useCatalogueState();
  return (
    <Empty title={own.browse.empty}>
      <p>{own.browse.emptyDo}</p>
      <Link className="button" href={href({ ...CLEARED, tab: 'file' })}>
        {own.tabs.file}
      </Link>
    </Empty>
  );
};

const SearchedTree = ({
  overview,
  catalogue,
}: {
  overview: CatalogueOverview;
  catalogue: CampaignCatalogue;
}) => {
  const { words } = useLocale();
  const own = useCatalogueWords();
  const names = useNames(overview);
  const { state, go } = useCatalogueState();
  const id = useId();
  const [typed, setTyped] = useState(state.q);
  const sought = useDeferredValue(typed);
  const said: Said = {
    episode: episode =>
      episode
        ? `${episode.id}\n${episode.title}\n${episode.organisation}\n${episode.organisationEn}`
        : own.alone,
    work: ({ id: work, title, kind, series }) => `${work}\n${title}\n${words.kinds[kind]}\n${series}`,
    placement: ({ placementId, platform, accounts, externalId, url }) =>
      `${placementId}\n${platform}\n${names.platform(platform)}\n${accounts.map(names.account).join('\n')}\n${externalId}\n${url}`,
  };
  const tree = searchTree(treeOf(catalogue), sought, said);
  const works = tree.flatMap(node => node.works);
  const placements = works.flatMap(node => node.placements);
  const searched = sought.trim() !== '';
  return (
    <>
      <div className="table-tools">
        <input
          id={id}
          type="search"
          className="table-filter"
          aria-label={own.browse.search}
          placeholder={own.browse.searchHint}
          value={typed}
          onChange={event => setTyped(event.target.value)}
          onBlur={() => go({ q: typed.trim() })}
          onKeyDown={event => {
            if (event.key === 'Enter') go({ q: typed.trim() });
          }}
        />
        <span className="table-count wrap" role="status">
          {searched
            ? own.browse.matches(formatFull(works.length), formatFull(placements.length))
            : own.browse.counts(
                formatFull(catalogue.episodes.length),
                formatFull(works.length),
                formatFull(placements.length),
              )}
        </span>
      </div>
      {tree.length === 0 ? (
        <p className="table-empty">{own.browse.none}</p>
      ) : (
        <BrowseTree
          // Anew for another search, so that what is found stands open.
          key={sought}
          overview={overview}
          catalogue={catalogue}
          tree={tree}
          opened={searched ? (placements.length <= 200 ? 'all' : 'episodes') : 'none'}
        />
      )}
    </>
  );
};
