import { useId, useRef, useState } from 'react';
import type { FallRow } from '../../../../api/contract.ts';
import { sendJson } from '../../api/client.ts';
import { useCampaignContext } from '../../components/campaign/context.ts';
import { ConfirmForm } from '../../components/confirm-form.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { formatMoment } from '../../format/dates.ts';
import { formatBoundsFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useSheets } from '../../url/use-params.ts';
import { BeforeAfter } from './before-after.tsx';
import { usePlacementContext } from './context.ts';
import { usePlacementWords } from './words.ts';

type FallClass = FallRow['class'];
type Outcome = { readonly before: FallClass; readonly after: FallClass };

/** Says why a counter fell; explains, and moves no figure. */
export const FallSheet = ({ id }: { id: string }) => {
  const { locale, words } = useLocale();
  const own = usePlacementWords();
  const { id: campaign, timeZone } = useCampaignContext();
  const { falls } = usePlacementContext();
  const { close } = useSheets();
  const field = useId();
  const fall = falls.find(each => each.id === id);
  const [chosen, setChosen] = useState<FallClass | null>(null);
  const [done, setDone] = useState<Outcome | null>(null);
  const outcome = useRef<Outcome | null>(null);
  if (!fall) return null;
  const wanted = chosen ?? fall.class;
  return (
    <Sheet title={own.falls.classify} onClose={close}>
      <p className="sheet-lead">
        {formatMoment(Date.parse(fall.at), timeZone, locale)}
        {words.dot}
        <b className="number">
          {own.falls.from(formatBoundsFull(fall.from, locale), formatBoundsFull(fall.to, locale))}
        </b>
      </p>
      {done ? (
        <BeforeAfter
          title={own.falls.done}
          before={own.falls.classes[done.before]}
          after={own.falls.classes[done.after]}
          onClose={close}
        />
      ) : (
        <ConfirmForm
          action={own.falls.do}
          run={async signed => {
            const path = `/campaigns/${encodeURIComponent(campaign)}/falls/${encodeURIComponent(id)}`;
            const answer = await sendJson<FallRow>('POST', path, { class: wanted, ...signed });
            outcome.current = { before: fall.class, after: answer.class };
          }}
          onDone={() => setDone(outcome.current)}
          onCancel={close}
        >
          <p>{own.falls.subtitle}</p>
          <div className="field">
            <label htmlFor={field}>{own.falls.choose}</label>
            <select id={field} value={wanted} onChange={event => setChosen(event.target.value as FallClass)}>
              {Object.entries(own.falls.classes).map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </select>
          </div>
        </ConfirmForm>
      )}
    </Sheet>
  );
};
