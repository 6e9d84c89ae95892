import { Link } from 'wouter';
import { AsOf, AsOfReset } from '../../components/campaign/as-of.tsx';
import { useCampaignContext } from '../../components/campaign/context.ts';
import { useCampaignWords } from '../../components/campaign/words.ts';
import { GoalBar } from '../../components/goal-bar.tsx';
import { Icon } from '../../components/icons.tsx';
import { Simulated } from '../../components/simulated.tsx';
import { Bone } from '../../components/skeleton.tsx';
import { RunMark } from '../../components/state-mark.tsx';
import { Unbroken } from '../../components/unbroken.tsx';
import { formatAge, formatMoment, formatMomentShort, formatPeriod } from '../../format/dates.ts';
import { campaignName } from '../../format/names.ts';
import { formatBoundsFull, formatRound, formatShare } from '../../format/numbers.ts';
import { splitSentence } from '../../format/sentence.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { usePageState } from '../../url/use-state.ts';
import { useCoverageText } from './use-coverage-text.ts';
import '../../components/campaign/facts.css';
import './headline.css';

/** The one sentence, set large, and under it what makes it honest: interval, coverage, definitions, last collection. */
export const Headline = () => {
  const { locale, words, say } = useLocale();
  const { campaign: data } = useCampaignContext();
  const { sheetHref } = usePageState();
  const { campaign, total } = data;
  const parts = splitSentence(say(total.sentence), say(total.wording));
  // Before the first placement there is no figure to state, not a zero.
  const blank = data.coverage.expected === 0;
  const name = campaignName(campaign, locale);
  return (
    <header className="headline" id="total">
      <p className="headline-campaign">
        <span className="headline-name">{name}</span>
        <span>{campaign.organiser}</span>
        <span>{formatPeriod(campaign.startsOn, campaign.endsOn, locale)}</span>
        {campaign.simulated && <Simulated />}
      </p>
      <h1>
        <span className="headline-asof">
          {parts.lead}
          <AsOf shown={parts.moment} />
          {!blank && parts.comma} <AsOfReset />{' '}
        </span>
        {!blank && (
          <span className="headline-claim">
            {parts.subject && (
              <span className="headline-subject">
                <Unbroken text={parts.subject} />
              </span>
            )}
            <Link
              href={sheetHref({ kind: 'total' }, [])}
              className="headline-wording quiet-link"
              data-hint={formatBoundsFull(total, locale)}
            >
              {parts.wording.map(part =>
                part.heavy ? (
                  <b key={part.text}>{part.text}</b>
                ) : (
                  <Unbroken key={part.text} text={part.text} />
                ),
              )}
            </Link>
            {parts.rest}
          </span>
        )}
      </h1>
      {!blank && <Facts />}
      {!blank && campaign.goal !== null && (
        <GoalBar
          low={total.low}
          goal={campaign.goal}
          words={words.headline.goal(
            formatShare(total.low, campaign.goal),
            formatRound(campaign.goal, locale),
          )}
        />
      )}
    </header>
  );
};

const Facts = () => {
  const { locale, words, say } = useLocale();
  const { campaign: data, timeZone, asOf } = useCampaignContext();
  const { state, go, sheetHref } = usePageState();
  const own = useCampaignWords();
  const { lastRun, total } = data;
  const coverageText = useCoverageText();
  const exact = total.low === total.high;
  return (
    <ul className="facts">
      <li>
        <Link
          href={sheetHref({ kind: 'total' }, [])}
          className="quiet-link"
          data-hint={words.headline.intervalHint}
        >
          <span className="fact-name">{words.headline.interval}</span>
          <span className="number">{formatBoundsFull(total, locale)}</span>
          {exact && <span className="fact-note">{words.headline.exact}</span>}
        </Link>
      </li>
      <li className={total.complete ? undefined : 'fact-open'}>
        <Link href={sheetHref({ kind: 'missing' }, [])} className="quiet-link">
          <Icon name={total.complete ? 'tick' : 'clock'} size={14} />
          <span>
            {coverageText}
            {!total.complete && words.headline.incomplete}
          </span>
        </Link>
      </li>
      {state.knownAt !== null && (
        <li className="fact-open">
          <Icon name="clock" size={14} />
          <span>{own.known.fact(formatMoment(Date.parse(data.knownAt), timeZone, locale))}</span>
          <button type="button" className="as-of-reset" onClick={() => go({ knownAt: null })}>
            {own.known.reset}
          </button>
        </li>
      )}
      {data.adjustments.length > 0 && (
        <li>
          <Link href={sheetHref({ kind: 'adjustments' }, [])} className="quiet-link">
            {own.adjusted.fact(data.adjustments.length)}
          </Link>
        </li>
      )}
      <li>
        <Link href={sheetHref({ kind: 'formula' }, [])} className="quiet-link">
          <span>{say(data.formula.label)}</span>
          <code className="fact-code">{data.formula.name}</code>
          <span className="fact-more">{words.headline.definitions}</span>
        </Link>
      </li>
      <li>
        <Link href={sheetHref({ kind: 'runs' }, [])} className="quiet-link">
          {lastRun ? (
            <>
              <span className="fact-name">{words.runs.last}</span>
              <span className="number">
                {formatMomentShort(Date.parse(lastRun.endedAt ?? lastRun.startedAt), timeZone, locale)}
              </span>
              <RunMark state={lastRun.state} />
            </>
          ) : (
            words.runs.none
          )}
        </Link>
      </li>
      {lastRun?.endedAt && asOf - Date.parse(lastRun.endedAt) > STALE_MS && (
        <li className="fact-open">
          <Icon name="alert" size={14} />
          {words.runs.stale(formatAge(Date.parse(lastRun.endedAt), asOf, locale))}
        </li>
      )}
    </ul>
  );
};

/** A night's run is due every 24 hours; half as much again is late. */
const STALE_MS = 36 * 3_600_000;

/** The headline's place while it is being read. */
export const HeadlineSkeleton = () => {
  const { words } = useLocale();
  return (
    <div className="headline" aria-busy="true">
      <p className="visually-hidden" role="status">
        {words.loading}
      </p>
      <Bone width="20em" height={20} />
      <div className="headline-bones">
        <Bone width="11em" height={24} />
        <Bone width="min(22em, 92%)" height={46} />
      </div>
      <Bone width="28em" height={16} />
      <div className="headline-bones chart">
        <Bone width="100%" height={360} />
      </div>
    </div>
  );
};
