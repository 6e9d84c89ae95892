import { useRef } from 'react';
import { instantOf, wallOf } from '../../format/dates.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { usePageState } from '../../url/use-state.ts';
import { useCampaignContext } from './context.ts';
import { useCampaignWords } from './words.ts';

/** The second clock, inside the form of the first: closed until somebody asks what could be said at the time. */
export const KnownAt = ({ id }: { id: string }) => {
  const { words } = useLocale();
  const { known } = useCampaignWords();
  const { timeZone, asOf } = useCampaignContext();
  const { state } = usePageState();
  const input = useRef<HTMLInputElement>(null);
  const at = state.knownAt === null ? null : instantOf(state.knownAt, timeZone);
  return (
    <details className="known-at" open={state.knownAt !== null}>
      <summary>{known.label}</summary>
      <p className="known-at-hint" id={`${id}-hint`}>
        {known.hint}
      </p>
      <div className="as-of-row">
        <input
          id={id}
          className="as-of-input"
          type="datetime-local"
          name="knownAt"
          aria-label={known.label}
          aria-describedby={`${id}-hint`}
          ref={input}
          defaultValue={at === null ? '' : wallOf(at, timeZone)}
        />
        <button
          type="button"
          className="button"
          onClick={() => {
            const asked = input.current?.form?.elements.namedItem('asOf');
            if (!input.current) return;
            input.current.value = asked instanceof HTMLInputElement ? asked.value : wallOf(asOf, timeZone);
          }}
        >
          {known.same}
        </button>
        <button type="submit" className="button primary">
          {words.asOf.apply}
        </button>
      </div>
    </details>
  );
};
