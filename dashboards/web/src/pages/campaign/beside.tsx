import type { ReactNode } from 'react';
import { useCampaignContext } from '../../components/campaign/context.ts';
import { useCampaignWords } from '../../components/campaign/words.ts';
import { Figure } from '../../components/figure.tsx';
import { gapWords } from '../../format/coverage.ts';
import type { Bounds } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import type { SheetRef } from '../../url/state.ts';
import { usePageState } from '../../url/use-state.ts';
import './beside.css';

/** Beside the total, never in it: families outside the formula, replays listed apart, and acts, kind by kind. */
export const Beside = () => {
  const { locale, words, say } = useLocale();
  const own = useCampaignWords();
  const { campaign } = useCampaignContext();
  const { beside, engagement, apart } = campaign;
  // Placements that are counted by their comments alone are in the line of comments.
  const families = beside.filter(({ family }) => family !== 'engagement' || engagement.length === 0);
  if (families.length + engagement.length + apart.length === 0) return null;
  return (
    <section className="beside" aria-labelledby="beside-title">
      <h2 id="beside-title" data-hint={words.beside.note}>
        {words.beside.title}
      </h2>
      <dl>
        {families.map(part => (
          <Line
            key={part.family}
            label={say(part.label)}
            note={
              !part.added && part.low !== null
                ? words.beside.highest
                : isToldElsewhere(part)
                  ? own.acts.panel
                  : ''
            }
            value={boundsOf(part)}
            reason={say(part.wording)}
            to={{ kind: 'family', id: part.family }}
            gap={isToldElsewhere(part) ? '' : gapWords(part.coverage, locale)}
          />
        ))}
        {apart.map(part => (
          <Line
            key={part.why}
            label={own.notes.line}
            note=""
            value={boundsOf(part)}
            reason={say(part.text)}
            to={{ kind: 'formula' }}
          />
        ))}
        {engagement.map(act => (
          <Line
            key={act.metric}
            label={say(act.label)}
            note={own.acts.short(act.coverage.expected)}
            value={boundsOf(act)}
            reason={say(act.wording)}
            to={{ kind: 'act', id: act.metric }}
            gap={gapWords(act.coverage, locale)}
          />
        ))}
      </dl>
    </section>
  );
};

/** Ratings come in reports of panels, one by one, and are read from no counter: none is missing here. */
const isToldElsewhere = ({ family, low }: { family: string; low: number | null }): boolean =>
  family === 'rating' && low === null;

const boundsOf = ({ low, high }: { low: number | null; high: number | null }): Bounds | null =>
  low === null ? null : { low, high };

type LineProps = {
  readonly label: string;
  readonly note: string;
  readonly value: Bounds | null;
  /** Said where there is no figure. */
  readonly reason: string;
  readonly to: SheetRef;
  readonly gap?: string;
};

const Line = ({ label, note, value, reason, to, gap = '' }: LineProps): ReactNode => {
  const { sheetHref } = usePageState();
  return (
    <div>
      <dt>
        {label}
        {note && <span className="beside-highest">{note}</span>}
      </dt>
      <dd>
        <Figure value={value} reason={reason} of={label} href={sheetHref(to, [])} />
        <span className="beside-gap">{gap}</span>
      </dd>
    </div>
  );
};
