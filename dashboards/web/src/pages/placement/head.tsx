import { useServer } from '../../api/queries.ts';
import { useCampaignContext } from '../../components/campaign/context.ts';
import { Icon } from '../../components/icons.tsx';
import { Claim } from '../../components/part/claim.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { formatMomentShort } from '../../format/dates.ts';
import { type Bounds, formatBounds, formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { usePlacementContext } from './context.ts';
import { Waiting } from './waiting.tsx';
import { usePlacementWords } from './words.ts';

/** The count with its interval, how sure it is, and the most it ever was. */
export const Head = () => {
  const { locale, words, say } = useLocale();
  const own = usePlacementWords();
  const { timeZone, campaign } = useCampaignContext();
  const { placement: row, peak } = usePlacementContext().detail;
  const at = (text: string) => formatMomentShort(Date.parse(text), timeZone, locale);
  const value: Bounds | null = row.low === null ? null : { low: row.low, high: row.high };
  const inside = campaign.formula.families.includes(row.family);
  return (
    <Claim
      wording={`${words.metrics[row.metric]} ${value ? formatBounds(value, locale) : own.none}`}
      value={value}
      alert={<Waiting />}
    >
      <li>
        <StateMark state={row.state} />
        {row.state !== 'fresh' && (
          <span className="fact-note">
            {[
              // Where a reason is stored it says more; that a removed one keeps its count has to be said as well.
              row.state === 'removed' || row.reason === '' ? words.statesLong[row.state] : '',
              say(row.reasonText),
            ]
              .filter(Boolean)
              .join(words.dot)}
          </span>
        )}
      </li>
      {row.observedAt !== null && (
        <li>
          <span className="fact-name">{own.since}</span>
          {at(row.observedAt)}
        </li>
      )}
      {row.source !== null && (
        <li>
          <span className="fact-name">{own.source}</span>
          {words.sources[row.source]}
        </li>
      )}
      {peak && (
        <li>
          <span className="fact-name">{own.peak}</span>
          <span className="number">{own.peakAt(formatFull(peak.low), at(peak.at))}</span>
        </li>
      )}
      {row.state === 'never' && row.family !== 'rating' && <NextRun />}
      {!inside && <li className="fact-open">{own.outside(campaign.formula.name)}</li>}
    </Claim>
  );
};

/** When its first number can be expected. */
const NextRun = () => {
  const { locale } = useLocale();
  const own = usePlacementWords().never;
  const { timeZone } = useCampaignContext();
  const server = useServer();
  if (!server) return null;
  return (
    <li className="fact-note">
      {server.schedule
        ? own.next(formatMomentShort(Date.parse(server.schedule.nightly.next), timeZone, locale))
        : own.none}
    </li>
  );
};

/** What the catalogue says of it. */
export const Facts = () => {
  const { words, say } = useLocale();
  const own = usePlacementWords();
  const { placement: row } = usePlacementContext().detail;
  const { placements } = words;
  return (
    <section className="panel" id="facts" aria-labelledby="facts-title">
      <header className="panel-head">
        <h2 id="facts-title">{own.facts.title}</h2>
      </header>
      <dl className="facts-list">
        <div>
          <dt>{placements.number}</dt>
          <dd>
            <code className="mono">{row.placementId}</code>
          </dd>
        </div>
        <div>
          <dt>{placements.platform}</dt>
          <dd>{`${say(row.platformName)}${words.dot}${row.account}`}</dd>
        </div>
        <div>
          <dt>{placements.kind}</dt>
          <dd>{words.kinds[row.kind]}</dd>
        </div>
        <div>
          <dt>{placements.family}</dt>
          <dd>{`${words.metrics[row.metric]}${words.dot}${words.families[row.family]}`}</dd>
        </div>
        <div>
          <dt>{placements.externalId}</dt>
          <dd>
            <code className="mono">{row.externalId}</code>
          </dd>
        </div>
        {/^https?:\/\//.test(row.url) && (
          <div>
            <dt>{placements.link}</dt>
            <dd>
              <a className="text-link" href={row.url} target="_blank" rel="noreferrer">
                {own.facts.open} <Icon name="link" size={12} />
              </a>
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
};
