import { useLocale } from '../locales/use-locale.tsx';
import { Icon } from './icons.tsx';
import './simulated.css';

/** Stands wherever a figure of simulated partners is shown, in both languages at once. */
export const Simulated = () => {
  const { words } = useLocale();
  return (
    <span className="simulated" data-hint={words.simulatedHint}>
      <Icon name="flask" size={14} />
      <span>{words.simulated}</span>
      <span className="simulated-note">{words.simulatedNote}</span>
    </span>
  );
};
