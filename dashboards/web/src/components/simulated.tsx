import { useServer } from '../api/queries.ts';
import { useLocale } from '../locales/use-locale.tsx';
import { Icon } from './icons.tsx';
import './simulated.css';

/** Stands wherever a figure of simulated partners is shown, in both languages at once. */
export const Simulated = () => {
  const { words } = useLocale();
  const isSimulatedTime = useServer()?.isSimulatedTime === true;
  const hint = isSimulatedTime ? `${words.simulatedHint}${words.asOf.simulatedHint}` : words.simulatedHint;
  return (
    <span className="simulated" data-hint={hint}>
      <Icon name="flask" size={14} />
      <span>{words.simulated}</span>
      <span className="simulated-note">{words.simulatedNote}</span>
      {isSimulatedTime && <span>{words.asOf.simulated}</span>}
    </span>
  );
};
