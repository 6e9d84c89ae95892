import { Link } from 'wouter';
import type { CampaignCatalogue, CatalogueOverview } from '../../../../api/contract.ts';
import { Icon } from '../../components/icons.tsx';
import { formatMomentShort } from '../../format/dates.ts';
import { organisationName } from '../../format/names.ts';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { Fold } from './fold.tsx';
import { useNames } from './names.ts';
import type { EpisodeNode, WorkNode } from './tree.ts';
import { useCatalogueWords } from './words.ts';

type Of = { readonly overview: CatalogueOverview; readonly catalogue: CampaignCatalogue };
type Props = Of & {
  readonly tree: readonly EpisodeNode[];
  /** What stands open from the start. */
  readonly opened: 'none' | 'episodes' | 'all';
};

/** Episodes that open to their works, works that open to their placements. */
export const BrowseTree = ({ tree, opened, ...of }: Props) => {
  const own = useCatalogueWords();
  const links = useLinks();
  return (
    <>
      <ul className="tree">
        {tree.map(node => (
          <li key={node.episode?.id ?? ''}>
            <Fold className="tree-episode" open={opened !== 'none'} summary={<EpisodeHead node={node} />}>
              {() => (
                <ul>
                  {node.episode && (
                    <li className="tree-none">
                      <Link
                        className="text-link"
                        href={links.episode(of.catalogue.campaign, node.episode.id)}
                      >
                        {own.browse.toEpisode}
                      </Link>
                    </li>
                  )}
                  {node.works.length === 0 && <li className="tree-none">{own.browse.noWorks}</li>}
                  {node.works.map(work => (
                    <li key={work.work.id}>
                      <WorkLine node={work} open={opened === 'all'} {...of} />
                    </li>
                  ))}
                </ul>
              )}
            </Fold>
          </li>
        ))}
      </ul>
      <p className="field-note">{own.browse.zone(of.catalogue.timeZone)}</p>
    </>
  );
};

const EpisodeHead = ({ node }: { node: EpisodeNode }) => {
  const { words, locale } = useLocale();
  const own = useCatalogueWords();
  const { episode, works } = node;
  const placements = works.reduce((sum, work) => sum + work.placements.length, 0);
  return (
    <span className="tree-head">
      {episode ? (
        <>
          <span className="tree-name">{own.place.episodeNo(episode.number, episode.title)}</span>{' '}
          <span className="cell-note">
            {organisationName(episode, locale)}
            {words.dot}
            {own.browse.statuses[episode.status]}
          </span>
        </>
      ) : (
        <span className="tree-name">{own.alone}</span>
      )}
      <span className="tree-count number">
        {own.browse.works(formatFull(works.length))}
        {words.dot}
        {own.browse.placements(formatFull(placements))}
      </span>
    </span>
  );
};

const WorkLine = ({ node, open, overview, catalogue }: Of & { node: WorkNode; open: boolean }) => {
  const { words, locale } = useLocale();
  const own = useCatalogueWords();
  const names = useNames(overview);
  const links = useLinks();
  const { work, placements } = node;
  return (
    <Fold
      className="tree-work"
      open={open}
      summary={
        <span className="tree-head">
          <span className="tree-name">{work.title}</span>{' '}
          <span className="cell-note">
            {words.kinds[work.kind]}
            {work.series !== '' && `${words.dot}${work.series}`}
          </span>
          <span className="tree-count number">{own.browse.placements(formatFull(placements.length))}</span>
        </span>
      }
    >
      {() => (
        <ul>
          <li className="tree-none">
            <Link className="text-link" href={links.work(catalogue.campaign, work.id)}>
              {own.browse.toWork}
            </Link>
          </li>
          {placements.length === 0 && <li className="tree-none">{own.browse.noPlacements}</li>}
          {placements.map(item => (
            <li key={item.placementId} className="tree-placement">
              <Link className="quiet-link" href={links.placement(item.placementId)}>
                {names.platform(item.platform)}
                {words.dot}
                {item.accounts.map(names.account).join('、')}
              </Link>{' '}
              <span className="cell-note">
                {words.metrics[item.metric]}
                {words.dot}
                <span className="mono">{item.externalId}</span>
                {item.publishedAt !== null &&
                  `${words.dot}${formatMomentShort(Date.parse(item.publishedAt), catalogue.timeZone, locale)}`}
                {item.url !== '' && (
                  <>
                    {words.dot}
                    <a className="quiet-link" href={item.url} target="_blank" rel="noreferrer">
                      {own.browse.original} <Icon name="link" size={12} />
                    </a>
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Fold>
  );
};
