import { useRef, useState } from 'react';
import type { WordTaken } from '../../../../api/contract.ts';
import { sendJson } from '../../api/client.ts';
import { useCampaignContext } from '../../components/campaign/context.ts';
import { ConfirmForm } from '../../components/confirm-form.tsx';
import {
  type Decision,
  decisionsOn,
  type Reading,
  readingKey,
  standingBefore,
} from '../../components/readings/reading-key.ts';
import { ReadingLink } from '../../components/readings/reading-link.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { VerdictMark } from '../../components/state-mark.tsx';
import { formatMoment } from '../../format/dates.ts';
import { type Bounds, formatBoundsFull } from '../../format/numbers.ts';
import { useLocale } from '../../locales/use-locale.tsx';
import { useSheets } from '../../url/use-params.ts';
import { BeforeAfter } from './before-after.tsx';
import { usePlacementContext } from './context.ts';
import { usePlacementWords } from './words.ts';

/** Accept a reading, take it out, or give it back to the rules: signed, with what it changes. */
export const DecideSheet = ({ of }: { of: string }) => {
  const own = usePlacementWords().decide;
  const { readings } = usePlacementContext();
  const { close } = useSheets();
  const [taken, setTaken] = useState<WordTaken | null>(null);
  const reading = readings?.readings.find(each => readingKey(each) === of);
  if (readings === null) return null;
  return (
    <Sheet title={own.title} onClose={close}>
      {reading && <About reading={reading} />}
      {!reading && !taken && <p className="sheet-text">{own.gone}</p>}
      {taken && <Taken taken={taken} />}
      {reading && !taken && <Form reading={reading} onTaken={setTaken} />}
    </Sheet>
  );
};

const About = ({ reading }: { reading: Reading }) => {
  const { locale, words } = useLocale();
  const own = usePlacementWords();
  const { timeZone } = useCampaignContext();
  const { readings } = usePlacementContext();
  const before = standingBefore(readings?.readings ?? [], reading);
  return (
    <dl className="facts-list">
      <div>
        <dt>{words.readings.observedAt}</dt>
        <dd>{formatMoment(Date.parse(reading.observedAt), timeZone, locale)}</dd>
      </div>
      <div>
        <dt>{words.readings.text}</dt>
        <dd>
          <code className="reading-text">{reading.text}</code>
          {words.dot}
          {`${own.curve.read} ${formatBoundsFull(reading, locale)}`}
        </dd>
      </div>
      <div>
        <dt>{words.readings.source}</dt>
        <dd>{words.sources[reading.source]}</dd>
      </div>
      {before && (
        <div>
          <dt>{own.decide.standing}</dt>
          <dd>
            {[
              formatBoundsFull({ low: before.countLow ?? before.low, high: before.countHigh }, locale),
              formatMoment(Date.parse(before.observedAt), timeZone, locale),
            ].join(words.dot)}
          </dd>
        </div>
      )}
      {reading.payloadId !== '' && (
        <div>
          <dt>{words.readings.payload}</dt>
          <dd>
            <ReadingLink kind="payload" id={reading.payloadId} label={own.waiting.payload} elsewhere={null}>
              {own.waiting.payload}
            </ReadingLink>
          </dd>
        </div>
      )}
    </dl>
  );
};

type FormProps = { readonly reading: Reading; readonly onTaken: (taken: WordTaken) => void };

const Form = ({ reading, onTaken }: FormProps) => {
  const { words } = useLocale();
  const own = usePlacementWords().decide;
  const { moment } = useCampaignContext();
  const { detail } = usePlacementContext();
  const { close } = useSheets();
  const offered = decisionsOn(reading);
  const [chosen, setChosen] = useState<Decision | null>(null);
  const answer = useRef<WordTaken | null>(null);
  // Of several none is chosen for the reader: what is sent is what was read.
  const decision = chosen ?? (offered.length === 1 ? offered[0] : undefined);
  const becomes = useOutcome(reading);
  const { observedAt, metric, source, low, high, verdict, reason, countLow, countHigh } = reading;
  if (offered.length === 0) return null;
  return (
    <ConfirmForm
      action={decision === undefined ? own.choose : own.do[decision]}
      destructive={decision === 'hold'}
      disabled={decision === undefined}
      run={async signed => {
        if (decision === undefined) return;
        const path = `/placements/${detail.placement.placementId}/decisions`;
        answer.current = await sendJson<WordTaken>('POST', path, {
          ...{ metric, source, observedAt, low, high, decision },
          ...signed,
        });
      }}
      // Once the page beneath has the new figures as well.
      onDone={() => answer.current && onTaken(answer.current)}
      onCancel={close}
    >
      <div>
        <p className="decide-now">{own.now}</p>
        <Judged verdict={verdict} reason={reason} count={bounds(countLow, countHigh)} />
      </div>
      <fieldset className="decide-choice">
        <legend>{own.what}</legend>
        {offered.map(each => (
          <label key={each}>
            <input
              type="radio"
              name="decision"
              value={each}
              checked={each === decision}
              onChange={() => setChosen(each)}
            />
            <span>
              {own[each]}
              <span className="field-note">
                {[becomes(each), own[`${each}Means`]].filter(Boolean).join(words.dot)}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <p className="field-note">{moment.knownAt === null ? own.kept : own.past}</p>
    </ConfirmForm>
  );
};

/** What its series would count as after a decision, where the reading is the last one and so settles it. */
const useOutcome = (reading: Reading): ((decision: Decision) => string) => {
  const { locale } = useLocale();
  const own = usePlacementWords().decide;
  const all = usePlacementContext().readings?.readings ?? [];
  const isLast = all.find(({ source }) => source === reading.source) === reading;
  const before = standingBefore(all, reading);
  return decision => {
    if (!isLast || decision === 'undo') return '';
    if (decision === 'accept') return own.becomes(formatBoundsFull(reading, locale));
    if (!before) return own.becomesNothing;
    return own.becomes(
      formatBoundsFull({ low: before.countLow ?? before.low, high: before.countHigh }, locale),
    );
  };
};

const Taken = ({ taken: { before, after, recordedAt, stored } }: { taken: WordTaken }) => {
  const { locale } = useLocale();
  const own = usePlacementWords().decide;
  const { timeZone, campaign } = useCampaignContext();
  const { close } = useSheets();
  const at = own.at(formatMoment(Date.parse(recordedAt), timeZone, locale));
  // By the knowledge of the past, or where the present stands still (the demo), the page cannot show it yet.
  const known = Date.parse(recordedAt) <= Date.parse(campaign.knownAt);
  return (
    <BeforeAfter
      title={own.done}
      before={<Judged {...before} />}
      after={<Judged {...after} />}
      note={stored ? (known ? at : own.later(at)) : own.waiting}
      onClose={close}
    />
  );
};

type JudgedProps = {
  readonly verdict: 'accepted' | 'held';
  readonly reason: string;
  readonly count: Bounds | null;
};

const Judged = ({ verdict, reason, count }: JudgedProps) => {
  const { locale } = useLocale();
  const own = usePlacementWords().decide;
  return (
    <p className="judged">
      <VerdictMark verdict={verdict} reason={reason} />
      <b className="number">{count ? own.counts(formatBoundsFull(count, locale)) : own.countsNothing}</b>
    </p>
  );
};

const bounds = (low: number | null, high: number | null): Bounds | null =>
  low === null ? null : { low, high };
