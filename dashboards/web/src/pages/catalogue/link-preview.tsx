import { Link } from 'wouter';
import type { CatalogueOverview, PlacedBody } from '../../../../api/contract.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { useCampaignCatalogue, useNames } from './names.ts';
import { useCatalogueWords } from './words.ts';

type Props = { readonly overview: CatalogueOverview; readonly placed: readonly PlacedBody[] };

/** Works and their placements as the catalogue will say them, or says them now. */
export const LinkPreview = ({ overview, placed }: Props) => (
  <ul className="placed-list">
    {placed.map(each => (
      <Work key={`${each.work.id} ${each.placements[0]?.externalId}`} overview={overview} placed={each} />
    ))}
  </ul>
);

const Work = ({ overview, placed }: { overview: CatalogueOverview; placed: PlacedBody }) => {
  const { words } = useLocale();
  const own = useCatalogueWords();
  const names = useNames(overview);
  const links = useLinks();
  const { work, campaign, placements } = placed;
  const { data } = useCampaignCatalogue(campaign);
  const episode = data?.episodes.find(({ id }) => id === work.episode);
  return (
    <li>
      <p>
        <b>{work.title}</b>
        {words.dot}
        {words.kinds[work.kind]}
        {words.dot}
        {work.isNew ? own.links.isNew : own.links.isKnown}
      </p>
      <p className="cell-note">
        {names.campaign(campaign)} ›{' '}
        {work.episode === null
          ? own.alone
          : episode
            ? own.place.episodeNo(episode.number, episode.title)
            : work.episode}
      </p>
      <ul>
        {placements.map(item => (
          <li key={`${item.platform} ${item.externalId}`}>
            {item.placementId > 0 && (
              <>
                <Link className="text-link" href={links.placement(item.placementId)}>
                  {own.placementNo(item.placementId)}
                </Link>
                {words.dot}
              </>
            )}
            {names.platform(item.platform)}
            {words.dot}
            {names.account(item.account)}
            {words.dot}
            {words.metrics[item.metric]}
            {words.dot}
            <span className="mono">{item.externalId}</span>
            {item.url !== '' && (
              <span className="cell-note">
                <a className="quiet-link mono" href={item.url} target="_blank" rel="noreferrer">
                  {item.url}
                </a>
              </span>
            )}
          </li>
        ))}
      </ul>
    </li>
  );
};
