import type { ReactNode } from 'react';
import type { CoverageCounts } from '../../../../api/contract.ts';
import { coverageWords } from '../../format/coverage.ts';
import { formatMoment, formatOffset } from '../../format/dates.ts';
import { type Bounds, formatBoundsFull } from '../../format/numbers.ts';
import { splitWording } from '../../format/sentence.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { usePageState } from '../../url/use-state.ts';
import { AsOf, AsOfReset } from '../campaign/as-of.tsx';
import { useCampaignContext } from '../campaign/context.ts';
import { useCampaignWords } from '../campaign/words.ts';
import { Icon } from '../icons.tsx';
import { Simulated } from '../simulated.tsx';
import { Unbroken } from '../unbroken.tsx';
import { useWorkWords } from './words.ts';
import '../campaign/facts.css';
import './part.css';

type Props = {
  /** “超过51万人次”, in the API's words. */
  readonly wording: string;
  /** Both ends in full digits; null where nothing was read. */
  readonly value: Bounds | null;
  /** What somebody has to do about it: stands right under the figure. */
  readonly alert?: ReactNode;
  /** More lines (`<li>`) beside the interval. */
  readonly children: ReactNode;
};

/** What this part counts as, at which moment and by whose knowledge: the first thing a page of a part says. */
export const Claim = ({ wording, value, alert, children }: Props) => {
  const { locale, words } = useLocale();
  const own = useWorkWords();
  const known = useCampaignWords().known;
  const { campaign, asOf, timeZone } = useCampaignContext();
  const { state, go } = usePageState();
  const exact = value !== null && value.low === value.high;
  return (
    <section className="claim" id="total" aria-label={own.claim.label}>
      <p className="headline-asof">
        {own.claim.asOf} <AsOf shown={formatMoment(asOf, timeZone, locale)} /> <AsOfReset />
      </p>
      <p className="claim-wording">
        {splitWording(wording).map(part =>
          part.heavy ? <b key={part.text}>{part.text}</b> : <Unbroken key={part.text} text={part.text} />,
        )}
      </p>
      {alert}
      <ul className="facts">
        {value && (
          <li>
            <span className="fact-name">{words.headline.interval}</span>
            <span className="number">{formatBoundsFull(value, locale)}</span>
            {exact && <span className="fact-note">{words.headline.exact}</span>}
          </li>
        )}
        {children}
        {state.knownAt !== null && (
          <li className="fact-open">
            <Icon name="clock" size={14} />
            <span>{known.fact(formatMoment(Date.parse(campaign.knownAt), timeZone, locale))}</span>
            <button type="button" className="as-of-reset" onClick={() => go({ knownAt: null })}>
              {known.reset}
            </button>
          </li>
        )}
        <li>
          <span className="fact-note">{words.asOf.zone(timeZone, formatOffset(asOf, timeZone))}</span>
        </li>
        {campaign.campaign.simulated && (
          <li>
            <Simulated />
          </li>
        )}
      </ul>
    </section>
  );
};

/** “已读 21 / 23，2 个沿用前值”, marked where something is missing. */
export const CoverageFact = ({ coverage }: { coverage: CoverageCounts }) => {
  const { locale, words } = useLocale();
  const whole = coverage.carried + coverage.held + coverage.never === 0;
  return (
    <li className={whole ? undefined : 'fact-open'}>
      <Icon name={whole ? 'tick' : 'clock'} size={14} />
      <span>
        {coverageWords(coverage, locale)}
        {!whole && words.headline.incomplete}
      </span>
    </li>
  );
};
