import type { SettingsBody } from '../../../../api/contract.ts';
import { Notice } from '../../components/notice.tsx';
import { cronWords } from './cron.ts';
import { FactList, Part } from './part.tsx';
import { useSettingsWords } from './words.ts';

/** When it is collected, how often each placement is read, and how long answers are kept. */
export const SchedulePart = ({ settings }: { settings: SettingsBody }) => {
  const { schedule: own } = useSettingsWords();
  const { schedule, cadence, keepPayloadsDays } = settings;
  const cron = (text: string) => (
    <>
      {cronWords(text, own)} <code className="mono cron">{text}</code>
    </>
  );
  return (
    <Part id="schedule" note={own.note} change={own.change}>
      {schedule === null && <p className="setting-note">{own.none}</p>}
      {schedule && !schedule.isFollowed && <Notice icon="clock">{own.notFollowed}</Notice>}
      <FactList
        facts={[
          ...(schedule === null
            ? []
            : ([
                [own.nightly, cron(schedule.nightly)],
                [own.hourly, cron(schedule.hourly)],
                ...(schedule.hotLists ? [[own.hotLists, cron(schedule.hotLists)] as const] : []),
                [own.discovery, schedule.discovery === null ? own.discoveryByHand : cron(schedule.discovery)],
                [own.zone, schedule.timeZone],
              ] as const)),
          [own.cadence, own.cadenceText(String(cadence.hourlyForHours), String(cadence.dailyForDays))],
          [own.keep, keepPayloadsDays === null ? own.keepEver : own.keepDays(String(keepPayloadsDays))],
        ]}
      />
    </Part>
  );
};
