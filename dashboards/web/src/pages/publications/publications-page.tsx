import { Link } from 'wouter';
import type { Campaigns, Publications, SettingsBody } from '../../../../api/contract.ts';
import { useCampaigns, useGet } from '../../api/queries.ts';
import { Answered } from '../../components/answered.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Empty } from '../../components/problem.tsx';
import { Simulated } from '../../components/simulated.tsx';
import { campaignName } from '../../format/names.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { FreezeSheet } from './freeze-sheet.tsx';
import { useFreezeState } from './params.ts';
import { PublicationLine } from './publication-line.tsx';
import { usePublicationsWords } from './words.ts';
import './publications.css';

type Card = Campaigns['campaigns'][number];
type Head = Publications['publications'][number];

/** Totals frozen for good, by campaign, and the way to freeze one. */
export const PublicationsPage = () => {
  const { words } = useLocale();
  const own = usePublicationsWords();
  const { state } = useFreezeState();
  const list = useGet<Publications>('/publications');
  const campaigns = useCampaigns();
  const settings = useGet<SettingsBody>('/settings');
  const cards = newestFirst(campaigns.data?.campaigns ?? []);
  const isReadOnly = settings.data?.mayChange === false;
  const chosen = cards.find(({ id }) => id === state.freeze);
  const button = !isReadOnly && cards[0] && <FreezeButton campaign={cards[0].id} />;
  const isEmpty = list.data?.publications.length === 0;
  return (
    <Page title={words.nav.publications} lead={own.lead} actions={!isEmpty && button}>
      {isReadOnly && <Notice icon="alert">{own.readOnly}</Notice>}
      <Answered
        query={list}
        what={own.what}
        empty={({ publications }) =>
          publications.length === 0 && (
            <Empty title={own.empty.title}>
              <p>{own.empty.what}</p>
              {button}
            </Empty>
          )
        }
      >
        {({ publications }) => <ByCampaign publications={publications} cards={cards} />}
      </Answered>
      {chosen && <FreezeSheet campaign={chosen} campaigns={cards} formulas={settings.data?.formulas ?? []} />}
    </Page>
  );
};

const newestFirst = (cards: readonly Card[]): Card[] =>
  cards.toSorted((a, b) => b.startsOn.localeCompare(a.startsOn) || a.id.localeCompare(b.id));

const FreezeButton = ({ campaign }: { campaign: string }) => {
  const own = usePublicationsWords();
  const { href } = useFreezeState();
  return (
    <Link href={href({ freeze: campaign })} className="button primary">
      {own.freeze}
    </Link>
  );
};

type ListProps = { readonly publications: readonly Head[]; readonly cards: readonly Card[] };

const ByCampaign = ({ publications, cards }: ListProps) => {
  const { locale } = useLocale();
  const links = useLinks();
  const own = usePublicationsWords();
  const groups = Map.groupBy(publications, ({ campaignId }) => campaignId);
  // A campaign may have left the catalogue; its publications have not.
  const ids = [...new Set([...cards.map(({ id }) => id), ...groups.keys()])];
  return ids.map(id => {
    const card = cards.find(each => each.id === id);
    const found = groups.get(id) ?? [];
    return (
      <section key={id} className="publications" aria-labelledby={`of-${id}`}>
        <header className="publications-head">
          <h2 id={`of-${id}`}>
            <Link href={links.campaign(id)} className="quiet-link">
              {card ? campaignName(card, locale) : id}
            </Link>
          </h2>
          <span className="publications-count">
            {found.length === 0 ? own.none : own.listOf(found.length)}
          </span>
          {card?.simulated && found.length > 0 && <Simulated />}
        </header>
        {found.length > 0 && (
          <ul>
            {found.map(publication => (
              <PublicationLine
                key={publication.id}
                publication={publication}
                timeZone={card?.timeZone ?? 'UTC'}
              />
            ))}
          </ul>
        )}
      </section>
    );
  });
};
