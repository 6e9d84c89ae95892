import type { ComparisonBody, Publications } from '../../../../api/contract.ts';
import { useGet } from '../../api/queries.ts';
import { Answered } from '../../components/answered.tsx';
import { wallOf } from '../../format/dates.ts';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { comparisonPath, useAgainst } from './against.ts';
import { ChangedLines } from './changed-lines.tsx';
import { usePublication } from './context.ts';
import { useMoments } from './use-moments.ts';
import { usePublicationsWords } from './words.ts';
import '../../components/confirm-form.css';

/** The publication beside now, another moment or another publication: what was revised, what grew, line by line. */
export const Comparison = () => {
  const own = usePublicationsWords();
  const { words } = useLocale();
  const { publication, timeZone } = usePublication();
  const { state } = useAgainst();
  const path = comparisonPath(publication.id, state, timeZone);
  const query = useGet<ComparisonBody>(path ?? '', { enabled: path !== null, keep: true });
  return (
    <section
      className="frozen-part"
      id="compare"
      aria-labelledby="compare-title"
      aria-busy={query.isPlaceholderData}
    >
      <header className="part-head">
        <h2 id="compare-title">{own.compare.title}</h2>
      </header>
      <Against latest={query.data?.asOf ?? publication.asOf} />
      {path === null ? (
        <p className="field-note wrong">{`${words.confirm.missing}${words.colon}${own.form.invalid}`}</p>
      ) : (
        <Answered query={query} what={own.compare.what} partial>
          {data => (
            <>
              <Steps comparison={data} />
              <ChangedLines comparison={data} />
            </>
          )}
        </Answered>
      )}
    </section>
  );
};

const NOW = 'now';
const MOMENT = 'moment';

const Against = ({ latest }: { latest: string }) => {
  const own = usePublicationsWords();
  const { publication, timeZone } = usePublication();
  const { moment } = useMoments();
  const { state, go } = useAgainst();
  const { campaignId, formula, id } = publication;
  const list = useGet<Publications>(`/publications?campaign=${encodeURIComponent(campaignId)}`);
  const others = (list.data?.publications ?? []).filter(
    each => each.id !== id && each.formula.id === formula.id && each.formula.version === formula.version,
  );
  const choose = (value: string) => {
    if (value === NOW) go({ with: null, asOf: null });
    else if (value === MOMENT) go({ with: null, asOf: wallOf(Date.parse(latest), timeZone) });
    else go({ with: value, asOf: null });
  };
  return (
    <div className="against no-print">
      <div className="field">
        <label htmlFor="compare-with">{own.compare.with}</label>
        <select
          id="compare-with"
          value={state.with ?? (state.asOf === null ? NOW : MOMENT)}
          onChange={event => choose(event.target.value)}
        >
          <option value={NOW}>{own.compare.now}</option>
          <option value={MOMENT}>{own.compare.moment}</option>
          {others.map(each => (
            <option key={each.id} value={each.id}>
              {own.compare.other(each.title, moment(each.asOf))}
            </option>
          ))}
        </select>
      </div>
      {state.with === null && state.asOf !== null && (
        <div className="field">
          <label htmlFor="compare-as-of">{own.form.asOf}</label>
          <input
            id="compare-as-of"
            type="datetime-local"
            value={state.asOf}
            onChange={event => go({ asOf: event.target.value })}
          />
        </div>
      )}
    </div>
  );
};

const signed = (value: number): string => (value > 0 ? `+${formatFull(value)}` : formatFull(value));

/** Revision and growth as the API tells them, and how they lead from the frozen figure to the other. */
const Steps = ({ comparison }: { comparison: ComparisonBody }) => {
  const { say } = useLocale();
  const { compare } = usePublicationsWords();
  const { moment } = useMoments();
  const { publication, revision, growth, low, asOf, knownAt } = comparison;
  const change = (value: number): string => (value === 0 ? compare.unchanged : signed(value));
  return (
    <>
      <dl className="steps">
        <div>
          <dt>{compare.revision}</dt>
          <dd className="number" data-hint={say(comparison.revisedText)}>
            {change(revision.change.low)}
          </dd>
          <dd className="step-note">{compare.revisionNote}</dd>
          <dd className="step-note">{compare.between(moment(publication.knownAt), moment(knownAt))}</dd>
        </div>
        <div>
          <dt>{compare.growth}</dt>
          <dd className="number">{change(growth.change.low)}</dd>
          <dd className="step-note">{compare.growthNote}</dd>
          <dd className="step-note">{compare.between(moment(publication.asOf), moment(asOf))}</dd>
        </div>
      </dl>
      <p className="part-note">
        {compare.sum(
          formatFull(publication.low),
          signed(revision.change.low),
          signed(growth.change.low),
          formatFull(low),
        )}{' '}
        <span className="step-note">{compare.lower}</span>
      </p>
    </>
  );
};
