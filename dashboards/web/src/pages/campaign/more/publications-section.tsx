import { Link } from 'wouter';
import type { PublicationHead } from '../../../../../api/contract.ts';
import { Answered } from '../../../components/answered.tsx';
import { useCampaignContext } from '../../../components/campaign/context.ts';
import { useCampaignWords } from '../../../components/campaign/words.ts';
import { Bone } from '../../../components/skeleton.tsx';
import { formatMomentShort } from '../../../format/dates.ts';
import { formatBoundsFull, formatFull } from '../../../format/numbers.ts';
import { useLocale } from '../../../locales/use-locale.tsx';
import { useLinks } from '../../../url/links.ts';
import { Fold } from '../fold.tsx';
import { usePublications } from '../queries.ts';
import { useRevision } from './queries.ts';
import { Section } from './section.tsx';
import { useMoreWords } from './words.ts';

/** Every publication of the campaign, and by how much each was revised since. */
export const PublicationsSection = () => {
  const { locale } = useLocale();
  const { publications } = useMoreWords();
  const { fold } = useCampaignWords();
  const { campaign, timeZone } = useCampaignContext();
  const links = useLinks();
  const query = usePublications();
  // A past moment is re-told without what was published after it.
  const known = query.data?.publications.filter(({ publishedAt }) => publishedAt <= campaign.knownAt);
  const newest = known
    ?.map(({ publishedAt }) => publishedAt)
    .sort()
    .at(-1);
  return (
    <Fold
      id="publications"
      title={publications.title}
      query={query}
      summary={
        known && (
          <span>
            {newest
              ? fold.published(known.length, formatMomentShort(Date.parse(newest), timeZone, locale))
              : publications.empty}
          </span>
        )
      }
    >
      <Section id="publications" title={publications.title} note={publications.note}>
        <Answered query={query} what={publications.what} partial>
          {() =>
            !known || known.length === 0 ? (
              <p className="table-empty">
                {publications.empty}{' '}
                <Link href={links.publications} className="text-link">
                  {publications.open}
                </Link>
              </p>
            ) : (
              <ul className="published">
                {known.map(publication => (
                  <Published key={publication.id} publication={publication} />
                ))}
              </ul>
            )
          }
        </Answered>
      </Section>
    </Fold>
  );
};

const Published = ({ publication }: { publication: PublicationHead }) => {
  const { locale, words, say } = useLocale();
  const { publications } = useMoreWords();
  const { timeZone, campaign } = useCampaignContext();
  const links = useLinks();
  const formula = `${publication.formula.id}@${publication.formula.version}`;
  return (
    <li>
      <div>
        <p>
          <Link href={links.publication(publication.id)} className="text-link">
            {publication.title}
          </Link>
        </p>
        <p>
          <b data-hint={formatBoundsFull(publication, locale)}>{say(publication.wording)}</b>
        </p>
        <p className="cell-note">
          {[
            publication.author,
            `${publications.by} ${formatMomentShort(Date.parse(publication.publishedAt), timeZone, locale)}`,
            ...(formula === campaign.formula.name ? [] : [publications.other(formula)]),
          ].join(words.dot)}
        </p>
      </div>
      <Moves publication={publication} />
    </li>
  );
};

const signed = (value: number): string => `${value > 0 ? '+' : ''}${formatFull(value)}`;

/** “Revised by” and “grown by” since; a page that is asked for a moment before it has neither to say. */
const Moves = ({ publication }: { publication: PublicationHead }) => {
  const { publications } = useMoreWords();
  const { campaign } = useCampaignContext();
  const query = useRevision(publication.id);
  if (publication.asOf > campaign.asOf) return null;
  return (
    <div className="published-moves">
      <Answered
        query={query}
        what={publications.compare}
        partial
        skeleton={<Bone width="10em" height={20} />}
      >
        {({ revision, growth }) => (
          <>
            <p className="number">
              {revision.lines.length === 0
                ? publications.unrevised
                : publications.revised(signed(revision.change.low), revision.lines.length)}
            </p>
            {growth.change.low !== 0 && (
              <p className="cell-note number">{publications.grown(signed(growth.change.low))}</p>
            )}
          </>
        )}
      </Answered>
    </div>
  );
};
