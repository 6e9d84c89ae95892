import type { Failures } from '../../../../api/contract.ts';
import { Icon } from '../../components/icons.tsx';
import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { AlarmItem } from './alarm-item.tsx';
import { alarmsOf } from './alarms.ts';
import { CollectLink } from './collect-link.tsx';
import { useCollection } from './context.tsx';
import { FailureExport } from './failure-export.tsx';
import { Item } from './item.tsx';
import { PlacementLinks } from './placement-links.tsx';
import { useAuthorisations, useHistory, useNight, useQuotas, useWindows } from './queries.ts';
import { type Repair, repairsOf } from './scope.ts';
import { kindWords, useCollectionWords } from './words.ts';

/** What a person has to do, most urgent first: what failed and is still unread, then what is about to go wrong. */
export const Repairs = ({ failures }: { failures: Failures['failures'] }) => {
  const { repair } = useCollectionWords();
  const { current } = useCollection();
  const [authorisations, quotas, windows, night] = [
    useAuthorisations(),
    useQuotas(),
    useWindows(),
    useNight(),
  ];
  const history = useHistory('all');
  const repairs = repairsOf(failures);
  const alarms = alarmsOf({
    current,
    failures,
    authorisations: authorisations.data?.authorisations,
    quotas: quotas.data?.quotas,
    windows: windows.data?.windows,
    night: night.data?.runs,
  });
  const [first, rest] = [
    alarms.filter(({ kind }) => kind === 'skipped'),
    alarms.filter(({ kind }) => kind !== 'skipped'),
  ];
  if (repairs.length + alarms.length === 0) {
    // Nobody can say yet that nothing is missing.
    if (current.underWay.length > 0 || history.data?.runs.length === 0)
      return <p className="repair-none">{repair.later}</p>;
    return (
      <p className="repair-none">
        <Icon name="tick" />
        {repair.none}
      </p>
    );
  }
  return (
    <>
      {failures.length > 0 && <FailureExport failures={failures} />}
      <ul className="repairs">
        {first.map(alarm => (
          <AlarmItem key={alarm.kind} alarm={alarm} />
        ))}
        {repairs.map(each => (
          <RepairItem key={each.key} repair={each} />
        ))}
        {rest.map(alarm => (
          <AlarmItem
            key={'of' in alarm ? `${alarm.kind} ${JSON.stringify(alarm.of)}` : alarm.kind}
            alarm={alarm}
          />
        ))}
      </ul>
    </>
  );
};

/** Reasons told one by one; where each placement has its own, the rest is counted. */
const MOST_TOLD = 20;

const RepairItem = ({ repair: { key, platform, kind, failures, count, canRetry } }: { repair: Repair }) => {
  const { words, say } = useLocale();
  const own = useCollectionWords();
  const { at, platform: nameOf } = useCollection();
  const { what, do: todo, name } = kindWords(own, kind);
  const since = failures.map(({ firstAt }) => firstAt).sort()[0] ?? '';
  const last =
    failures
      .map(({ lastAt }) => lastAt)
      .sort()
      .at(-1) ?? '';
  const times = Math.max(...failures.map(each => each.times));
  return (
    <Item
      icon="alert"
      tone={kind === 'absent' ? 'carried' : 'failed'}
      title={
        <>
          {nameOf(platform)}
          {words.colon}
          {name}
          {words.comma}
          {own.repair.placements(formatFull(count))}
        </>
      }
      note={[
        own.repair.since(at(since)),
        ...(last === since ? [] : [own.repair.lastTry(at(last))]),
        own.repair.times(formatFull(times)),
      ].join(words.dot)}
      what={what}
      todo={canRetry ? todo : own.repair.noRetry}
      action={canRetry && <CollectLink scope={`f.${key}`}>{own.collect.again}</CollectLink>}
    >
      <details className="repair-details">
        <summary>{own.repair.details}</summary>
        {failures.slice(0, MOST_TOLD).map(failure => (
          <div key={`${failure.account} ${failure.status} ${failure.reason}`} className="repair-failure">
            <p>
              {failure.accountName}
              {words.colon}
              {say(failure.cause)}
            </p>
            <PlacementLinks placements={failure.placements} count={failure.count} />
          </div>
        ))}
        {failures.length > MOST_TOLD && (
          <p className="repair-note">{own.repair.moreReasons(formatFull(failures.length - MOST_TOLD))}</p>
        )}
      </details>
    </Item>
  );
};
