import { Link } from 'wouter';
import type { CatalogueOverview } from '../../../../api/contract.ts';
import { Icon, type IconName } from '../../components/icons.tsx';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import type { RecognisedLink } from './additions.ts';
import { useNames } from './names.ts';
import { useCatalogueWords } from './words.ts';

type Props = { readonly overview: CatalogueOverview; readonly links: readonly RecognisedLink[] };
type State = 'fresh' | 'placed' | 'repeated' | 'unread';

const ICONS: Record<State, IconName> = { fresh: 'tick', placed: 'pin', repeated: 'copy', unread: 'alert' };

const stateOf = ({ item, placement, repeated }: RecognisedLink): State =>
  placement ? 'placed' : item === null ? 'unread' : repeated ? 'repeated' : 'fresh';

/** What each link leads to: a new item, a placement there is already, or nothing, and why. */
export const LinkList = ({ overview, links }: Props) => {
  const own = useCatalogueWords();
  return (
    <section className="part" aria-label={own.links.found}>
      <h2>{own.links.found}</h2>
      <ol className="link-list">
        {links.map(link => (
          <Row key={link.address} overview={overview} link={link} />
        ))}
      </ol>
    </section>
  );
};

const Row = ({ overview, link }: { overview: CatalogueOverview; link: RecognisedLink }) => {
  const { words, say } = useLocale();
  const own = useCatalogueWords();
  const names = useNames(overview);
  const addresses = useLinks();
  const { address, item, either, placement, problem } = link;
  const state = stateOf(link);
  return (
    <li className={`link-${state}`}>
      <span className="link-state">
        <Icon name={ICONS[state]} />
        {own.links[state]}
      </span>
      <div className="link-what">
        {item ? (
          <p>
            {names.platform(item.platform)}
            {words.dot}
            {either.length > 0 ? (
              <b>{own.links.either(either.map(kind => words.kinds[kind]))}</b>
            ) : (
              <>
                {words.kinds[item.kind]}
                {words.dot}
                {words.metrics[item.metric]}
              </>
            )}
            {words.dot}
            <span className="mono">{item.externalId}</span>
          </p>
        ) : (
          problem && <p>{say(problem)}</p>
        )}
        {placement && (
          <p>
            {own.links.isPlaced}{' '}
            <Link className="text-link" href={addresses.placement(placement.placementId)}>
              {own.placementNo(placement.placementId)}
            </Link>
            {words.colon}
            {placement.workTitle}
            {words.dot}
            {names.account(placement.account)}
            {words.dot}
            {names.campaign(placement.campaign)}
          </p>
        )}
        <p className="cell-note">
          <span className="mono">{item?.url || address}</span>
        </p>
      </div>
    </li>
  );
};
