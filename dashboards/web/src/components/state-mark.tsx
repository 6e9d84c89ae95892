import type { PlacementRow } from '../../../api/contract.ts';
import { useLocale } from '../locales/use-locale.tsx';
import { Icon, type IconName } from './icons.tsx';
import './state-mark.css';

type State = PlacementRow['state'];
type Tone = 'plain' | 'carried' | 'missing' | 'held' | 'failed';

/** A state said by icon, word and colour together, so that none of them has to be seen. */
const Mark = ({ tone, icon, word, hint }: { tone: Tone; icon: IconName; word: string; hint?: string }) => (
  <span className={`mark mark-${tone}`} data-hint={hint}>
    <Icon name={icon} size={14} />
    {word}
  </span>
);

const STATE_MARKS: Record<State, { tone: Tone; icon: IconName }> = {
  fresh: { tone: 'plain', icon: 'tick' },
  carried: { tone: 'carried', icon: 'clock' },
  stated: { tone: 'plain', icon: 'speech' },
  removed: { tone: 'missing', icon: 'removed' },
  held: { tone: 'held', icon: 'question' },
  never: { tone: 'missing', icon: 'gap' },
};

export const StateMark = ({ state }: { state: State }) => {
  const { words } = useLocale();
  return <Mark {...STATE_MARKS[state]} word={words.states[state]} hint={words.statesLong[state]} />;
};

const RUN_MARKS = {
  planned: { tone: 'plain', icon: 'clock' },
  complete: { tone: 'plain', icon: 'tick' },
  incomplete: { tone: 'carried', icon: 'gap' },
  failed: { tone: 'failed', icon: 'alert' },
} as const satisfies Record<string, { tone: Tone; icon: IconName }>;

export const RunMark = ({ state }: { state: keyof typeof RUN_MARKS }) => {
  const { words } = useLocale();
  return <Mark {...RUN_MARKS[state]} word={words.runStates[state]} />;
};

export const VerdictMark = ({ verdict, reason }: { verdict: 'accepted' | 'held'; reason: string }) => {
  const { words } = useLocale();
  const why = reason === '' ? '' : (words.reasons[reason] ?? reason);
  return (
    <>
      <Mark
        tone={verdict === 'held' ? 'held' : 'plain'}
        icon={verdict === 'held' ? 'question' : 'tick'}
        word={words.verdicts[verdict]}
      />
      {why !== '' && <span className="mark-why">{why}</span>}
    </>
  );
};
