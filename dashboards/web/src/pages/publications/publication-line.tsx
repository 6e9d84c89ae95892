import { Link } from 'wouter';
import type { ComparisonBody, Publications } from '../../../../api/contract.ts';
import { useGet } from '../../api/queries.ts';
import { Icon } from '../../components/icons.tsx';
import { Seen } from '../../components/seen.tsx';
import { Bone } from '../../components/skeleton.tsx';
import { coverageWords, gapWords } from '../../format/coverage.ts';
import { formatMoment } from '../../format/dates.ts';
import { formatBoundsFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { Sentence } from './sentence.tsx';
import { usePublicationsWords } from './words.ts';

type Props = { readonly publication: Publications['publications'][number]; readonly timeZone: string };

/** One publication in the list: what was said, by whom, how complete it was, and what was revised since. */
export const PublicationLine = ({ publication, timeZone }: Props) => {
  const { locale } = useLocale();
  const own = usePublicationsWords();
  const links = useLinks();
  const { id, title, wording, author, publishedAt, coverage, asOf, knownAt, formula, note } = publication;
  const moment = (text: string): string => formatMoment(Date.parse(text), timeZone, locale);
  return (
    <li className="publication-line">
      <h3>
        <Link href={links.publication(id)} className="publication-link">
          {title}
        </Link>
      </h3>
      <Sentence text={wording} className="publication-sentence" />
      <p className="publication-facts">
        <span className="number">{formatBoundsFull(publication, locale)}</span>
        <Covered coverage={coverage} />
        <code>
          {formula.id}@{formula.version}
        </code>
        {knownAt !== asOf && (
          <span>
            {own.knownAt} {moment(knownAt)}
          </span>
        )}
      </p>
      {note && <p className="publication-note">{note}</p>}
      <div className="publication-facts">
        <span>{own.by(author, moment(publishedAt))}</span>
        <code>{id}</code>
        <Seen height={20} fallback={<Bone width="8em" height={16} />}>
          <Revision id={id} />
        </Seen>
      </div>
    </li>
  );
};

/** Complete, or what it lacked, by icon and word. */
export const Covered = ({ coverage }: { coverage: Props['publication']['coverage'] }) => {
  const { locale } = useLocale();
  const gap = gapWords(coverage, locale);
  return (
    <span className={gap === '' ? 'covered' : 'covered open'}>
      <Icon name={gap === '' ? 'tick' : 'gap'} size={14} />
      {coverageWords(coverage, locale)}
    </span>
  );
};

const Revision = ({ id }: { id: string }) => {
  const { say } = useLocale();
  const own = usePublicationsWords();
  const { data, isError } = useGet<ComparisonBody>(`/publications/${encodeURIComponent(id)}/comparison`);
  if (isError) return <span>{own.noRevision}</span>;
  if (!data) return <Bone width="8em" height={16} />;
  const { low, high } = data.revision.change;
  if (low === 0 && (high === 0 || high === null)) return <span>{own.unrevised}</span>;
  return <span className="revised">{say(data.revisedText)}</span>;
};
