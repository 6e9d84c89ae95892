import { Link } from 'wouter';
import type { Campaign, Publications } from '../../../../api/contract.ts';
import { useGet } from '../../api/queries.ts';
import { Icon } from '../../components/icons.tsx';
import { Simulated } from '../../components/simulated.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { formatMoment, wallOf } from '../../format/dates.ts';
import { formatBoundsFull, formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useLinks } from '../../url/links.ts';
import { Covered } from './publication-line.tsx';
import { Sentence } from './sentence.tsx';
import { usePublicationsWords } from './words.ts';

/** So many are named here; the campaign page has the rest. */
const NAMED = 6;

/** The sentence and coverage that would be frozen, with what it lacks. */
export const FreezePreview = ({ total }: { total: Campaign }) => {
  const { locale } = useLocale();
  const own = usePublicationsWords();
  const links = useLinks();
  const { campaign, asOf, knownAt, coverage, formula } = total;
  if (coverage.expected === 0) return <p className="freeze-preview">{own.form.nothing}</p>;
  const wall = (text: string): string => wallOf(Date.parse(text), campaign.timeZone);
  const address = links.campaign(campaign.id, {
    asOf: wall(asOf),
    knownAt: wall(knownAt),
    formula: formula.name,
  });
  return (
    <section className="freeze-preview" aria-labelledby="freeze-preview">
      <h3 id="freeze-preview">{own.form.preview}</h3>
      <Sentence text={total.total.sentence} className="frozen-sentence small" />
      <p className="publication-facts">
        <span className="number">{formatBoundsFull(total.total, locale)}</span>
        <Covered coverage={coverage} />
        <span>
          {own.knownAt} {formatMoment(Date.parse(knownAt), campaign.timeZone, locale)}
        </span>
        {campaign.simulated && <Simulated />}
      </p>
      <Already total={total} />
      {total.total.complete ? (
        <p className="freeze-complete">{own.form.complete}</p>
      ) : (
        <Incomplete missing={total.missing} />
      )}
      <Link href={address} className="text-link">
        {own.form.seeMoment}
      </Link>
    </section>
  );
};

const Incomplete = ({ missing }: { missing: Campaign['missing'] }) => {
  const { say } = useLocale();
  const own = usePublicationsWords();
  const open = missing.filter(({ state }) => state !== 'removed');
  return (
    <div className="freeze-warning" role="status">
      <p className="freeze-warning-title">
        <Icon name="alert" size={14} />
        {own.form.missing(formatFull(open.length))}
      </p>
      <ul>
        {open.slice(0, NAMED).map(row => (
          <li key={row.placementId}>
            <StateMark state={row.state} />
            <span>
              {row.workTitle}
              <span className="cell-note">{say(row.platformName)}</span>
            </span>
          </li>
        ))}
      </ul>
      {open.length > NAMED && <p>{own.form.missingMore(formatFull(open.length - NAMED))}</p>}
      <p>{own.form.missingDo}</p>
    </div>
  );
};

/** The same moment by the same formula gives the same hash: it cannot be frozen twice. */
const Already = ({ total }: { total: Campaign }) => {
  const own = usePublicationsWords();
  const links = useLinks();
  const { data } = useGet<Publications>('/publications');
  const same = data?.publications.find(
    each =>
      each.campaignId === total.campaign.id &&
      each.asOf === total.asOf &&
      each.knownAt === total.knownAt &&
      `${each.formula.id}@${each.formula.version}` === total.formula.name,
  );
  if (!same) return null;
  return (
    <p className="freeze-already">
      {own.form.already}{' '}
      <Link href={links.publication(same.id)} className="text-link">
        {same.title}
      </Link>
    </p>
  );
};
