import { useId } from 'react';
import { useCampaignWords } from '../../components/campaign/words.ts';
import { usePageState } from '../../url/use-state.ts';
import { useAgeName } from './use-age-name.ts';

/** Ages that can be compared, in hours; the API says which there are, this only what is offered before it is asked. */
const AGES = { '1h': 1, '1d': 24, '3d': 72, '7d': 168, '30d': 720 } as const;
export type Age = keyof typeof AGES;

/** The age the address asks for; null where it asks for none that there is. */
export const ageOf = (text: string | null): Age | null =>
  text !== null && Object.hasOwn(AGES, text) ? (text as Age) : null;

export const hoursOf = (age: Age): number => AGES[age];

/** Which comparison of episodes is shown: as they stand, or all at one age since their broadcast. */
export const AgeChoice = () => {
  const { state, go } = usePageState();
  const own = useCampaignWords();
  const ageName = useAgeName();
  const id = useId();
  return (
    <span className="age-choice">
      <label htmlFor={id} className="visually-hidden">
        {own.age.label}
      </label>
      <select
        id={id}
        className="age-select"
        value={ageOf(state.age) ?? ''}
        onChange={event => go({ age: event.target.value === '' ? null : event.target.value }, 'replace')}
      >
        <option value="">{own.age.now}</option>
        {Object.entries(AGES).map(([age, hours]) => (
          <option key={age} value={age}>
            {own.age.at(ageName(hours))}
          </option>
        ))}
      </select>
    </span>
  );
};
