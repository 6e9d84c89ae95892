import { useState } from 'react';
import { useLocale } from '../../locales/use-locale.tsx';
import { useFreezeState } from './params.ts';
import { usePublicationsWords } from './words.ts';

type Props = {
  readonly timeZone: string;
  readonly isValid: boolean;
  /** Wall time of the preview, to start a past moment from. */
  readonly latest: string | null;
};

/** The present or a past moment; of a past one, whether it is told with what is known now or was known then. */
export const FreezeMoment = ({ timeZone, isValid, latest }: Props) => {
  const { words } = useLocale();
  const { form } = usePublicationsWords();
  const { state, go } = useFreezeState();
  const [typed, setTyped] = useState(state.asOf ?? '');
  const isPast = state.asOf !== null;
  const choose = (text: string) => {
    setTyped(text);
    go({ asOf: text });
  };
  return (
    <>
      <fieldset className="choices">
        <legend>{form.moment}</legend>
        <label>
          <input
            type="radio"
            name="freeze-moment"
            checked={!isPast}
            onChange={() => go({ asOf: null, known: 'now' })}
          />
          {form.present}
        </label>
        <label>
          <input
            type="radio"
            name="freeze-moment"
            checked={isPast}
            disabled={latest === null && !isPast}
            onChange={() => choose(typed || (latest ?? ''))}
          />
          {form.past}
        </label>
      </fieldset>
      {isPast && (
        <>
          <div className="field">
            <label htmlFor="freeze-as-of">{form.asOf}</label>
            <input
              id="freeze-as-of"
              type="datetime-local"
              value={typed}
              aria-invalid={!isValid}
              aria-describedby="freeze-as-of-note"
              onChange={event => choose(event.target.value)}
            />
            <p className={isValid ? 'field-note' : 'field-note wrong'} id="freeze-as-of-note">
              {isValid ? form.asOfNote(timeZone) : `${words.confirm.missing}${words.colon}${form.invalid}`}
            </p>
          </div>
          <fieldset className="choices stacked">
            <legend>{form.known}</legend>
            {(['now', 'then'] as const).map(known => (
              <label key={known}>
                <input
                  type="radio"
                  name="freeze-known"
                  checked={state.known === known}
                  onChange={() => go({ known })}
                />
                <span>
                  {known === 'now' ? form.knownNow : form.knownThen}
                  <span className="cell-note">
                    {known === 'now' ? form.knownNowNote : form.knownThenNote}
                  </span>
                </span>
              </label>
            ))}
          </fieldset>
        </>
      )}
    </>
  );
};
