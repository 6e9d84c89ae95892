import { formatFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import type { Alarm } from './alarms.ts';
import { CollectLink } from './collect-link.tsx';
import { ConsentLink } from './consent-link.tsx';
import { useCollection } from './context.tsx';
import { Item } from './item.tsx';
import { useCollectionWords } from './words.ts';

/** A warning: what is about to go wrong, and what to do before it does. */
export const AlarmItem = ({ alarm }: { alarm: Alarm }) => {
  const { words, say } = useLocale();
  const { repair, collect } = useCollectionWords();
  const { at, platform: nameOf, account: accountOf } = useCollection();
  switch (alarm.kind) {
    case 'skipped':
      return (
        <Item
          icon="clock"
          tone="failed"
          title={repair.skipped(at(alarm.slot))}
          what={repair.skippedWhat}
          todo={repair.skippedDo}
          action={<CollectLink scope="all">{collect.open}</CollectLink>}
        />
      );
    case 'authorisation': {
      const { platform, account, accountName, state, renewalsLeft, takesCode } = alarm.of;
      const who = `${nameOf(platform)}${words.dot}${accountName}`;
      const isLate = state === 'valid' && renewalsLeft !== 0;
      const steps = (takesCode ? repair.authDo : repair.authKey)(platform, account);
      return (
        <Item
          icon="calendar"
          tone={state === 'valid' ? 'carried' : 'failed'}
          title={
            state === 'ended'
              ? repair.authEnded(who)
              : state === 'never'
                ? repair.authNever(who)
                : repair.authSoon(who, alarm.days)
          }
          what={repair.authWhat}
          todo={isLate ? `${repair.authLate} ${steps}` : steps}
          action={takesCode && <ConsentLink platform={platform} account={account} />}
        />
      );
    }
    case 'quota': {
      const { name, platform, account, left, forAll, renewsAt } = alarm.of;
      const who = account === null ? say(name) : `${say(name)}${words.dot}${accountOf(platform, account)}`;
      const need = forAll === null ? words.table.missing : formatFull(forAll);
      return (
        <Item
          icon="gap"
          tone="carried"
          title={repair.quota(who)}
          what={repair.quotaWhat(formatFull(left), need, at(renewsAt))}
          todo={repair.quotaDo}
        />
      );
    }
    case 'window':
      return (
        <Item
          icon="clock"
          tone="carried"
          title={repair.window(say(alarm.of.name), formatFull(alarm.placements.length))}
          what={repair.windowWhat}
          todo={repair.windowDo}
          action={<CollectLink scope={`w.${alarm.of.collector}`}>{collect.again}</CollectLink>}
        />
      );
  }
};

/** Readings that the database has not taken: said whatever else can be read. */
export const Waiting = ({ since }: { since: string }) => {
  const { repair } = useCollectionWords();
  const { at } = useCollection();
  return (
    <ul className="repairs collection-waiting">
      <Item
        icon="alert"
        tone="failed"
        title={repair.waiting(at(since))}
        what={repair.waitingWhat}
        todo={repair.waitingDo}
      />
    </ul>
  );
};
