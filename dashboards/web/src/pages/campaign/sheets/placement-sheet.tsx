import { Link } from 'wouter';
import type { PlacementRow } from '../../../../../api/contract.ts';
import { useReadings } from '../../../api/queries.ts';
import { useCampaignContext } from '../../../components/campaign/context.ts';
import { useCampaignWords } from '../../../components/campaign/words.ts';
import { Icon } from '../../../components/icons.tsx';
import { ReadingCurve } from '../../../components/reading-curve.tsx';
import { ReadingsTable } from '../../../components/readings/readings-table.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { useLocale } from '../../../locales/use-locale.tsx';
import { useLinks } from '../../../url/links.ts';
import { momentOf } from '../../../url/moment.ts';
import { usePageState } from '../../../url/use-state.ts';
import { Statement } from './statement.tsx';
import { usePlacement } from './use-placement.ts';

/** One counter: what it is, what it counts as, and every reading it was ever given. */
export const PlacementSheet = ({ id }: { id: number }) => {
  const { words } = useLocale();
  const { moment, timeZone } = useCampaignContext();
  const { row } = usePlacement(id);
  const query = useReadings(id, moment);
  return (
    <>
      {row && <Facts row={row} />}
      {query.data && (
        <ReadingCurve readings={query.data.readings} timeZone={timeZone} label={words.readings.curve} />
      )}
      <h3>{words.readings.title}</h3>
      <ReadingsTable placementId={id} title={row ? row.workTitle : String(id)} query={query} isElsewhere />
    </>
  );
};

const Facts = ({ row }: { row: PlacementRow }) => {
  const { words, say } = useLocale();
  const own = useCampaignWords();
  const { id: campaignId } = useCampaignContext();
  const { state } = usePageState();
  const links = useLinks();
  const { placements } = words;
  return (
    <>
      {row.low !== null && (
        <Statement wording={null} value={{ low: row.low, high: row.high }}>
          <p>
            <StateMark state={row.state} />
          </p>
          {row.reason !== '' && <p>{say(row.reasonText)}</p>}
        </Statement>
      )}
      {row.low === null && (
        <p className="sheet-lead">
          <StateMark state={row.state} /> <span className="sheet-text">{say(row.reasonText)}</span>
        </p>
      )}
      <p className="sheet-links">
        <Link href={links.placement(row.placementId, momentOf(state))} className="text-link">
          {own.links.placement}
        </Link>
        <Link href={links.work(campaignId, row.workId, momentOf(state))} className="text-link">
          {own.links.work}
        </Link>
      </p>
      <dl className="facts-list">
        <div>
          <dt>{placements.platform}</dt>
          <dd>
            {say(row.platformName)}
            {words.dot}
            {row.account}
          </dd>
        </div>
        <div>
          <dt>{placements.kind}</dt>
          <dd>
            {words.kinds[row.kind]}
            {row.episodeTitle !== null && `${words.dot}${row.episodeTitle}`}
          </dd>
        </div>
        <div>
          <dt>{placements.family}</dt>
          <dd>
            {words.metrics[row.metric]}
            {row.source !== null && `${words.dot}${words.sources[row.source]}`}
          </dd>
        </div>
        <div>
          <dt>{placements.externalId}</dt>
          <dd>
            <code className="mono">{row.externalId}</code>
            {/^https?:\/\//.test(row.url) && (
              <a className="text-link external" href={row.url} target="_blank" rel="noreferrer">
                {placements.link}
                <Icon name="link" size={12} />
              </a>
            )}
          </dd>
        </div>
      </dl>
    </>
  );
};
