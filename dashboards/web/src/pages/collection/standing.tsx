import { Link } from 'wouter';
import type { Runs } from '../../../../api/contract.ts';
import { Answered } from '../../components/answered.tsx';
import { Icon } from '../../components/icons.tsx';
import { Bone } from '../../components/skeleton.tsx';
import { formatOffset } from '../../format/dates.ts';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useSheets } from '../../url/use-params.ts';
import { useCollection } from './context.tsx';
import { useFailures, useHistory, useNight } from './queries.ts';
import { useCollectionWords } from './words.ts';

type Run = Runs['runs'][number];

/** The page in one sentence: how the last night ended, and when the next one is. */
export const Standing = () => {
  const { words } = useLocale();
  const own = useCollectionWords();
  const night = useNight();
  const all = useHistory('all');
  const { current } = useCollection();
  return (
    <div className="collection-standing">
      {!(all.error?.kind === 'database' && !all.data) && (
        <Answered query={all} what={own.what.runs} partial skeleton={<Bone width="24em" height={28} />}>
          {({ runs }) => {
            const last = night.data?.runs[0] ?? runs.find(({ trigger }) => trigger !== 'import') ?? runs[0];
            if (last) return <Ended run={last} />;
            return current.underWay.length > 0 ? null : <NothingYet />;
          }}
        </Answered>
      )}
      <p className="collection-next">
        <Next />
        <span>
          {words.asOf.zone(current.timeZone, formatOffset(Date.parse(current.now), current.timeZone))}
        </span>
      </p>
    </div>
  );
};

const TONES = { planned: 'plain', complete: 'plain', incomplete: 'carried', failed: 'failed' } as const;

const Ended = ({ run }: { run: Run }) => {
  const { words } = useLocale();
  const { lead } = useCollectionWords();
  const { at } = useCollection();
  const sheets = useSheets();
  const failures = useFailures();
  const what = run.job === 'nightly' ? lead.night(at(run.slot)) : lead.last(at(run.slot));
  const counts = [
    lead.counts(formatFull(run.expected), formatFull(run.read)),
    run.failed > 0 ? lead.lost(formatFull(run.failed)) : '',
    run.missed > 0 ? lead.missed(formatFull(run.missed)) : '',
    run.failed > 0 && failures.data?.failures.length === 0 ? lead.repaired : '',
  ].filter(Boolean);
  return (
    <p className="collection-sentence">
      <Link className="quiet-link" href={sheets.hrefOf('run', run.id)}>
        {what}
        {words.colon}
        <b className={`mark-${TONES[run.state]}`}>
          <Icon name={run.state === 'complete' ? 'tick' : 'alert'} size={20} />
          {words.runStates[run.state]}
        </b>
        <span className="collection-counts">{counts.join(words.comma)}</span>
      </Link>
    </p>
  );
};

const NothingYet = () => {
  const { lead } = useCollectionWords();
  const { current, at } = useCollection();
  return (
    <div className="collection-none">
      <p className="collection-sentence">{lead.none}</p>
      <p>{lead.noneWhat}</p>
      <p>{current.schedule ? lead.noneNext(at(current.schedule.nightly.next)) : lead.noneNoSchedule}</p>
    </div>
  );
};

const Next = () => {
  const { lead } = useCollectionWords();
  const { current, at } = useCollection();
  if (!current.schedule) return <span>{lead.noSchedule}</span>;
  return (
    <>
      <span>{lead.nextNight(at(current.schedule.nightly.next))}</span>
      <span>{lead.nextHour(at(current.schedule.hourly.next))}</span>
    </>
  );
};
