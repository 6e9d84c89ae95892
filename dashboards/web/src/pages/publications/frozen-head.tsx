import { Link } from 'wouter';
import { Icon } from '../../components/icons.tsx';
import { Simulated } from '../../components/simulated.tsx';
import { gapWords } from '../../format/coverage.ts';
import { formatOffset } from '../../format/dates.ts';
import { formatBoundsFull, formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { usePublication } from './context.ts';
import { Covered } from './publication-line.tsx';
import { Sentence } from './sentence.tsx';
import { useMoments } from './use-moments.ts';
import { usePublicationsWords } from './words.ts';

/** The sentence as it was printed, and everything that fixes it. */
export const FrozenHead = () => {
  const { locale, words } = useLocale();
  const own = usePublicationsWords();
  const links = useLinks();
  const { publication, campaign, timeZone } = usePublication();
  const { moment, frozen } = useMoments();
  const { formula, coverage, note, hash } = publication;
  const name = `${formula.id}@${formula.version}`;
  const isOpen = gapWords(coverage, locale) !== '';
  return (
    <section className="frozen">
      <Sentence text={publication.wording} className="frozen-sentence" />
      {isOpen && (
        <p className="frozen-open">
          <Icon name="alert" size={14} />
          {own.page.incomplete}
        </p>
      )}
      <dl className="frozen-facts">
        <div>
          <dt>{own.page.interval}</dt>
          <dd className="number">{formatBoundsFull(publication, locale)}</dd>
        </div>
        <div>
          <dt>{own.page.coverage}</dt>
          <dd>
            <Covered coverage={coverage} />
          </dd>
        </div>
        <div>
          <dt>{own.page.formula}</dt>
          <dd>
            <code className="mono">{name}</code>
            <span className="cell-note">
              {own.page.families(formula.families.map(family => words.families[family]).join(' + '))}
            </span>
          </dd>
        </div>
        <div>
          <dt>{own.asOf}</dt>
          <dd>{moment(publication.asOf)}</dd>
        </div>
        <div>
          <dt>{own.knownAt}</dt>
          <dd>{moment(publication.knownAt)}</dd>
        </div>
        <div>
          <dt>{own.page.readings}</dt>
          <dd>{own.page.readingsOf(formatFull(publication.readings))}</dd>
        </div>
        <div>
          <dt>{own.page.author}</dt>
          <dd>{publication.author}</dd>
        </div>
        <div>
          <dt>{own.page.at}</dt>
          <dd>{moment(publication.publishedAt)}</dd>
        </div>
        {note && (
          <div className="frozen-wide">
            <dt>{own.page.note}</dt>
            <dd>{note}</dd>
          </div>
        )}
        <div className="frozen-wide">
          <dt>{own.page.hash}</dt>
          <dd>
            <code className="mono">{hash}</code>
            <span className="cell-note">{own.page.hashNote}</span>
          </dd>
        </div>
      </dl>
      <p className="frozen-foot">
        {campaign?.simulated && <Simulated />}
        <Link
          href={links.campaign(publication.campaignId, { ...frozen, formula: name })}
          className="text-link no-print"
        >
          {own.page.openMoment}
        </Link>
        <span>{own.zone(timeZone, formatOffset(Date.parse(publication.asOf), timeZone))}</span>
      </p>
    </section>
  );
};
